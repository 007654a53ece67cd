import Attribution
import Classifier
import DataSet
import LinearAlgebra
import Playground
import Site
import SourceText

/// A run: the state shared by all pages.
public struct Run: Sendable {
  /// The model, methods and target.
  public let analyst: ReviewAnalyzer
  /// The reviews, in the order of the file.
  public let picks: Picks
  /// The number of parallel workers.
  public let jobs: Int
  /// The addresses of the pages of the reviews.
  let addresses: ReviewAddresses
  /// The date on pages, from `SOURCE_DATE_EPOCH`; nil for none.
  public let date: String?
  /// The findings of the run, each computed once.
  let findings = Findings()
  /// The analyses of earlier builds, by the text of the review.
  private let earlier: [String: ReviewAnalysis]
  private let cache: AnalysisCache
  /// The results of an earlier `report attribute`; nil to compute them.
  private let recorded: RecordedRun?
  /// Whether the user asked for a site without a playground.
  private let leavesPlaygroundOut: Bool
  /// Reviews besides those of the report, by the path that a chunk names.
  private(set) var others: [String: Picks] = [:]
  /// The reviews of the first chunk 'shift', which values compare with too; nil without one.
  private(set) var compared: OtherReviews?
  /// The held-out predictions that chunks name, by their resolved paths.
  private(set) var heldOut: [String: HeldOutPredictions] = [:]
  /// The values of claims in earlier runs, the oldest first; nil if no history is kept.
  private(set) var history: [RunRecord]?

  /// Creates a run.
  ///
  /// - Parameters:
  ///   - analyst: The model, methods and target.
  ///   - picks: The reviews.
  ///   - jobs: The number of parallel workers.
  ///   - date: The date on pages; nil for none.
  ///   - limits: The sizes from which addresses of pages change.
  ///   - cache: The analyses of earlier builds; receives those of this run.
  ///   - recorded: The results of an earlier `report attribute`; nil to compute them.
  ///   - leavesPlaygroundOut: Whether the user asked for a site without a playground.
  init(
    analyst: ReviewAnalyzer, picks: Picks, jobs: Int, date: String?,
    limits: ReviewAddresses.Limits = ReviewAddresses.Limits(),
    reusing cache: AnalysisCache = AnalysisCache(limit: 0), from recorded: RecordedRun? = nil,
    leavesPlaygroundOut: Bool = false
  ) {
    self.leavesPlaygroundOut = leavesPlaygroundOut
    self.analyst = analyst
    self.picks = picks
    self.jobs = jobs
    self.date = date
    addresses = ReviewAddresses(count: picks.count, limits: limits)
    self.cache = cache
    self.recorded = recorded
    earlier = cache.analyses(by: analyst, of: picks)
  }

  private init(_ run: Run, scale: ColourScale) {
    analyst = run.analyst.with(scale)
    (picks, jobs, date, earlier, cache) = (run.picks, run.jobs, run.date, run.earlier, run.cache)
    (recorded, leavesPlaygroundOut) = (run.recorded, run.leavesPlaygroundOut)
    addresses = run.addresses
    others = run.others
    heldOut = run.heldOut
    history = run.history
    compared = run.compared
  }

  /// Returns the run with what its chunks and claims compare it with.
  ///
  /// - Parameters:
  ///   - others: Reviews besides those of the report, by the path that a chunk names.
  ///   - compared: Those of the first chunk `shift`.
  ///   - heldOut: The held-out predictions that chunks name, by their resolved paths.
  ///   - history: The values of claims in earlier runs; nil if no history is kept.
  /// - Returns: The run, which shares everything else.
  func compared(
    with others: [String: Picks], _ compared: OtherReviews?,
    heldOut: [String: HeldOutPredictions], history: [RunRecord]?
  ) -> Run {
    var run = self
    run.compared = compared
    run.others = others
    run.heldOut = heldOut
    run.history = history
    return run
  }

  /// Returns the run with a colour scale; with the reach `report`, this analyses all reviews.
  ///
  /// - Parameter reach: The scope of the scale.
  /// - Returns: The run, which shares the cache.
  /// - Throws: `CancellationError` if the task is cancelled.
  func scaled(to reach: ColourScale.Reach) async throws -> Run {
    switch reach {
    case .fixed: return self
    case .page: return Run(self, scale: ColourScale(covering: 0, reach: .page))
    case .report:
      var largest = 0.0
      try await eachInOrder(picks.indices, jobs: jobs) { index in
        analysis(index + 1).results.largestContribution
      } body: {
        largest = max(largest, $0)
      }
      return Run(self, scale: ColourScale(covering: largest, reach: .report))
    }
  }

  /// Returns the path of a review's page from the root of the site.
  ///
  /// - Parameters:
  ///   - id: The id of the review.
  ///   - number: The number of the review, from 1.
  /// - Returns: The path.
  public func reviewPath(_ id: String, number: Int) -> String {
    addresses.path(of: id, number: number)
  }

  /// Returns the number of the review with an id, from 1; nil if there is none.
  ///
  /// - Complexity: O(*n* log *n*) for the first call, O(log *n*) for others.
  func number(of id: String) -> Int? {
    let index = findings.finding("index") { PickIndex(picks) }
    return index.number(of: id, in: picks).map { $0 + 1 }
  }

  /// Returns the analysis of a review, from an earlier build if there is one.
  ///
  /// - Parameter number: The number of the review, from 1.
  /// - Returns: The analysis, as that of this run's pick.
  func analysis(_ number: Int) -> ReviewAnalysis {
    let pick = picks[number - 1]
    if let known = earlier[pick.text] { return analyst.moved(known, to: pick, number: number) }
    let analysis =
      recorded.flatMap { $0.analysis(of: pick, number: number, by: analyst) }
      ?? analyst.analyse(pick, number: number)
    cache.add(analysis)
    return analysis
  }

  /// Throws the first failure of the classifier, or of the results of an earlier run: the analyses are then invalid.
  func throwIfFailed() throws(Diagnostics) {
    try analyst.throwIfFailed()
    try recorded?.throwIfFailed()
  }

  /// The number of reviews that no earlier build analysed.
  var newReviews: Int {
    earlier.isEmpty ? picks.count : picks.count { earlier[$0.text] == nil }
  }

  /// Whether the model finds a word in one of the reviews.
  var hasWords: Bool {
    findings.finding("has words") {
      picks.contains { analyst.explainer.findsWord(in: $0.text) }
    }
  }

  /// The ids and titles of all reviews, for documents that compare with one; they stay in memory from then on.
  var ids: [String] { findings.finding("ids") { picks.map(\.id) } }
  var titles: [String] { findings.finding("titles") { picks.map(\.title) } }

  /// The reason why the model has no playground, a clause; nil if it has one.
  var playgroundRefusal: String? { PlaygroundModel.refusal(of: analyst.explainer) }

  /// Whether the site has a playground, which begins with a review.
  var hasPlayground: Bool { !leavesPlaygroundOut && playgroundRefusal == nil && hasWords }

  /// The layers of the model in one line.
  var modelSummary: String {
    let explainer = analyst.explainer
    guard explainer.hasLayers else { return "\(explainer.classifier.identity), a program" }
    let sequential = explainer.network.sequential
    let table = sequential.embedding.table
    let layers = sequential.layers.map { layer in
      guard let dense = layer as? Dense else { return type(of: layer).className }
      return "Dense(\(dense.kernel.columns), \(dense.activation.rawValue))"
    }
    return (["Embedding(\(table.rows), \(table.columns))"] + layers).joined(separator: " → ")
  }
}
