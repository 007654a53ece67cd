import Attribution
public import Classifier
import HTML
import Literate
public import SourceText

/// Builds a site; read this file first.
///
/// A line of the picks file becomes a `Pick`, the model encodes it as an `EncodedReview`, `ReviewAnalyzer` classifies and explains
/// it, the documents' chunks turn the `ReviewAnalysis` into `HTML`, and `SiteWriter` writes the page to the new site.
/// Reviews are analysed in parallel and written in order, a few at a time, so that memory stays flat; a `ReviewSummary` of
/// each is kept for the list of reviews.
public struct ReportBuilder: Sendable {
  private let request: Request
  private let picks: PickList
  private let templates: Templates
  private let documents: SiteDocuments
  private let methods: [ConfiguredMethod]
  private let sideFiles: RunSummaries

  /// Reads and checks everything that can be checked before a model is loaded.
  ///
  /// - Parameters:
  ///   - request: The options of the build.
  ///   - picks: The reviews.
  /// - Throws: All problems of all documents, templates and options together; nothing is written.
  public init(_ request: Request, picks: PickList) throws(Diagnostics) {
    var problems = Diagnostics()
    self.request = request
    self.picks = picks
    let templates = problems.collect { () throws(Diagnostics) in
      try Templates(folder: request.templates)
    }
    let documents = templates.flatMap { templates in
      problems.collect { () throws(Diagnostics) in
        try SiteDocuments(
          templates: templates, paths: request.documents,
          standard: request.access < .layers ? [] : SiteDocuments.standard,
          defaults: request.chunkDefaults,
          reviews: Set(picks.picks.map(\.id)), parameters: request.parameters)
      }
    }
    let methods = problems.collect { () throws(Diagnostics) in
      try Self.methods(request, documents?.frontMatters ?? [], within: request.access)
    }
    do {
      if Self.isFolder(request) {
        let folder = try OutputFolder.resolve(request.output)
        try OutputFolder.checkOwnership(of: folder, output: request.output)
      }
    } catch {
      problems.report(error)
    }
    sideFiles = RunSummaries(
      junit: request.junit, summary: request.summary,
      limit: request.summaryLimit ?? Summary.standardLimit)
    sideFiles.check(
      output: request.output, isFolder: Self.isFolder(request),
      inputs: request.inputs + request.documents, problems: &problems)
    guard let methods, let templates, let documents, !problems.hasErrors else { throw problems }
    self.methods = methods
    self.templates = templates
    self.documents = documents
  }

  /// The model folder named in a document's front matter, for runs without a model option.
  public var documentModel: String? {
    Self.path(documents.frontMatters.lazy.compactMap(\.model).first)
  }

  /// Returns the methods of the command line, or else those that the documents name, or else the standard ones.
  ///
  /// Before a classifier is known, it is assumed to offer as much as it can; afterwards the methods are checked again.
  private static func methods(
    _ request: Request, _ frontMatters: [FrontMatter], within access: ModelAccess
  ) throws(Diagnostics) -> [ConfiguredMethod] {
    var problems = Diagnostics()
    var names: [String] = []
    for method in frontMatters.flatMap(\.methods) where !names.contains(method.text) {
      // Each method is parsed individually first, so that errors are reported at its location.
      _ = problems.collect { () throws(Diagnostics) in
        do throws(Diagnostics) {
          _ = try ConfiguredMethod.list(
            parsing: method.text, defaults: request.defaults, within: access)
        } catch {
          throw Diagnostics(error.all.map { $0.moved(to: method.location) })
        }
      }
      names.append(method.text)
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

  /// Classifies, explains and weaves all reviews and moves the new site into place.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - progress: Receives the number of finished reviews.
  /// - Returns: The outcome.
  /// - Throws: Diagnostics, including those of the classifier; the old site is left in place.
  public func build(
    with classifier: any TextClassifier, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> Outcome {
    var memory = BuildMemory(limit: 0)
    return try await build(with: classifier, remembering: &memory, progress: progress)
  }

  /// Builds the report, reusing results of an earlier build.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - memory: The results of earlier builds; new results are added.
  ///   - progress: Receives the number of finished reviews.
  /// - Returns: The outcome: the same bytes as without a memory.
  /// - Throws: Diagnostics; the old site is left in place.
  package func build(
    with classifier: any TextClassifier, remembering memory: inout BuildMemory,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> Outcome {
    let explainer = try Explainer(
      classifier, target: request.target, explaining: request.explainedClass,
      background: request.background)
    let methods =
      explainer.access == request.access
      ? methods
      : try Self.methods(request, documents.frontMatters, within: explainer.access)
    var analyst = ReviewAnalyzer(explainer, methods: methods, defaults: request.defaults)
    analyst.known = memory.analyses(by: analyst.identity)
    let picks = try analyst.check(picks.picks)
    try documents.checkAvailability(
      in: Run(analyst: analyst, picks: picks, jobs: request.jobs, date: nil))
    analyst.scale = try await analyst.scale(
      reaching: request.colours, over: picks, jobs: request.jobs)
    let run = Run(
      analyst: analyst, picks: picks, jobs: request.jobs,
      date: request.sourceDate.map(CivilDate.text))
    let hasWord = picks.contains { explainer.findsWord(in: $0.text) }
    // The embedded documents need a review with words.
    let documents = hasWord || !request.documents.isEmpty ? documents : documents.withoutStandard
    let frame = PageFrame(run: run, documents: documents, templates: templates)
    memory.prepare(for: run, in: frame)
    let weaver = SiteWeaver(
      run: run, templates: templates, documents: documents, form: form(run, documents),
      memory: memory,
      frame: frame)
    switch (request.format, request.isSingleFile) {
    case (.site, false):
      let site = try SitePublication(output: request.output, sheet: templates.sheet)
      return try await build(into: site, with: weaver, &memory, progress)
    case (.site, true):
      let file = try SingleFilePublication(output: request.output, form: singleFile)
      return try await build(into: file, with: weaver, &memory, progress)
    case (.markdown, _):
      let text = try MarkdownPublication(output: request.output, limit: request.summaryLimit)
      return try await build(into: text, with: weaver, &memory, progress)
    case (.json, _):
      let numbers = try JSONPublication(output: request.output)
      return try await build(into: numbers, with: weaver, &memory, progress)
    }
  }

  private func build(
    into publication: consuming some Publication & ~Copyable, with weaver: SiteWeaver,
    _ memory: inout BuildMemory, _ progress: (_ done: Int, _ of: Int) -> Void
  ) async throws -> Outcome {
    var publication = publication
    var summaries: [ReviewSummary] = []
    var claims: [JUnit.Case] = []
    var pages = 0
    var newReviews = 0
    try await eachInOrder(picks.picks.indices, jobs: request.jobs) { index in
      try weaver.weave(index + 1)
    } body: { woven in
      if memory.review(woven.place, in: weaver.frame) == nil { newReviews += 1 }
      memory.keep(woven)
      try publication.add(woven)
      claims += woven.pages.flatMap(\.cases)
      pages += woven.pages.count
      summaries.append(woven.summary)
      progress(summaries.count, picks.picks.count)
    }
    let reports = try weaver.weaveReports(summaries)
    for (entry, page) in zip(weaver.documents.reports, reports) {
      memory.keep(page, made: ReportIngredients(of: entry, picks: weaver.run.picks))
    }
    let index = try weaver.weaveIndex(summaries)
    claims += (reports + index).flatMap(\.cases)
    let finished = FinishedRun(
      run: weaver.run, documents: weaver.documents, totals: ReportTotals(summaries),
      summaries: summaries, index: index, selections: try weaver.weaveSelections(summaries),
      reports: reports, claims: claims,
      summaryLimit: sideFiles.limit)
    try publication.finish(finished)
    var warnings = try sideFiles.write(finished)
    let wordless = summaries.count { $0.words == 0 }
    if wordless > 0 {
      warnings.append(
        .wordless(wordless, of: summaries.count, in: request.inputs.first ?? "the reviews"))
    }
    return Outcome(
      index: Self.isFolder(request) ? request.output + "/index.html" : request.output,
      pages: pages + reports.count + index.count, reviews: summaries.count,
      newReviews: newReviews, claims: claims.count,
      failedClaims: claims.filter { !$0.claim.holds }.map(\.failure),
      warnings: documents.warnings + warnings)
  }

  private static func isFolder(_ request: Request) -> Bool {
    request.format == .site && !request.isSingleFile
  }

  private var singleFile: SingleFile {
    SingleFile(
      sheet: templates.sheet,
      images: Dictionary(
        documents.images.all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  private func form(_ run: Run, _ documents: SiteDocuments) -> PageForm {
    switch (request.format, request.isSingleFile) {
    case (.site, false): .site
    case (.site, true): .section(singleFile)
    case (.markdown, _): .markdown(MarkdownAnchors(run, documents))
    case (.json, _): .none
    }
  }
}
