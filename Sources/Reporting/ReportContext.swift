import Attribution
public import Literate
import Site
public import SourceText

/// The context of chunks and values: the run, its reviews, and the review in focus.
public struct ReportContext: LiterateContext {
  /// The run, shared by all pages.
  public let run: Run
  /// The scope of the document: woven once per review, or once.
  public let scope: Scope
  /// The review that the document, chunk or value refers to; nil if there is none.
  public let focus: ReviewAnalysis?
  /// The relative path from the page to the root of the site: empty, `../` or `../../`.
  public let root: String
  /// The totals over all reviews, for documents woven after all reviews.
  public let totals: ReportTotals?
  /// The reviews listed on this page.
  public let listed: ReviewSummaries
  /// The links from this page of the list to others.
  var links = ListLinks()
  /// The options of the whole document.
  let parameters: [Options.Item]
  /// The front matter of the document; nil for a chunk outside a document.
  var frontMatter: FrontMatter?
  /// The label of the claim that is measured; nil for one without a label.
  private(set) var claim: String?
  /// Measures the labelled claims of the document.
  private var measuringClaims: (@Sendable (ReportContext) -> [ClaimResult])?
  /// The number of preceding chunks with the same verb.
  private var occurrence = 0

  init(
    run: Run, scope: Scope, focus: ReviewAnalysis?, root: String, totals: ReportTotals? = nil,
    listed: ReviewSummaries = ReviewSummaries(), parameters: [Options.Item] = []
  ) {
    self.parameters = parameters
    self.run = run
    self.scope = scope
    self.focus = focus
    self.root = root
    self.totals = totals
    self.listed = listed
  }

  /// Creates the context of a page, analysing its reviews.
  ///
  /// - Parameters:
  ///   - analyst: The model, methods and target.
  ///   - picks: The reviews.
  ///   - focus: The index of the review in focus.
  ///   - scope: The scope of the page's document; with `report`, all reviews are analysed.
  /// - Throws: A diagnostic if a temporary file cannot be written.
  package init(
    _ analyst: ReviewAnalyzer, picks: some Collection<Pick>, focus: Int, scope: Scope
  ) throws(Diagnostics) {
    let picks = try Picks(picks)
    let run = Run(analyst: analyst, picks: picks, jobs: 1, date: nil)
    let isReport = scope == .report
    let analyses = (isReport ? Array(picks.indices) : [focus]).map {
      analyst.analyse(picks[$0], number: $0 + 1)
    }
    let summaries = try ReviewSummaries(
      analyses.map { ReviewSummary($0, findings: [:], comparesMethods: true) })
    self.init(
      run: run, scope: scope, focus: analyses[isReport ? focus : 0],
      root: isReport ? "" : run.addresses.root, totals: isReport ? summaries.totals : nil,
      listed: isReport ? summaries : ReviewSummaries())
  }

  /// Returns the context with another review in focus, which is analysed.
  ///
  /// - Throws: A diagnostic if there is no such review or the model finds no word in it.
  public func focused(on review: String) throws(Diagnostics) -> ReportContext {
    if focus?.pick.id == review { return self }
    guard let number = run.picks.firstIndex(where: { $0.id == review }) else {
      throw Diagnostics("there is no review '\(review)'")
    }
    guard run.analyst.explainer.findsWord(in: run.picks[number].text) else {
      throw Diagnostics(
        "the model finds no word in the review '\(review)'",
        hint: "name a review with at least one word that the model reads")
    }
    var context = ReportContext(
      run: run, scope: scope,
      focus: run.analysis(number + 1), root: root,
      totals: totals, listed: listed, parameters: parameters)
    context.frontMatter = frontMatter
    context.leavesModelOut = leavesModelOut
    return context
  }

  /// Returns the context for a document, with its options and front matter.
  func with(_ document: Document<ReportContext>) -> ReportContext {
    var context = ReportContext(
      run: run, scope: scope, focus: focus, root: root, totals: totals, listed: listed,
      parameters: document.parameters)
    context.links = links
    context.frontMatter = document.frontMatter
    context.leavesModelOut = leavesModelOut
    context.measuringClaims = { document.labelledClaims(in: $0) }
    return context
  }

  /// The labelled claims of the document with their values in this run.
  var labelledClaims: [ClaimResult] { measuringClaims?(self) ?? [] }

  /// Returns the tally of a claim, taken while the reviews were woven.
  public func tally(of claim: ReviewClaim<ReportContext>) -> FindingTally {
    totals?.summaries.folds.tally(of: claim) ?? claim.emptyTally
  }

  /// Returns the statistics of a measure, taken while the reviews were woven; nil on their pages.
  public func statistics(of measure: ReviewMeasure<ReportContext>) -> ReviewStatistics? {
    totals?.summaries.folds.statistics(of: measure)
  }

  /// Returns why a value does not exist for the review in focus; one without a word has a prediction, but no attributions.
  public func absence(of value: ValuePath<ReportContext>) -> Absence? {
    focus?.isWordless != true || ReportValues.isDefinedWithoutWords(value.path)
      ? nil : Absence("the model finds no word in the review")
  }

  /// Returns the context for a claim, which may name its value in the last run.
  public func about(claim label: String?) -> ReportContext {
    var context = self
    context.claim = label
    return context
  }

  /// A comparison with the last run holds before there is one.
  public func vacuity(of path: String) -> String? {
    // Without a label it has no earlier value to become worse than, and would always hold.
    guard path == "history.last", claim != nil else { return nil }
    return absenceOfLastValue.reason.map { "\($0), so there is nothing to compare with" }
  }

  /// Returns the id of the review in focus, unless the value is the same for all reviews.
  public func review(ofValue path: String) -> String? {
    ReportValues.belongsToRun(path) ? nil : focus?.pick.id
  }

  /// Returns the review in focus.
  ///
  /// - Returns: The analysis of the review.
  /// - Throws: A diagnostic if there is none.
  func review() throws(Diagnostics) -> ReviewAnalysis {
    guard let focus else {
      throw Diagnostics(
        "the model finds no word in any review",
        hint: "a page about one review needs one with a word that the model reads")
    }
    return focus
  }

  /// Returns the context for the nth chunk with one verb.
  public func at(occurrence: Int) -> ReportContext {
    var context = self
    context.occurrence = occurrence
    return context
  }

  /// Whether a sentence takes the place of a playground, as in a single file.
  var leavesModelOut = false

  /// Whether no chunk with the same verb precedes.
  var isFirstOfVerb: Bool { occurrence == 0 }

  /// Returns an accessible name that no other chunk with the same verb has.
  func uniqueName(_ name: String) -> String {
    occurrence == 0 ? name : "\(name) (\(occurrence + 1))"
  }

  /// Returns the prefix of the ids of a picture's title and description, unique on the page.
  func pictureID(_ kind: String) -> String {
    let name = scope == .review ? kind : "\(kind)-\(focus?.pick.id ?? "all")"
    return occurrence == 0 ? name : "\(name)-\(occurrence + 1)"
  }
}
