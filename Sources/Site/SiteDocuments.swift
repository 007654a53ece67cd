import Foundation
package import Literate
import Markdown
import Processes
package import SourceText

/// The parsed and checked documents of a site: those for each review, the list of reviews, and the reports.
package struct SiteDocuments<Context: LiterateContext>: Sendable {
  /// A document and the name of its page or folder.
  package struct Entry: Sendable {
    package let name: String
    /// The path of the document's file.
    let file: String
    package let document: Document<Context>

    /// The title for links to the document, or the words of its name if the title contains values, which are unknown while
    /// other pages are woven.
    package var title: String {
      hasKnownTitle
        ? document.statedTitle ?? name
        : name.prefix(1).uppercased() + name.dropFirst().replacing("-", with: " ")
    }

    /// Whether the page's title is known before weaving.
    package var hasKnownTitle: Bool { document.frontMatter.title?.value.contains("`") != true }
  }

  /// The documents woven once per review, each into a folder of its name.
  package let perReview: [Entry]
  /// The document woven instead of each of these for a review in which the model finds no word.
  package let wordless: Document<Context>
  /// The documents woven once, each into a page of its name.
  package private(set) var reports: [Entry]
  /// The list of reviews.
  package let index: Entry
  /// The playground, which is among the reports of a run only if the model has one.
  private let playground: Entry
  /// The pictures of all documents.
  package let images: SiteImages

  /// The front matter of the author's documents, in order.
  package var frontMatters: [FrontMatter] { (perReview + reports).map(\.document.frontMatter) }

  /// All documents, including the templates.
  package var all: [Document<Context>] { (perReview + reports + [index]).map(\.document) }

  /// The warnings of all documents.
  package var warnings: [Diagnostic] { all.flatMap(\.warnings) }

  /// The distinct claims of documents over all reviews.
  package let reviewClaims: [ReviewClaim<Context>]

  /// What the documents measure of each review: the distinct measures of claims, conditions and chunks over all reviews.
  package let measures: [ReviewMeasure<Context>]

  /// The title of the site, from the list of reviews.
  package var title: String {
    index.document.frontMatter.title.flatMap { _ in index.document.statedTitle } ?? "Reviews"
  }

  /// Parses all documents of a run.
  ///
  /// - Parameters:
  ///   - templates: The templates of the site.
  ///   - heads: The author's documents; see ``AuthorDocuments``.
  ///   - language: The chunks and values of documents.
  ///   - reviews: The ids of reviews that documents may name; nil if they are not known.
  ///   - parameters: Options for all documents, which override those of their front matter.
  ///   - jobs: The number of documents parsed in parallel.
  ///   - willRead: Called before an included document or a picture is read.
  /// - Throws: All problems of all documents together.
  package init(
    templates: Templates, _ heads: [DocumentHead], language: Language<Context>,
    reviews: ReviewNames?, parameters: [Options.Item], jobs: Int = 1,
    willRead: (_ path: String) -> Void
  ) throws(Diagnostics) {
    let standard = [
      ("reviews", templates.review), ("index", templates.index),
      ("playground", templates.playground), ("wordless", templates.wordless),
    ]
    let sources =
      heads.map { (name: Self.name(of: $0), head: $0) }
      + standard.map { (name: $0, head: DocumentHead($1)) }
    // Files are read one after the other, so that the caller learns of each before it is read.
    let assembled = sources.map { _, head in
      Result { () throws(Diagnostics) in
        try AssembledDocument(head) { path throws(Diagnostics) in
          willRead(path)
          return try SourceFile(reading: path, limit: DocumentHead.sizeLimit)
        }
      }
    }
    let parsed = Parallel.map(sources.count, jobs: jobs) { index in
      Result { () throws(Diagnostics) in
        let document = try Document(
          parsing: assembled[index].get(), language: language, reviews: reviews,
          parameters: parameters)
        return Entry(
          name: sources[index].name, file: sources[index].head.source.path, document: document)
      }
    }
    var problems = Diagnostics()
    func entry(_ index: Int) -> Entry? {
      problems.collect { () throws(Diagnostics) in try parsed[index].get() }
    }
    var perReview: [Entry] = []
    var reports: [Entry] = []
    var names: [String: String] = [:]
    for index in heads.indices {
      guard let entry = entry(index) else { continue }
      let (name, path) = (entry.name, entry.file)
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
    let (review, index) = (entry(heads.count), entry(heads.count + 1))
    let (playground, wordless) = (entry(heads.count + 2), entry(heads.count + 3))
    let pages = Dictionary(
      (reports + [index].compactMap(\.self)).map { ($0.name, $0.document) },
      uniquingKeysWith: { first, _ in first })
    let templates = [review, index, playground].compactMap(\.self)
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
    guard let review, let index, let playground, let wordless else { throw problems }
    self.wordless = wordless.document
    var texts: Set<String> = []
    reviewClaims = ([index] + reports).flatMap(\.document.reviewClaims)
      .filter { texts.insert($0.text).inserted }
    measures = ReviewMeasure.distinct(([index] + reports).flatMap(\.document.measures))
    self.perReview = [review] + perReview
    self.reports = reports
    self.index = index
    self.playground = playground
    self.images = images
  }

  /// Returns the name of an author's page.
  private static func name(of head: DocumentHead) -> String {
    let stem = URL(fileURLWithPath: head.source.path).deletingPathExtension().lastPathComponent
    return Slug.of(stem) ?? "report"
  }

  /// The names that every site uses.
  private static var reserved: Set<String> { ["index", "reviews", "assets", "data", "summary"] }

  /// Returns diagnostics for parameters that no chunk of any document takes.
  private static func unknown(
    _ parameters: [Options.Item], in documents: [Document<Context>]
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
    in document: Document<Context>, pages: [String: Document<Context>]
  ) -> [Diagnostic] {
    document.links.compactMap { link in
      guard let page = DocumentAddress.page(for: link.destination) else { return nil }
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

  /// Whether a report is the playground of the templates.
  package func isPlayground(_ entry: Entry) -> Bool { entry.file == playground.file }

  /// The documents with the playground as the last report, unless a document of the author has its name.
  package var withPlayground: SiteDocuments {
    var others = self
    if !reports.contains(where: { $0.name == playground.name }) {
      others.reports.append(playground)
    }
    return others
  }

  /// Returns the documents without those reports that are in some files.
  package func without(_ files: [String]) -> SiteDocuments {
    var others = self
    others.reports.removeAll { files.contains($0.file) }
    return others
  }
}
