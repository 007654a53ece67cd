import Foundation
import Literate
import Markdown
import Models
public import SourceText

/// The documents of a site, parsed and checked: what is woven for each review, the list of reviews, and the reports.
public struct SiteDocuments: Sendable {
  /// A document and the name of its page or folder.
  struct Entry: Sendable {
    let name: String
    /// The file that it was read from.
    let file: String
    let document: Document<ReportContext>
    /// The texts of the file and of those that it includes.
    let sources: [String]

    /// The document's title, as links to it show it; the words of its name where the title holds values, which are not
    /// known while other pages are woven.
    var title: String {
      hasKnownTitle
        ? document.statedTitle ?? name
        : name.prefix(1).uppercased() + name.dropFirst().replacing("-", with: " ")
    }

    /// Whether the page has this title.
    var hasKnownTitle: Bool { document.frontMatter.title?.text.contains("`") != true }
  }

  /// Woven once for each review, into a folder of its name.
  let perReview: [Entry]
  /// Woven in the place of each of these for a review in which the model finds no word.
  let wordless: Document<ReportContext>
  /// Woven once, into a page of its name.
  private(set) var reports: [Entry]
  /// The list of reviews.
  let index: Entry
  /// The pictures that all of them show.
  let images: SiteImages

  /// What the documents of the author say about themselves, in their order.
  var frontMatters: [FrontMatter] { (perReview + reports).map(\.document.frontMatter) }

  /// All documents, the templates behind those of the author.
  private var all: [Document<ReportContext>] { (perReview + reports + [index]).map(\.document) }

  /// What is odd about the documents but can be woven.
  var warnings: [Diagnostic] { all.flatMap(\.warnings) }

  /// The claims that documents make over all reviews, each once.
  let reviewClaims: [ReviewClaim<ReportContext>]

  /// Whether one of them shows how far methods agree over all reviews, which costs something on every review.
  var compareMethods: Bool {
    (reports + [index]).flatMap(\.document.chunks)
      .contains { ($0 as? AgreementChunk)?.isOverReviews == true }
  }

  /// The title of the site: that of the list of reviews.
  public var title: String { index.document.frontMatter.title?.text ?? "Reviews" }

  /// Parses all documents of a run.
  ///
  /// - Parameters:
  ///   - templates: The documents that every site has.
  ///   - paths: The author's documents.
  ///   - standard: The embedded documents that are woven where the author has none.
  ///   - defaults: Options of the run for chunks.
  ///   - reviews: The ids that documents may name; nil when they are not known yet.
  ///   - parameters: Options for all documents, instead of those that their front matter gives.
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
            "the page '\(name)' is written by \(other) already",
            at: SourceLocation(file: file.path), hint: "give the document another file name"))
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

  /// Names that the site has in any case.
  private static let reserved: Set<String> = ["index", "reviews", "assets", "data", "summary"]

  /// The page that a link to a document means: documents link to each other as files, so that the links work where the
  /// documents are read as they are.
  ///
  /// - Parameter destination: Such as "average-pooling.md#sec-proof".
  /// - Returns: Such as "average-pooling.html#sec-proof"; nil when it is no link to a document.
  static func page(for destination: String) -> (name: String, fragment: Substring)? {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let file = parts.first, file.hasSuffix(".md"), !file.contains(":") else { return nil }
    let stem = file.split(separator: "/").last?.dropLast(3) ?? ""
    return (Slug.of(stem) ?? "report", parts.count > 1 ? "#" + parts[1] : "")
  }

  /// Parameters that no chunk of any document takes.
  private static func unknown(
    _ parameters: [Options.Item], in documents: [Document<ReportContext>]
  ) -> [Diagnostic] {
    let known = documents.reduce(into: Set<String>()) { $0.formUnion($1.takenOptions) }
    return parameters.filter { !known.contains($0.key) }.map { parameter in
      Diagnostic(
        "no chunk of these documents has the option '\(parameter.key)'",
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
          "the document '\(link.destination)' is no page of this site", at: link.location,
          hint: NearestName.hint(for: page.name, among: names))
      }
      let conditions = target.conditions(ofID: String(page.fragment.dropFirst()))
      if conditions.isEmpty { return nil }
      return Diagnostic(
        "'\(link.destination)' stands in a section that may be left out", at: link.location,
        hint: "it has \(conditions.joined(separator: " and ")): link to the document as a whole")
    }
  }

  /// The reports that ship with the program, which look into a model.
  public static let standard = ["Reports/average-pooling.md"]

  /// The same without those reports.
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
