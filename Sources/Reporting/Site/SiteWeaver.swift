import HTML
import Literate
import Markdown
import SourceText

/// A page as it is written to disk, with the claims that stand on it.
struct WovenPage: Sendable {
  let path: String
  let text: String
  let claims: [ClaimResult]

  /// The claims as test cases.
  var cases: [JUnit.Case] { claims.map { JUnit.Case(page: path, claim: $0) } }
}

/// All that comes of one review.
struct WovenReview: Sendable {
  let pages: [WovenPage]
  let json: String
  let summary: ReviewSummary
}

/// Turns reviews and documents into pages: functions of values, without files.
struct SiteWeaver: Sendable {
  let run: Run
  let templates: Templates
  let documents: SiteDocuments
  /// The number of reviews on a page of the list.
  static let reviewsPerPage = 100

  /// Analyses a review and weaves its pages.
  func weave(_ pick: Pick, number: Int) throws(Diagnostics) -> WovenReview {
    let analysis = run.analyst.analyse(pick, number: number)
    let context = ReportContext(run: run, scope: .review, focus: analysis, root: "../")
    var pages: [WovenPage] = []
    for entry in documents.perReview {
      pages.append(
        page(
          try entry.document.weave(in: context.with(parameters: entry.document.parameters)),
          in: entry.document, at: "\(entry.name)/\(pick.id).html", root: "../",
          titled: "\(pick.title): ",
          kicker: "Review \(number) of \(run.picks.count): \(pick.title)",
          previous: neighbour(number - 1, entry.name), next: neighbour(number + 1, entry.name)))
    }
    return WovenReview(
      pages: pages, json: analysis.json,
      summary: ReviewSummary(analysis, findings: findings(in: context)))
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

  /// Weaves the reports and the list of reviews, when all reviews are done.
  func weaveReports(_ summaries: [ReviewSummary]) throws(Diagnostics) -> [WovenPage] {
    let totals = ReportTotals(summaries)
    var pages: [WovenPage] = []
    for entry in documents.reports {
      let options = entry.document.frontMatter.options
      let id = options.first { $0.key == "review" }?.value ?? run.picks.first?.id
      let context = ReportContext(
        run: run, scope: .report, focus: id.flatMap(focus), root: "", totals: totals,
        listed: summaries, parameters: entry.document.parameters)
      pages.append(
        page(
          try entry.document.weave(in: context), in: entry.document, at: "\(entry.name).html",
          root: ""))
    }
    return pages + (try weaveIndex(summaries, totals))
  }

  /// Weaves the list of reviews, a hundred to a page.
  private func weaveIndex(_ summaries: [ReviewSummary], _ totals: ReportTotals) throws(Diagnostics)
    -> [WovenPage]
  {
    let size = Self.reviewsPerPage
    let count = max(1, (summaries.count + size - 1) / size)
    var pages: [WovenPage] = []
    for number in 0..<count {
      let listed = summaries[number * size..<min((number + 1) * size, summaries.count)]
      let context = ReportContext(
        run: run, scope: .report, focus: nil, root: "", totals: totals, listed: Array(listed),
        parameters: documents.index.parameters)
      func path(_ number: Int) -> String {
        number == 0 ? "index.html" : "index-\(number + 1).html"
      }
      pages.append(
        page(
          try documents.index.weave(in: context), in: documents.index, at: path(number), root: "",
          titled: number == 0 ? "" : "Page \(number + 1): ",
          kicker: count > 1 ? "Page \(number + 1) of \(count)" : nil,
          previous: number > 0 ? ("Earlier reviews", path(number - 1)) : nil,
          next: number + 1 < count ? ("More reviews", path(number + 1)) : nil))
    }
    return pages
  }

  private func focus(_ id: String) -> ReviewAnalysis? {
    guard let index = run.picks.firstIndex(where: { $0.id == id }) else { return nil }
    return run.analyst.analyse(run.picks[index], number: index + 1)
  }

  private func neighbour(_ number: Int, _ folder: String) -> (title: String, path: String)? {
    guard run.picks.indices.contains(number - 1) else { return nil }
    let pick = run.picks[number - 1]
    return (pick.title, "\(folder)/\(pick.id).html")
  }

  private func page(
    _ woven: WovenDocument, in document: Document<ReportContext>, at path: String, root: String,
    titled prefix: String = "", kicker: String? = nil,
    previous: (title: String, path: String)? = nil, next: (title: String, path: String)? = nil
  ) -> WovenPage {
    let site = documents.title
    let title = prefix + woven.title
    let page = Page(
      language: document.frontMatter.lang, title: title == site ? site : "\(title) · \(site)",
      siteTitle: site, description: title, root: root,
      kicker: kicker.map { "\($0)" }, heading: woven.title, standfirst: woven.subtitle,
      body: (woven.contents ?? "") + linked(woven, root: root),
      navigation: navigation(current: path), previous: previous, next: next)
    return WovenPage(path: path, text: templates.shell.html(page), claims: woven.claims)
  }

  /// A document's HTML with its links to other documents turned into links to their pages.
  private func linked(_ woven: WovenDocument, root: String) -> HTML {
    var html = woven.html
    for link in woven.links {
      guard let page = SiteDocuments.page(for: link.destination) else { continue }
      html.replace(
        "href=\"\(link.destination)\"", with: "href=\"\(root)\(page.name).html\(page.fragment)\"")
    }
    return html
  }

  private func navigation(current: String) -> [(title: String, path: String, isCurrent: Bool)] {
    [("Reviews", "index.html", current == "index.html")]
      + documents.reports.map { entry in
        let path = "\(entry.name).html"
        return (entry.title, path, current == path)
      }
  }
}
