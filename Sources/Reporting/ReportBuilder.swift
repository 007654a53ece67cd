import Attribution
import Classifier
import HTML
import Literate
import Site
public import SourceText

/// Builds a report; read this file first.
///
/// A line of the picks file becomes a `Pick`, the model encodes it as an `EncodedReview`, `ReviewAnalyzer` classifies and explains
/// it, `SiteWeaver` weaves the documents, whose chunks turn the `ReviewAnalysis` into blocks, and a `Publication` writes the pages.
/// Reviews are analysed in parallel and written in order, a few at a time; of each, a `ReviewSummary` and its claims are kept
/// for the list of reviews. Texts, summaries and claims are in temporary files, so memory hardly grows with their number.
public struct ReportBuilder: Sendable {
  let request: Request
  let picks: PickList
  /// The results of an earlier `report attribute`; nil to compute them.
  let results: ResultFiles?
  /// The path of the reviews; nil if they were given as values.
  let reviews: String?
  let templates: Templates
  /// The paths of the documents, included documents and pictures.
  let files: [String]
  let documents: SiteDocuments<ReportContext>
  /// Reviews besides those of the report, by the path that a chunk names.
  let others: [String: Picks]
  /// The values of claims in earlier runs; nil if no history is kept.
  let history: ClaimHistory?

  /// Reads and checks everything that can be checked before a model is loaded; each document is parsed once.
  ///
  /// - Parameters:
  ///   - request: The inputs, the options and the output.
  ///   - picks: The reviews; nil to read them from the path in the request, or else in a document.
  ///   - willRead: Called before each input is read, and also before one that is then found to be missing or broken.
  /// - Throws: All problems of all reviews, documents, templates and options together; nothing is written.
  public init(
    _ request: Request, picks: PickList? = nil, willRead: (Input) -> Void = { _ in }
  ) throws(Diagnostics) {
    var problems = Diagnostics()
    var files: [String] = []
    func willReadFile(_ path: String) {
      files.append(path)
      willRead(.file(path))
    }
    let heads = AuthorDocuments.heads(
      of: request.documents,
      standard: request.access < .layers ? [] : SiteDocuments<ReportContext>.standard,
      willRead: willReadFile, problems: &problems)
    let isRecorded = !request.results.isEmpty
    let results =
      !isRecorded
      ? nil
      : problems.collect { () throws(Diagnostics) in
        try ResultFiles(reading: request.results, part: request.part) { willRead(.reviews($0)) }
      }
    let reviews =
      picks == nil && !isRecorded ? Self.reviews(of: request, heads, problems: &problems) : nil
    let list =
      picks ?? results?.picks
      ?? reviews.flatMap { path in
        willRead(.reviews(path))
        return problems.collect { () throws(Diagnostics) in
          try PickList(reading: path, options: request.reviewOptions)
        }
      }
    if let folder = request.templates { willRead(.templates(folder)) }
    let templates = problems.collect { () throws(Diagnostics) in
      try Templates(folder: request.templates)
    }
    let documents = templates.flatMap { templates in
      problems.collect { () throws(Diagnostics) in
        try SiteDocuments(
          templates: templates, heads,
          language: ReportLanguage.language(defaults: request.chunkDefaults),
          reviews: list.map { ReviewNames(of: $0.picks) }, parameters: request.parameters,
          jobs: request.jobs, willRead: willReadFile)
      }
    }
    let history = request.output.history.flatMap { path -> ClaimHistory? in
      // Reported with the other outputs.
      if path.isEmpty || Path.isFolder(path) { return nil }
      return problems.collect { () throws(Diagnostics) in try ClaimHistory(path) }
    }
    let others =
      documents.map {
        Self.otherReviews(
          of: $0, request.reviewOptions, willRead: willRead, problems: &problems)
      } ?? [:]
    _ = problems.collect { () throws(Diagnostics) in
      try Self.methods(
        request, documents?.frontMatters ?? [],
        within: request.access)
    }
    do {
      if let site = request.output.site {
        try OutputFolder.checkOwnership(of: try OutputFolder.resolve(site), output: site)
      }
    } catch {
      problems.report(error)
    }
    request.output.sideFiles.check(
      site: request.output.site, reports: request.output.files, history: request.output.history,
      inputs: [reviews].compactMap(\.self) + request.results + request.documents,
      problems: &problems)
    guard let list, let templates, let documents, !problems.hasErrors else { throw problems }
    self.request = request
    self.picks = list
    self.results = results
    self.reviews = reviews
    self.templates = templates
    self.documents = documents
    self.others = others
    self.history = history
    self.files = files
  }

  /// Returns the path of the reviews, from the request or else from the first document that names one.
  private static func reviews(
    of request: Request, _ heads: [DocumentHead], problems: inout Diagnostics
  ) -> String? {
    if let path = request.reviews ?? heads.lazy.compactMap(\.frontMatter.reviews?.path).first {
      return path
    }
    // A document that cannot be read may name them.
    if !problems.hasErrors && !heads.contains(where: \.hasProblems) {
      problems.report(
        Diagnostic(
          "no reviews given", at: SourceLocation(file: "--reviews"),
          hint: "use --reviews FILE, or 'reviews:' in a document's front matter"))
    }
    return nil
  }

  /// The model folder named in a document's front matter, for runs without a model option.
  public var documentModel: String? {
    documents.frontMatters.lazy.compactMap(\.model?.path).first
  }

  /// Returns the methods of the command line, or else those that the documents name, or else the standard ones.
  ///
  /// Before a classifier is known, it is assumed to offer as much as it can; afterwards the methods are checked again.
  static func methods(
    _ request: Request, _ frontMatters: [FrontMatter], within access: ModelAccess
  ) throws(Diagnostics) -> [ConfiguredMethod] {
    var problems = Diagnostics()
    var names: [String] = []
    for method in frontMatters.flatMap(\.methods) where !names.contains(method.value) {
      // Each method is parsed individually first, so that errors are reported at its location.
      _ = problems.collect { () throws(Diagnostics) in
        do throws(Diagnostics) {
          _ = try ConfiguredMethod.list(
            parsing: method.value, defaults: request.defaults, within: access)
        } catch {
          throw error.moved(to: method.location)
        }
      }
      names.append(method.value)
    }
    let list =
      request.methods
      ?? (names.isEmpty
        ? AttributionMethods.standardList(within: access) : names.joined(separator: ","))
    // Methods that documents name are valid here, or were reported above.
    let methods =
      request.methods == nil && problems.hasErrors
      ? nil
      : problems.collect { () throws(Diagnostics) in
        try ConfiguredMethod.list(parsing: list, defaults: request.defaults, within: access)
      }
    guard let methods, !problems.hasErrors else { throw problems }
    return methods
  }
}
