public import Attribution
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
  private let request: Request
  private let picks: PickList
  /// The path of the reviews; nil if they were given as values.
  private let reviews: String?
  private let templates: Templates
  private let documents: SiteDocuments<ReportContext>

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
    let heads = AuthorDocuments.heads(
      of: request.documents,
      standard: request.access < .layers ? [] : SiteDocuments<ReportContext>.standard,
      willRead: { willRead(.file($0)) }, problems: &problems)
    let reviews = picks == nil ? Self.reviews(of: request, heads, problems: &problems) : nil
    let list =
      picks
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
          willRead: { willRead(.file($0)) })
      }
    }
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
      site: request.output.site, reports: request.output.files,
      inputs: [reviews].compactMap(\.self) + request.documents, problems: &problems)
    guard let list, let templates, let documents, !problems.hasErrors else { throw problems }
    self.request = request
    self.picks = list
    self.reviews = reviews
    self.templates = templates
    self.documents = documents
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
  private static func methods(
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

  /// Classifies, explains and weaves all reviews and moves the new report into place.
  ///
  /// - Parameters:
  ///   - explainer: The classifier, and the output to explain.
  ///   - analyses: The analyses of earlier builds, to which this build adds its own.
  ///   - progress: Receives the number of finished reviews, from 0, and of all reviews.
  /// - Returns: The outcome.
  /// - Throws: Diagnostics, including those of a program; the old report is left in place.
  public func build(
    with explainer: Explainer, reusing analyses: AnalysisCache = AnalysisCache(limit: 0),
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> Outcome {
    let methods = try Self.methods(request, documents.frontMatters, within: explainer.access)
    let analyst = ReviewAnalyzer(explainer, methods: methods, defaults: request.defaults)
    let run = Run(
      analyst: analyst, picks: try analyst.check(picks.picks), jobs: request.jobs,
      date: request.sourceDate.map(Byline.day), limits: request.limits, reusing: analyses)
    try documents.checkAvailability(in: run)
    do {
      return try await publish(run.scaled(to: request.colours), progress)
    } catch {
      if (try? analyst.throwIfFailed()) == nil { analyses.removeAll() }
      throw error
    }
  }

  private func publish(
    _ run: Run, _ progress: (_ done: Int, _ of: Int) -> Void
  ) async throws -> Outcome {
    // The embedded documents need a review with words.
    let documents =
      request.documents.isEmpty && !run.hasWords
      ? documents.without(SiteDocuments<ReportContext>.standard) : documents
    let output = request.output
    let single = output.singleFile.map { _ in
      SingleFile(sheet: templates.sheet, images: documents.images.byPath)
    }
    let forms = PageForms(
      isSite: output.site != nil, singleFile: single,
      markdown: output.markdown.map { _ in documents.anchors(of: run) })
    let weaver = SiteWeaver(
      run: run, documents: documents,
      layout: SiteLayout(
        templates, documents, forms: forms, reviewPage: documents.reviewPage(in: run)))
    var site: SitePublication?
    if let path = output.site {
      site = try SitePublication(
        output: path, sheet: templates.sheet, summaryLimit: output.sideFiles.limit)
    }
    var file: SingleFilePublication?
    if let path = output.singleFile, let single {
      file = try SingleFilePublication(output: path, form: single)
    }
    var markdown: MarkdownPublication?
    if let path = output.markdown {
      markdown = try MarkdownPublication(output: path, limit: output.summaryLimit)
    }
    var json: JSONPublication?
    if let path = output.json { json = try JSONPublication(output: path) }
    return try await weave(
      weaver, in: Publications(site: site, singleFile: file, markdown: markdown, json: json),
      progress)
  }

  private func weave(
    _ weaver: SiteWeaver, in publications: consuming Publications,
    _ progress: (_ done: Int, _ of: Int) -> Void
  ) async throws -> Outcome {
    var publication = publications
    var collector = ReviewSummaries.Collector()
    var found = Claims.Collector()
    var pages = 0
    progress(0, picks.picks.count)
    try await eachInOrder(picks.picks.indices, jobs: request.jobs) { index in
      try weaver.weave(index + 1)
    } body: { woven, summary in
      try publication.add(woven)
      for page in woven.pages { try found.add(page.cases) }
      pages += woven.pages.count
      try collector.add(summary)
      progress(collector.count, picks.picks.count)
    }
    let summaries = collector.summaries
    let reports = try weaver.weaveReports(summaries)
    for page in reports {
      try publication.add(page)
      try found.add(page.cases)
    }
    // The list may have hundreds of pages, so each is written before the next is woven.
    var index: [String] = []
    var list: WovenPage?
    let isSite = weaver.layout.forms.isSite
    for order in isSite ? ReviewList.offered(among: summaries) : [ReviewList()] {
      try await weaver.weaveIndex(summaries, order, isSite: isSite) { page in
        if isSite { try publication.addToSite(page) } else { try publication.addToFiles(page) }
        guard order == ReviewList() else { return }
        try found.add(page.cases)
        index.append(page.path)
        list = list ?? page
      }
    }
    if isSite, !request.output.files.isEmpty {
      try await weaver.weaveIndex(summaries, isSite: false) { try publication.addToFiles($0) }
    }
    let sideFiles = request.output.sideFiles
    let (totals, claims) = (summaries.totals, found.claims)
    let title = weaver.documents.title
    let finished = FinishedSite(
      title: title, index: index, list: list, reports: reports.map(\.path),
      images: weaver.documents.images, claims: claims,
      summary: Summary(title: title, totals: totals, claims: claims).sections,
      json: weaver.run.json(titled: title, totals)
    ) {
      try weaver.run.picks.throwIfFailed()
      try summaries.throwIfFailed()
      try claims.throwIfFailed()
    }
    try finished.throwIfUnreadable()
    try publication.finish(finished)
    var warnings = try picks.warnings + documents.warnings + sideFiles.write(finished)
    if totals.wordless > 0 {
      warnings.append(
        .wordless(totals.wordless, of: totals.reviews, in: reviews ?? "the reviews"))
    }
    return Outcome(
      index: request.output.index, pages: pages + reports.count + index.count,
      reviews: summaries.count, newReviews: weaver.run.newReviews, claims: claims.count,
      failedClaims: claims.failures, omittedFailures: claims.failed - claims.failures.count,
      warnings: warnings)
  }
}
