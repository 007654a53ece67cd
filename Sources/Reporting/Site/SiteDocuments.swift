import Foundation
import Literate
import Markdown
import Models
public import SourceText

/// The parsed and checked documents of a site: those for each review, the list of reviews, and the reports.
public struct SiteDocuments: Sendable {
  /// A document and the name of its page or folder.
  struct Entry: Sendable {
    let name: String
    /// The path of the document's file.
    let file: String
    let document: Document<ReportContext>
    /// The texts of the file and of included files.
    let sources: [String]

    /// The title for links to the document, or the words of its name if the title contains values, which are unknown while
    /// other pages are woven.
    var title: String {
      hasKnownTitle
        ? document.statedTitle ?? name
        : name.prefix(1).uppercased() + name.dropFirst().replacing("-", with: " ")
    }

    /// Whether the page's title is known before weaving.
    var hasKnownTitle: Bool { document.frontMatter.title?.text.contains("`") != true }
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
  public var title: String { index.document.frontMatter.title?.text ?? "Reviews" }

  /// Parses all documents of a run.
  ///
  /// - Parameters:
  ///   - templates: The templates of the site.
  ///   - paths: The paths of the author's documents.
  ///   - standard: The embedded documents to weave if the author has none.
  ///   - defaults: Options of the run for chunks.
  ///   - reviews: The ids of reviews that documents may name; nil if they are not known yet.
  ///   - parameters: Options for all documents, which override those of their front matter.
  /// - Throws: All problems of all documents together.
  public init(
    templates: Templates, paths: [String], standard: [String] = standard,
    defaults: [Options.Item], reviews: Set<String>?, parameters: [Options.Item] = []
  ) throws(Diagnostics) {
    let language = ReportLanguage.language(defaults: defaults)
    var problems = Diagnostics()
    func parse(_ file: SourceFile, as name: String) -> Entry? {
      problems.collect { () throws(Diagnostics) in
        var sources = [file.text]
        let document = try Document(
          parsing: file, language: language, reviews: reviews, parameters: parameters
        ) { path throws(Diagnostic) in
          let part = try SourceFile(reading: path, limit: Document<ReportContext>.sizeLimit)
          sources += [path, part.text]
          return part
        }
        return Entry(name: name, file: file.path, document: document, sources: sources)
      }
    }
    var perReview: [Entry] = []
    var reports: [Entry] = []
    var names: [String: String] = [:]
    for file in Self.files(paths, standard, &problems) {
      let stem = URL(fileURLWithPath: file.path).deletingPathExtension().lastPathComponent
      let name = Slug.of(stem) ?? "report"
      guard let entry = parse(file, as: name) else { continue }
      if let other = names[name]
        ?? ((Self.reserved.contains(name) || name.hasPrefix("index-")) ? "the program itself" : nil)
      {
        problems.report(
          Diagnostic(
            "the page '\(name)' is already written by \(other)",
            at: SourceLocation(file: file.path), hint: "rename the document"))
      }
      names[name] = file.path
      if entry.document.frontMatter.scope == .review {
        perReview.append(entry)
      } else {
        reports.append(entry)
      }
    }
    let review = parse(templates.review, as: "reviews")
    let index = parse(templates.index, as: "index")
    let wordless = parse(templates.wordless, as: "wordless")
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
      images.add(entry.document.links, of: entry.file, problems: &problems)
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
  public static let standard = ["Reports/average-pooling.md"]

  /// The documents without the embedded reports.
  var withoutStandard: SiteDocuments {
    var others = self
    others.reports.removeAll { Self.standard.contains($0.file) }
    return others
  }

  private static func files(
    _ paths: [String], _ standard: [String], _ problems: inout Diagnostics
  ) -> [SourceFile] {
    guard !paths.isEmpty else {
      return standard.map { SourceFile(path: $0, text: EmbeddedResources.text($0)) }
    }
    var files: [SourceFile] = []
    for path in paths {
      do throws(Diagnostic) {
        files.append(try SourceFile(reading: path, limit: 4 << 20))
      } catch {
        problems.report(error)
      }
    }
    return files
  }
}
