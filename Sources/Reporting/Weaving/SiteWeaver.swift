import Attribution
import Blocks
import HTML
import Literate
import Markdown
import Site
import SourceText

/// Weaves reviews and documents into pages, without file access.
struct SiteWeaver: Sendable {
  let run: Run
  let documents: SiteDocuments<ReportContext>
  let layout: SiteLayout
  /// What records of reviews contain; nil if no document needs them.
  let recordNeeds: RecordNeeds?

  init(run: Run, documents: SiteDocuments<ReportContext>, layout: SiteLayout) {
    self.run = run
    self.documents = documents
    self.layout = layout
    recordNeeds = documents.recordNeeds
  }

  /// What the documents measure over all reviews, without reviews.
  var folds: ReviewFolds {
    ReviewFolds(measures: documents.measures, claims: documents.reviewClaims)
  }

  /// Analyses a review and weaves its pages.
  ///
  /// - Parameter number: The number of the review, from 1.
  /// - Returns: The pages, with links to the neighbours of the review, and the part of the analysis to keep.
  /// - Throws: All problems that only the results reveal, and the failure of a program.
  func weave(_ number: Int) throws(Diagnostics) -> (WovenReview, ReviewSummary) {
    let analysis = run.analysis(number)
    let pick = analysis.pick
    let context = ReportContext(
      run: run, scope: .review, focus: analysis, root: run.addresses.root)
    var pages: [WovenPage] = []
    for entry in documents.perReview {
      let document = analysis.isWordless ? documents.wordless : entry.document
      pages.append(
        layout.page(
          try weave(document, in: context), in: entry,
          at: run.addresses.path(of: pick.id, number: number, in: entry.name),
          root: run.addresses.root, titled: "\(pick.title): ",
          kicker: Self.kicker(pick, number: number, of: run.picks.count),
          previous: neighbour(number - 1, entry.name), next: neighbour(number + 1, entry.name),
          lead: analysis.isWordless && !pick.text.isEmpty
            ? [.quote([.phrase(Phrase(pick.text))])] : []))
    }
    let findings = analysis.isWordless ? [:] : findings(in: context)
    try run.throwIfFailed()
    let measurements = documents.measures.map { $0.measure(in: context) }
    var summary = ReviewSummary(
      analysis, findings: findings, measurements: measurements,
      comparesMethods: documents.compareMethods)
    summary.record = recordNeeds.map {
      ReviewRecord(analysis, needs: $0)
    }
    return (WovenReview(id: pick.id, pages: pages, json: analysis.json), summary)
  }

  /// Measures the claims that reports make over all reviews.
  private func findings(in context: ReportContext) -> [String: ReviewFinding] {
    guard let focus = context.focus else { return [:] }
    let id = focus.pick.id
    let address = run.reviewPath(id, number: focus.number)
    return Dictionary(
      documents.reviewClaims.map {
        ($0.text, $0.measure(in: context, review: id, address: address))
      }
    ) { first, _ in first }
  }

  /// Returns the line above the title of a review's page: the review's number and title.
  static func kicker(_ pick: Pick, number: Int, of count: Int) -> String {
    "Review \(number) of \(count): \(pick.title)"
  }

  /// Weaves the reports after all reviews.
  func weaveReports(_ summaries: ReviewSummaries) async throws -> [WovenPage] {
    var pages: [WovenPage] = []
    let totals = summaries.totals
    try await eachInOrder(documents.reports.indices, jobs: run.jobs) { index in
      try weaveReport(documents.reports[index], totals, summaries)
    } body: { page in
      pages.append(page)
    }
    try run.throwIfFailed()
    return pages
  }

  private func weaveReport(
    _ entry: SiteDocuments<ReportContext>.Entry, _ totals: ReportTotals,
    _ summaries: ReviewSummaries
  ) throws(Diagnostics) -> WovenPage {
    var context = ReportContext(
      run: run, scope: .report, focus: nil, root: "", totals: totals, listed: summaries)
    let chosen = entry.document.frontMatter.options.first { $0.key == "review" }
    do {
      if let id = chosen?.value ?? focus(of: entry.document) {
        context = try context.focused(on: id)
      }
    } catch {
      throw error.map { $0.moved(to: chosen?.valueLocation) }
    }
    let hasPlayground = entry.document.chunks.contains { $0 is PlaygroundChunk }
    func page() throws(Diagnostics) -> WovenPage {
      layout.page(
        try weave(entry.document, in: context, jobs: run.jobs), in: entry,
        at: "\(entry.name).html", root: "",
        policy: hasPlayground ? PlaygroundScript.policy : nil)
    }
    let woven = try page()
    guard layout.forms.hasSingleFile, documents.isPlayground(entry) else { return woven }
    // The model and the module would be most of the file.
    context.leavesModelOut = true
    return woven.with(sectionOf: try page())
  }

  /// Returns the id of the review in focus of a document that does not name one; nil if the model finds no word in any.
  private func focus(of document: Document<ReportContext>) -> String? {
    if document.frontMatter.focus == .example, let example = ExampleReview(of: run) {
      return example.id
    }
    return run.picks.first { run.analyst.explainer.findsWord(in: $0.text) }?.id
  }

  /// Weaves a list of reviews, with up to a hundred reviews per page.
  ///
  /// - Parameters:
  ///   - summaries: The summaries of all reviews.
  ///   - list: The reviews to list, and their order.
  ///   - isSite: Whether the pages link to other lists, which only a site has.
  ///   - receive: Receives each page before the next one is woven.
  /// - Throws: All problems of the list document, and the errors of the receiver.
  func weaveIndex(
    _ summaries: ReviewSummaries, _ list: ReviewList = ReviewList(), isSite: Bool,
    _ receive: (WovenPage) throws -> Void
  ) async throws {
    let pages = summaries.pages(of: list)
    try await eachInOrder(1..<pages.count + 1, jobs: run.jobs) { number in
      try weaveIndex(number, of: pages, summaries, list, isSite: isSite)
    } body: { page in
      try receive(page)
    }
  }

  /// Weaves a page of a list.
  private func weaveIndex(
    _ number: Int, of pages: ListPages, _ summaries: ReviewSummaries, _ list: ReviewList,
    isSite: Bool
  ) throws(Diagnostics) -> WovenPage {
    let addresses = run.addresses
    let path = list.path(number, in: addresses)
    var context = ReportContext(
      run: run, scope: .report, focus: nil, root: ReviewAddresses.root(from: path),
      totals: summaries.totals, listed: summaries.choosing(pages.reviews(onPage: number)))
    if isSite {
      context.links = ListLinks(list, page: number, of: pages, among: summaries, in: addresses)
    }
    let page = number == 1 ? "" : "Page \(number): "
    let group = pages.group(ofPage: number).map { $0.title + ": " }
    return layout.page(
      try weave(documents.index.document, in: context), in: documents.index,
      at: path, root: context.root, titled: page + (group ?? list.heading),
      kicker: pages.count > 1 ? "Page \(number) of \(pages.count)" : nil,
      previous: number > 1 ? ("Earlier reviews", list.path(number - 1, in: addresses)) : nil,
      next: number < pages.count ? ("More reviews", list.path(number + 1, in: addresses)) : nil)
  }

  private func neighbour(_ number: Int, _ folder: String) -> (title: String, path: String)? {
    guard run.picks.indices.contains(number - 1) else { return nil }
    let pick = run.picks[number - 1]
    return (pick.title, run.addresses.path(of: pick.id, number: number, in: folder))
  }

  private func weave(
    _ document: Document<ReportContext>, in context: ReportContext, jobs: Int = 1
  ) throws(Diagnostics) -> WovenDocument {
    try document.weave(
      in: context.with(document), keepingBlocks: layout.forms.needsBlocks, jobs: jobs)
  }
}
