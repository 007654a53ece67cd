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
  /// The page as on a site.
  let html: String
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
  let place: ReviewPlace
  let analysis: ReviewAnalysis
  /// The woven documents, one per page of the review.
  let documents: [WovenDocument]
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
  /// The results of earlier builds, and the inputs that review pages depend on.
  let memory: BuildMemory
  let frame: PageFrame
  /// The number of reviews per page of the list.
  static let reviewsPerPage = 100

  /// Analyses a review and weaves its pages, unless an earlier build did.
  ///
  /// If only its neighbours or the number of reviews changed, the documents are framed again without weaving.
  func weave(_ number: Int) throws(Diagnostics) -> WovenReview {
    let place = ReviewPlace(number, in: run.picks)
    if let known = memory.review(place, in: frame) {
      if known.place == place { return known }
      return WovenReview(
        place: place, analysis: known.analysis, documents: known.documents,
        pages: pages(of: known.documents, about: known.analysis, at: place), json: known.json,
        summary: known.summary)
    }
    let analysis = run.analyst.analyse(place.pick, number: number)
    let context = ReportContext(run: run, scope: .review, focus: analysis, root: "../")
    var woven: [WovenDocument] = []
    for entry in documents.perReview {
      let document = analysis.isWordless ? documents.wordless : entry.document
      woven.append(try weave(document, in: context))
    }
    let findings = analysis.isWordless ? [:] : findings(in: context)
    try run.analyst.throwIfFailed()
    return WovenReview(
      place: place, analysis: analysis, documents: woven,
      pages: pages(of: woven, about: analysis, at: place),
      json: analysis.json,
      summary: ReviewSummary(
        analysis, findings: findings, comparesMethods: documents.compareMethods))
  }

  /// Returns the pages of a review, framed with links to its neighbours.
  private func pages(
    of woven: [WovenDocument], about analysis: ReviewAnalysis, at place: ReviewPlace
  ) -> [WovenPage] {
    let (pick, number) = (place.pick, place.number)
    return zip(documents.perReview, woven).map { entry, woven in
      page(
        woven, in: entry, at: "\(entry.name)/\(pick.id).html", root: "../",
        titled: "\(pick.title): ",
        kicker: Self.kicker(pick, number: number, of: run.picks.count),
        previous: neighbour(number - 1, entry.name), next: neighbour(number + 1, entry.name),
        lead: analysis.isWordless && !pick.text.isEmpty
          ? [.quote([.phrase(Phrase(pick.text))])] : [])
    }
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

  /// Weaves the reports after all reviews, unless an earlier build did.
  func weaveReports(_ summaries: [ReviewSummary]) throws(Diagnostics) -> [WovenPage] {
    let totals = ReportTotals(summaries)
    var pages: [WovenPage] = []
    for entry in documents.reports {
      let path = "\(entry.name).html"
      let ingredients = ReportIngredients(of: entry, picks: run.picks)
      if let known = memory.report(ingredients, at: path, in: frame) {
        pages.append(known)
        continue
      }
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
          try weave(entry.document, in: context), in: entry, at: path,
          root: ""))
    }
    try run.analyst.throwIfFailed()
    return pages
  }

  /// Weaves the list of reviews, with a hundred reviews per page.
  func weaveIndex(
    _ summaries: [ReviewSummary], _ selection: ReviewSelection = .all
  ) throws(Diagnostics) -> [WovenPage] {
    let totals = ReportTotals(summaries)
    let selected = summaries.filter(selection.contains)
    let size = Self.reviewsPerPage
    let count = max(1, (selected.count + size - 1) / size)
    let isSite = if case .site = form { true } else { false }
    var pages: [WovenPage] = []
    for number in 0..<count {
      let listed = selected[number * size..<min((number + 1) * size, selected.count)]
      var context = ReportContext(
        run: run, scope: .report, focus: nil, root: "", totals: totals, listed: Array(listed)
      )
      context.selections =
        isSite ? ReviewSelection.links(among: summaries, current: selection) : []
      let page = number == 0 ? "" : "Page \(number + 1): "
      pages.append(
        self.page(
          try weave(documents.index.document, in: context), in: documents.index,
          at: selection.path(number), root: "", titled: page + selection.heading,
          kicker: count > 1 ? "Page \(number + 1) of \(count)" : nil,
          previous: number > 0 ? ("Earlier reviews", selection.path(number - 1)) : nil,
          next: number + 1 < count ? ("More reviews", selection.path(number + 1)) : nil))
    }
    return pages
  }

  /// Weaves the lists of reviews by kind of verdict, for a site with at least ``ReviewSelection/least`` reviews.
  ///
  /// - Parameter summaries: The summaries of all reviews.
  /// - Returns: The pages of all non-empty lists.
  /// - Throws: All problems of the list document.
  func weaveSelections(_ summaries: [ReviewSummary]) throws(Diagnostics) -> [WovenPage] {
    guard case .site = form else { return [] }
    var pages: [WovenPage] = []
    let paths = Set(ReviewSelection.links(among: summaries, current: .all).map(\.path))
    for selection in ReviewSelection.allCases
    where selection != .all && paths.contains(selection.path()) {
      pages += try weaveIndex(summaries, selection)
    }
    return pages
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
    let html = templates.shell.html(page)
    return WovenPage(
      path: path, title: title, html: html,
      text: form.text(of: page, html: html, at: path, resolving: addresses),
      claims: woven.claims, links: PageLinks(html, at: path), places: addresses.places)
  }

  private func weave(
    _ document: Document<ReportContext>, in context: ReportContext
  ) throws(Diagnostics) -> WovenDocument {
    try document.weave(in: context.with(document), keepingBlocks: form.needsBlocks)
  }

  private func navigation(current: String) -> [(title: String, path: String, isCurrent: Bool)] {
    [("Reviews", "index.html", current == "index.html")]
      + documents.reports.map { entry in
        let path = "\(entry.name).html"
        return (entry.title, path, current == path)
      }
  }
}
