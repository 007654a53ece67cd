import Classifier
import Foundation
import Literate
import Markdown
import Models
import SourceText

/// The parsed and checked documents of a site: those for each review, the list of reviews, and the reports.
public struct SiteDocuments: Sendable {
  /// A document and the name of its page or folder.
  struct Entry: Sendable {
    let name: String
    /// The path of the document's file.
    let file: String
    let document: Document<ReportContext>

    /// The title for links to the document, or the words of its name if the title contains values, which are unknown while
    /// other pages are woven.
    var title: String {
      hasKnownTitle
        ? document.statedTitle ?? name
        : name.prefix(1).uppercased() + name.dropFirst().replacing("-", with: " ")
    }

    /// Whether the page's title is known before weaving.
    var hasKnownTitle: Bool { document.frontMatter.title?.value.contains("`") != true }
  }

  /// The documents woven once per review, each into a folder of its name.
  let perReview: [Entry]
  /// The document woven instead of each of these for a review in which the model finds no word.
  let wordless: Document<ReportContext>
  /// The documents woven once, each into a page of its name.
  private(set) var reports: [Entry]
  /// The list of reviews.
  let index: Entry
  /// The pictures of all documents.
  let images: SiteImages

  /// The front matter of the author's documents, in order.
  var frontMatters: [FrontMatter] { (perReview + reports).map(\.document.frontMatter) }

  /// All documents, including the templates.
  private var all: [Document<ReportContext>] { (perReview + reports + [index]).map(\.document) }

  /// Checks that the classifier of a run offers what the chunks and values of all documents need.
  ///
  /// - Throws: All problems, each at its chunk or value.
  func checkAvailability(in run: Run) throws(Diagnostics) {
    var problems = Diagnostics()
    for document in all {
      let context = ReportContext(
        run: run, scope: document.frontMatter.scope, focus: nil, root: "")
      problems.report(contentsOf: document.unavailability(in: context))
    }
    if problems.hasErrors { throw Diagnostics(problems.sorted) }
  }

  /// The warnings of all documents.
  var warnings: [Diagnostic] { all.flatMap(\.warnings) }

  /// The distinct claims of documents over all reviews.
  let reviewClaims: [ReviewClaim<ReportContext>]

  /// Whether a document shows the agreement of methods over all reviews, which costs time for every review.
  var compareMethods: Bool {
    (reports + [index]).flatMap(\.document.chunks)
      .contains { ($0 as? AgreementChunk)?.isOverReviews == true }
  }

  /// The title of the site, from the list of reviews.
  public var title: String { index.document.frontMatter.title?.value ?? "Reviews" }

  /// Parses all documents of a run.
  ///
  /// - Parameters:
  ///   - templates: The templates of the site.
  ///   - heads: The author's documents; see ``heads(of:willRead:problems:)``.
  ///   - defaults: Options of the run for chunks.
  ///   - reviews: The ids of reviews that documents may name; nil if they are not known.
  ///   - parameters: Options for all documents, which override those of their front matter.
  ///   - willRead: Called before an included document or a picture is read.
  /// - Throws: All problems of all documents together.
  init(
    templates: Templates, _ heads: [DocumentHead], defaults: [Options.Item],
    reviews: Set<String>?, parameters: [Options.Item],
    willRead: (ReportBuilder.Input) -> Void
  ) throws(Diagnostics) {
    let language = ReportLanguage.language(defaults: defaults)
    var problems = Diagnostics()
    func parse(_ head: DocumentHead, as name: String) -> Entry? {
      problems.collect { () throws(Diagnostics) in
        let document = try Document(
          head, language: language, reviews: reviews, parameters: parameters
        ) { path throws(Diagnostics) in
          willRead(.file(path))
          return try SourceFile(reading: path, limit: DocumentHead.sizeLimit)
        }
        return Entry(name: name, file: head.source.path, document: document)
      }
    }
    var perReview: [Entry] = []
    var reports: [Entry] = []
    var names: [String: String] = [:]
    for head in heads {
      let path = head.source.path
      let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      let name = Slug.of(stem) ?? "report"
      guard let entry = parse(head, as: name) else { continue }
      if let other = names[name]
        ?? ((Self.reserved.contains(name) || name.hasPrefix("index-")) ? "the program itself" : nil)
      {
        problems.report(
          Diagnostic(
            "the page '\(name)' is already written by \(other)",
            at: SourceLocation(file: path), hint: "rename the document"))
      }
      names[name] = path
      if entry.document.frontMatter.scope == .review {
        perReview.append(entry)
      } else {
        reports.append(entry)
      }
    }
    let review = parse(DocumentHead(templates.review), as: "reviews")
    let index = parse(DocumentHead(templates.index), as: "index")
    let wordless = parse(DocumentHead(templates.wordless), as: "wordless")
    let pages = Dictionary(
      (reports + [index].compactMap(\.self)).map { ($0.name, $0.document) },
      uniquingKeysWith: { first, _ in first })
    let templates = [review, index].compactMap(\.self)
    for entry in templates + perReview + reports {
      problems.report(contentsOf: Self.brokenLinks(in: entry.document, pages: pages))
    }
    if !problems.hasErrors {
      let documents = (templates + perReview + reports).map(\.document)
      problems.report(contentsOf: Self.unknown(parameters, in: documents))
    }
    var images = SiteImages()
    for entry in perReview + reports + templates {
      images.add(
        entry.document.links, of: entry.file, willRead: willRead, problems: &problems)
    }
    try problems.throwIfErrors()
    guard let review, let index, let wordless else { throw problems }
    self.wordless = wordless.document
    var texts: Set<String> = []
    reviewClaims = ([index] + reports).flatMap(\.document.reviewClaims)
      .filter { texts.insert($0.text).inserted }
    self.perReview = [review] + perReview
    self.reports = reports
    self.index = index
    self.images = images
  }

  /// The names that every site uses.
  private static let reserved: Set<String> = ["index", "reviews", "assets", "data", "summary"]

  /// Returns the page of a linked document.
  ///
  /// Documents link to each other as files, so that the links also work in the documents themselves.
  ///
  /// - Parameter destination: The destination, such as "average-pooling.md#sec-proof".
  /// - Returns: The name of the page and the fragment, such as "#sec-proof"; nil if this is not a link to a document.
  static func page(for destination: String) -> (name: String, fragment: Substring)? {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let file = parts.first, file.hasSuffix(".md"), !file.contains(":") else { return nil }
    let stem = file.split(separator: "/").last?.dropLast(3) ?? ""
    return (Slug.of(stem) ?? "report", parts.count > 1 ? "#" + parts[1] : "")
  }

  /// Returns diagnostics for parameters that no chunk of any document takes.
  private static func unknown(
    _ parameters: [Options.Item], in documents: [Document<ReportContext>]
  ) -> [Diagnostic] {
    let known = documents.reduce(into: Set<String>()) { $0.formUnion($1.takenOptions) }
    return parameters.filter { !known.contains($0.key) }.map { parameter in
      Diagnostic(
        "no chunk in these documents has the option '\(parameter.key)'",
        at: parameter.keyLocation,
        hint: NearestName.hint(for: parameter.key, among: known.sorted()))
    }
  }

  private static func brokenLinks(
    in document: Document<ReportContext>, pages: [String: Document<ReportContext>]
  ) -> [Diagnostic] {
    document.links.compactMap { link in
      guard let page = page(for: link.destination) else { return nil }
      guard let target = pages[page.name] else {
        if page.name == "index" { return nil }
        let names = pages.keys.filter { $0 != "index" }.sorted()
        return Diagnostic(
          "the document '\(link.destination)' is not a page of this site", at: link.location,
          hint: NearestName.hint(for: page.name, among: names))
      }
      let conditions = target.conditions(ofID: String(page.fragment.dropFirst()))
      if conditions.isEmpty { return nil }
      return Diagnostic(
        "'\(link.destination)' is in a section that may be omitted", at: link.location,
        hint: "it has \(conditions.joined(separator: " and ")): link to the document as a whole")
    }
  }

  /// The embedded reports, which need the layers of a model.
  static let standard = ["Reports/average-pooling.md"]

  /// The documents without the embedded reports.
  var withoutStandard: SiteDocuments {
    var others = self
    others.reports.removeAll { Self.standard.contains($0.file) }
    return others
  }

  /// Reads the author's documents up to their front matter.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - willRead: Called before a document is read.
  ///   - problems: Receives the problems of files that cannot be read.
  /// - Returns: The documents; the embedded ones if the author has none.
  static func heads(
    of request: ReportBuilder.Request, willRead: (ReportBuilder.Input) -> Void,
    problems: inout Diagnostics
  ) -> [DocumentHead] {
    guard !request.documents.isEmpty else {
      return (request.access < .layers ? [] : standard).map {
        DocumentHead(SourceFile(path: $0, text: EmbeddedResources.text($0)))
      }
    }
    return request.documents.compactMap { path in
      willRead(.file(path))
      do throws(Diagnostics) {
        return DocumentHead(try SourceFile(reading: path, limit: DocumentHead.sizeLimit))
      } catch {
        problems.report(error)
        return nil
      }
    }
  }
}

extension Located<String> {
  /// The text as a path relative to the folder of the document that contains it.
  var path: String { Path.join(Path.folder(of: location.file), value) }
}
