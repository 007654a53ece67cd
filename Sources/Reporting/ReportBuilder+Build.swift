public import Attribution
import Classifier
import Literate
import Site
import SourceText

extension ReportBuilder {
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
    let run = try run(with: explainer, reusing: analyses)
    do {
      let weaver = weaver(of: try await run.scaled(to: request.colours))
      return try await weave(weaver, in: try publications(), progress)
    } catch {
      if (try? run.analyst.throwIfFailed()) == nil { analyses.removeAll() }
      throw error
    }
  }

  /// Prepares a run and what weaves its pages.
  func weaver(with explainer: Explainer) async throws -> (Run, SiteWeaver) {
    let run = try await run(with: explainer).scaled(to: request.colours)
    return (run, weaver(of: run))
  }

  private func run(
    with explainer: Explainer, reusing analyses: AnalysisCache = AnalysisCache(limit: 0)
  ) throws -> Run {
    let methods = try Self.methods(request, documents.frontMatters, within: explainer.access)
    let analyst = ReviewAnalyzer(explainer, methods: methods, defaults: request.defaults)
    let run = Run(
      analyst: analyst, picks: try analyst.check(picks.picks), jobs: request.jobs,
      date: request.sourceDate.map(Byline.day), limits: request.limits, reusing: analyses,
      from: try results.map { files throws(Diagnostics) in
        try RecordedRun(files, explainedBy: explainer)
      }, leavesPlaygroundOut: PlaygroundChunk.isOff(request.parameters)
    ).compared(
      with: try others.mapValues { picks throws(Diagnostics) in try analyst.check(picks) },
      documents.comparedReviews,
      heldOut: try documents.heldOutPredictions(
        of: analyst.explainer.classes.map(\.name), for: picks.picks),
      history: history?.records)
    try documents.checkAvailability(in: run)
    return run
  }

  private func weaver(of run: Run) -> SiteWeaver {
    // The embedded documents need a review with words.
    var documents =
      request.documents.isEmpty && !run.hasWords
      ? documents.without(SiteDocuments<ReportContext>.standard) : documents
    if run.hasPlayground { documents = documents.withPlayground }
    let forms = PageForms(
      isSite: request.output.site != nil, singleFile: singleFile,
      markdown: request.output.markdown.map { _ in documents.anchors(of: run) })
    return SiteWeaver(
      run: run, documents: documents,
      layout: SiteLayout(
        templates, documents, forms: forms, reviewPage: documents.reviewPage(in: run)))
  }

  private var singleFile: SingleFile? {
    guard request.output.singleFile != nil else { return nil }
    // A program may have fewer methods than the run without it.
    let methods = ModelAccess.allCases.compactMap {
      try? Self.methods(request, documents.frontMatters, within: $0).count
    }.max()
    return SingleFile(
      sheet: templates.sheet(choices: documents.choices(of: methods)),
      images: documents.images.byPath, hasPlayground: documents.hasPlaygroundChunk)
  }

  /// Creates the outputs.
  func publications() throws -> Publications {
    let output = request.output
    var site: SitePublication?
    if let path = output.site {
      site = try SitePublication(
        output: path, sheet: templates.sheet, summaryLimit: output.sideFiles.limit)
    }
    var file: SingleFilePublication?
    if let path = output.singleFile, let singleFile {
      file = try SingleFilePublication(output: path, form: singleFile)
    }
    var markdown: MarkdownPublication?
    if let path = output.markdown {
      markdown = try MarkdownPublication(output: path, limit: output.summaryLimit)
    }
    var json: JSONPublication?
    if let path = output.json { json = try JSONPublication(output: path) }
    return Publications(site: site, singleFile: file, markdown: markdown, json: json)
  }

  private func weave(
    _ weaver: SiteWeaver, in publications: consuming Publications,
    _ progress: (_ done: Int, _ of: Int) -> Void
  ) async throws -> Outcome {
    var publication = publications
    var reviews = WovenReviews(weaver.folds, weaver.recordNeeds)
    progress(0, picks.picks.count)
    try await eachInOrder(picks.picks.indices, jobs: request.jobs) { index in
      try weaver.weave(index + 1)
    } body: { woven, summary in
      try publication.add(woven)
      try reviews.add(woven, summary)
      progress(reviews.count, picks.picks.count)
    }
    return try await finish(weaver, publication, reviews)
  }

  /// The summaries and claims of the reviews whose pages are written.
  struct WovenReviews: ~Copyable {
    private(set) var pages = 0
    fileprivate var summaries: ReviewSummaries.Collector
    fileprivate var claims = Claims.Collector()

    /// Starts without reviews.
    ///
    /// - Parameters:
    ///   - folds: What the documents measure over all reviews.
    ///   - recordNeeds: What records of reviews contain; nil if no document needs them.
    init(_ folds: ReviewFolds, _ recordNeeds: RecordNeeds?) {
      summaries = ReviewSummaries.Collector(folds, recordNeeds)
    }

    /// The number of reviews.
    var count: Int { summaries.count }

    /// Adds the next review.
    mutating func add(_ woven: WovenReview, _ summary: ReviewSummary) throws(Diagnostics) {
      for page in woven.pages { try claims.add(page.cases) }
      pages += woven.pages.count
      try summaries.add(summary)
    }
  }

  /// Weaves what is about all reviews, and moves everything into place.
  func finish(
    _ weaver: SiteWeaver, _ publications: consuming Publications, _ reviews: consuming WovenReviews
  ) async throws -> Outcome {
    var publication = publications
    var found = reviews
    let pages = found.pages
    let summaries = found.summaries.summaries
    let reports = try await weaver.weaveReports(summaries)
    for page in reports {
      try publication.add(page)
      try found.claims.add(page.cases)
    }
    // The list may have hundreds of pages, so each is written before the next is woven.
    var index: [String] = []
    var list: WovenPage?
    let isSite = weaver.layout.forms.isSite
    if isSite, let search = ListSearch(summaries) {
      try search.write(summaries, of: weaver.run) { try publication.addToSite($0, at: $1) }
    }
    for order in isSite ? ReviewList.offered(among: summaries) : [ReviewList()] {
      try await weaver.weaveIndex(summaries, order, isSite: isSite) { page in
        if isSite { try publication.addToSite(page) } else { try publication.addToFiles(page) }
        guard order == ReviewList() else { return }
        try found.claims.add(page.cases)
        index.append(page.path)
        list = list ?? page
      }
    }
    if isSite, !request.output.files.isEmpty {
      try await weaver.weaveIndex(summaries, isSite: false) { try publication.addToFiles($0) }
    }
    let sideFiles = request.output.sideFiles
    let (totals, claims) = (summaries.totals, found.claims.claims)
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
    var warnings =
      try picks.warnings + documents.warnings + (history?.problems ?? [])
      + sideFiles.write(finished)
    try history?.append(claims.all.lazy.map(\.claim), named: request.output.runName, of: weaver.run)
    if totals.wordless > 0 {
      warnings.append(
        .wordless(
          totals.wordless, of: totals.reviews,
          in: self.reviews ?? request.results.first ?? "the reviews"))
    }
    return Outcome(
      index: request.output.index, pages: pages + reports.count + index.count,
      reviews: summaries.count, newReviews: weaver.run.newReviews, claims: claims.count,
      failedClaims: claims.failures, omittedFailures: claims.failed - claims.failures.count,
      warnings: warnings)
  }
}
