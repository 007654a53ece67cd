import Attribution
import Classifier
import HTML
import LinearAlgebra
public import Literate
public import SourceText

/// What chunks and values may ask for: the run, the reviews in it, and the one that is in focus.
public struct ReportContext: LiterateContext {
  /// What is the same for all pages.
  public let run: Run
  /// Whether the document is woven once for each review or once.
  public let scope: Scope
  /// The review that the document, the chunk or the value is about; nil where there are no reviews.
  public let focus: ReviewAnalysis?
  /// The way from the page to the root of the site: empty, or "../".
  public let root: String
  /// The totals over all reviews, for documents that are woven when all of them are done.
  public let totals: ReportTotals?
  /// The reviews that a list on this page shows.
  public let listed: [ReviewSummary]
  /// The lists that this one links to.
  var selections: [ReviewSelection.Link] = []
  /// The options that hold for the whole document.
  let parameters: [Options.Item]
  /// What the document says about itself; nil where there is none around the chunk.
  var frontMatter: FrontMatter?
  /// The number of chunks with the same verb that stand before the one in hand.
  private var occurrence = 0

  /// Creates a context.
  init(
    run: Run, scope: Scope, focus: ReviewAnalysis?, root: String, totals: ReportTotals? = nil,
    listed: [ReviewSummary] = [], parameters: [Options.Item] = []
  ) {
    self.parameters = parameters
    self.run = run
    self.scope = scope
    self.focus = focus
    self.root = root
    self.totals = totals
    self.listed = listed
  }

  /// A page of a run whose reviews are analysed here.
  ///
  /// - Parameters:
  ///   - analyst: The model, the methods and the target.
  ///   - picks: The reviews.
  ///   - focus: The index of the review in focus.
  ///   - scope: Of the page's document: one of the scope `report` knows all reviews.
  package init(_ analyst: Analyst, picks: [Pick], focus: Int, scope: Scope) {
    let run = Run(analyst: analyst, picks: picks, jobs: 1, date: nil)
    let isReport = scope == .report
    let analyses = (isReport ? Array(picks.indices) : [focus]).map {
      analyst.analyse(picks[$0], number: $0 + 1)
    }
    let summaries = analyses.map {
      ReviewSummary($0, findings: [:], comparesMethods: true)
    }
    self.init(
      run: run, scope: scope, focus: analyses[isReport ? focus : 0],
      root: isReport ? "" : "../", totals: isReport ? ReportTotals(summaries) : nil,
      listed: isReport ? summaries : [])
  }

  /// The same page with another review in focus, which is analysed here.
  ///
  /// - Throws: A diagnostic when there is no such review, or when the model finds no word in it.
  public func focused(on review: String) throws(Diagnostic) -> ReportContext {
    if focus?.pick.id == review { return self }
    guard let number = run.picks.firstIndex(where: { $0.id == review }) else {
      throw Diagnostic("there is no review '\(review)'")
    }
    guard run.analyst.explainer.findsWord(in: run.picks[number].text) else {
      throw Diagnostic(
        "the model finds no word in the review '\(review)', so there is nothing to show of it",
        hint: "name a review with a word that the model reads")
    }
    var context = ReportContext(
      run: run, scope: scope,
      focus: run.analyst.analyse(run.picks[number], number: number + 1), root: root,
      totals: totals, listed: listed, parameters: parameters)
    context.frontMatter = frontMatter
    return context
  }

  /// The same page for a document, with its options and what it says about itself.
  func with(_ document: Document<ReportContext>) -> ReportContext {
    var context = ReportContext(
      run: run, scope: scope, focus: focus, root: root, totals: totals, listed: listed,
      parameters: document.parameters)
    context.selections = selections
    context.frontMatter = document.frontMatter
    return context
  }

  /// What was measured while the reviews were woven.
  public func findings(of claim: ReviewClaim<ReportContext>) -> [ReviewFinding] {
    totals?.findings.compactMap { $0[claim.text] } ?? []
  }

  /// The review in focus, unless the value is the same for all of them.
  public func review(ofValue path: String) -> String? {
    ReportValues.pathsOfRun.contains(path) ? nil : focus?.pick.id
  }

  /// The review in focus.
  ///
  /// - Returns: Its analysis.
  /// - Throws: A diagnostic where there is none.
  func review() throws(Diagnostics) -> ReviewAnalysis {
    guard let focus else {
      throw Diagnostics([
        Diagnostic(
          "the model finds no word in any review, so there is none to show",
          hint: "a page about one review needs a review with a word that the model reads")
      ])
    }
    return focus
  }

  /// The same page for the nth chunk with one verb.
  public func at(occurrence: Int) -> ReportContext {
    var context = self
    context.occurrence = occurrence
    return context
  }

  /// The id of a picture's title and description, which no other picture of the page has.
  func pictureID(_ kind: String) -> String {
    let name = scope == .review ? kind : "\(kind)-\(focus?.pick.id ?? "all")"
    return occurrence == 0 ? name : "\(name)-\(occurrence + 1)"
  }
}

/// What is the same for all pages of a run.
public struct Run: Sendable {
  /// The model, the methods and the target.
  public let analyst: Analyst
  /// The reviews, in the order of the file.
  public let picks: [Pick]
  /// How many reviews are worked on at a time.
  public let jobs: Int
  /// The day that pages state, from `SOURCE_DATE_EPOCH`; nil for none.
  public let date: String?
  /// What studies of the run found, each once.
  let findings = Findings()

  /// Where a review's page is, from the root of the site.
  public func reviewPath(_ id: String) -> String { "reviews/\(id).html" }

  /// The layers of the model in one line.
  var modelSummary: String {
    if let program = analyst.explainer.program {
      return "\(program.classifier.identity), a program"
    }
    let model = analyst.model
    let table = model.sequential.embedding.table
    let layers = model.sequential.layers.map { layer in
      guard let dense = layer as? Dense else { return type(of: layer).className }
      return "Dense(\(dense.kernel.columns), \(dense.activation.rawValue))"
    }
    return (["Embedding(\(table.rows), \(table.columns))"] + layers).joined(separator: " → ")
  }
}

/// Sums over all reviews of a run.
public struct ReportTotals: Sendable {
  /// The number of reviews.
  public let reviews: Int
  /// The number of reviews with a label, and how many verdicts agree with it.
  public let labelled: Int
  public let right: Int
  /// The number of words that were read, and how many of them the model doesn't know.
  public let words: Int
  public let unknown: Int
  /// The largest difference between two gradient rows of one review; not a number where there are no gradients.
  public let maxRowDifference: Double
  /// The largest convergence delta of the first method that adds up; nil when none was asked for.
  public let maxConvergenceDelta: Double?
  /// For each review how far the run's methods agree; empty where no document asks for it.
  let agreement: [MethodAgreement]
  /// For each review what was measured of claims over all reviews, by the claims' texts.
  let findings: [[String: ReviewFinding]]

  /// Adds up summaries.
  init(_ summaries: [ReviewSummary]) {
    reviews = summaries.count
    labelled = summaries.count { $0.label != nil }
    right = summaries.count { $0.label == $0.prediction.label }
    words = summaries.reduce(0) { $0 + $1.words }
    unknown = summaries.reduce(0) { $0 + $1.unknown }
    let differences = summaries.map(\.maxRowDifference)
    maxRowDifference = differences.contains { $0.isNaN } ? .nan : differences.max() ?? 0
    agreement = summaries.compactMap(\.agreement)
    findings = summaries.map(\.findings)
    maxConvergenceDelta = summaries.compactMap { $0.convergenceDelta.map { abs($0) } }.max()
  }
}
