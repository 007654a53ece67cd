import Attribution
import Blocks
import HTML
import Literate
import Markdown
import SourceText

/// A woven page with its claims.
struct WovenPage: Sendable {
  /// The path on a site, which names the page in every other form too.
  let path: String
  /// The title for links to the page.
  let title: String
  /// The page's shell as on a site, before and after the contents of its `main` element.
  let head, foot: HTML
  /// The page in the output form of the run.
  let text: String
  let claims: [ClaimResult]
  /// The references of the page, and the locations where authors wrote them.
  let links: PageLinks
  let places: [String: SourceLocation]

  /// The claims as test cases.
  var cases: [JUnit.Case] { claims.map { JUnit.Case(page: path, claim: $0) } }
}

/// The results of one review.
struct WovenReview: Sendable {
  /// The pages, one per document.
  let pages: [WovenPage]
  let json: String
  let summary: ReviewSummary
}

/// Weaves reviews and documents into pages, without file access.
struct SiteWeaver: Sendable {
  let run: Run
  let templates: Templates
  let documents: SiteDocuments
  /// The output form of pages.
  let form: PageForm
  /// The number of reviews per page of the list.
  static let reviewsPerPage = 100

  /// Analyses a review and weaves its pages.
  ///
  /// - Parameter number: The number of the review, from 1.
  /// - Returns: The pages, with links to the neighbours of the review.
  /// - Throws: All problems that only the results reveal, and the failure of a program.
  func weave(_ number: Int) throws(Diagnostics) -> WovenReview {
    let analysis = run.analysis(number)
    let pick = analysis.pick
    let context = ReportContext(run: run, scope: .review, focus: analysis, root: "../")
    var pages: [WovenPage] = []
    for entry in documents.perReview {
      let document = analysis.isWordless ? documents.wordless : entry.document
      pages.append(
        page(
          try weave(document, in: context), in: entry,
          at: "\(entry.name)/\(pick.id).html", root: "../", titled: "\(pick.title): ",
          kicker: Self.kicker(pick, number: number, of: run.picks.count),
          previous: neighbour(number - 1, entry.name), next: neighbour(number + 1, entry.name),
          lead: analysis.isWordless && !pick.text.isEmpty
            ? [.quote([.phrase(Phrase(pick.text))])] : []))
    }
    let findings = analysis.isWordless ? [:] : findings(in: context)
    try run.analyst.throwIfFailed()
    return WovenReview(
      pages: pages, json: analysis.json,
      summary: ReviewSummary(
        analysis, findings: findings, comparesMethods: documents.compareMethods))
  }

  /// Measures the claims that reports make over all reviews.
  private func findings(in context: ReportContext) -> [String: ReviewFinding] {
    guard let id = context.focus?.pick.id else { return [:] }
    let address = run.reviewPath(id)
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
  func weaveReports(_ summaries: [ReviewSummary]) throws(Diagnostics) -> [WovenPage] {
    let totals = ReportTotals(summaries)
    var pages: [WovenPage] = []
    for entry in documents.reports {
      var context = ReportContext(
        run: run, scope: .report, focus: nil, root: "", totals: totals, listed: summaries)
      let chosen = entry.document.frontMatter.options.first { $0.key == "review" }
      do throws(Diagnostic) {
        let first = run.picks.first { run.analyst.explainer.findsWord(in: $0.text) }
        if let id = chosen?.value ?? first?.id { context = try context.focused(on: id) }
      } catch {
        throw Diagnostics([
          Diagnostic(error.message, at: chosen?.valueLocation, hint: error.hint)
        ])
      }
      pages.append(
        page(
          try weave(entry.document, in: context), in: entry,
          at: "\(entry.name).html", root: ""))
    }
    try run.analyst.throwIfFailed()
    return pages
  }

  /// Weaves the list of reviews, with a hundred reviews per page.
  ///
  /// - Parameters:
  ///   - summaries: The summaries of all reviews.
  ///   - selection: The reviews to list.
  ///   - receive: Receives each page before the next one is woven.
  /// - Throws: All problems of the list document, and the errors of the receiver.
  func weaveIndex(
    _ summaries: [ReviewSummary], _ selection: ReviewSelection = .all,
    _ receive: (WovenPage) throws -> Void
  ) throws {
    let totals = ReportTotals(summaries)
    let selected = summaries.filter(selection.contains)
    let size = Self.reviewsPerPage
    let count = max(1, (selected.count + size - 1) / size)
    let isSite = if case .site = form { true } else { false }
    let selections = isSite ? ReviewSelection.links(among: summaries, current: selection) : []
    for number in 0..<count {
      let listed = selected[number * size..<min((number + 1) * size, selected.count)]
      var context = ReportContext(
        run: run, scope: .report, focus: nil, root: "", totals: totals, listed: Array(listed)
      )
      context.selections = selections
      let page = number == 0 ? "" : "Page \(number + 1): "
      try receive(
        self.page(
          try weave(documents.index.document, in: context), in: documents.index,
          at: selection.path(number), root: "", titled: page + selection.heading,
          kicker: count > 1 ? "Page \(number + 1) of \(count)" : nil,
          previous: number > 0 ? ("Earlier reviews", selection.path(number - 1)) : nil,
          next: number + 1 < count ? ("More reviews", selection.path(number + 1)) : nil))
    }
  }

  /// Weaves the lists of reviews by kind of verdict, for a site with at least ``ReviewSelection/least`` reviews.
  ///
  /// - Parameters:
  ///   - summaries: The summaries of all reviews.
  ///   - receive: Receives each page of all non-empty lists before the next one is woven.
  /// - Throws: All problems of the list document.
  func weaveSelections(
    _ summaries: [ReviewSummary], _ receive: (WovenPage) throws -> Void
  ) throws {
    guard case .site = form else { return }
    let paths = Set(ReviewSelection.links(among: summaries, current: .all).map(\.path))
    for selection in ReviewSelection.allCases
    where selection != .all && paths.contains(selection.path()) {
      try weaveIndex(summaries, selection, receive)
    }
  }

  private func neighbour(_ number: Int, _ folder: String) -> (title: String, path: String)? {
    guard run.picks.indices.contains(number - 1) else { return nil }
    let pick = run.picks[number - 1]
    return (pick.title, "\(folder)/\(pick.id).html")
  }

  private func page(
    _ woven: WovenDocument, in entry: SiteDocuments.Entry, at path: String, root: String,
    titled prefix: String = "", kicker: String? = nil,
    previous: (title: String, path: String)? = nil, next: (title: String, path: String)? = nil,
    lead: [Block] = []
  ) -> WovenPage {
    let site = documents.title
    let title = prefix + woven.title
    var addresses = AuthorAddresses(
      images: documents.images, document: entry.file, root: root, links: woven.links)
    let page = Page(
      language: entry.document.frontMatter.lang, title: title == site ? site : "\(title) · \(site)",
      siteTitle: site, description: title, root: root,
      kicker: kicker, heading: woven.title,
      headingID: woven.titleID,
      standfirst: woven.subtitle.map { addresses.resolve($0) },
      byline: Byline.phrase(of: entry.document.frontMatter),
      body: lead.html + (woven.contents ?? "") + addresses.resolve(woven.html),
      blocks: lead + woven.blocks,
      navigation: navigation(current: path), previous: previous, next: next)
    let framed = templates.shell.framed(page)
    // The shell is not repeated in the sections of a single file.
    let target = if case .section = form { framed.middle } else { framed.html }
    return WovenPage(
      path: path, title: title, head: framed.head, foot: framed.foot,
      text: form.text(of: page, framed, at: path, resolving: addresses), claims: woven.claims,
      links: PageLinks(framed.html, target: target, at: path), places: addresses.places)
  }

  private func weave(
    _ document: Document<ReportContext>, in context: ReportContext
  ) throws(Diagnostics) -> WovenDocument {
    try document.weave(in: context.with(document), keepingBlocks: form.needsBlocks)
  }

  private func navigation(current: String) -> [Page.NavigationItem] {
    ([("Reviews", "index.html")] + documents.reports.map { ($0.title, "\($0.name).html") })
      .map { title, path in
        Page.NavigationItem(title: title, path: path, isCurrent: current == path)
      }
  }
}
