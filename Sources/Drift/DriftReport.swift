import Attribution
import Reporting
public import SourceText

/// The changes between two runs of `report attribute`: two models on the same reviews, or two versions of the texts.
///
/// Reviews are matched by id. Their verdicts are compared and, for each method, their attributions word by word, provided
/// that both runs use the same target, baseline and options; seeds may differ.
public struct DriftReport: Sendable {
  /// One of the two runs.
  public struct Run: Sendable {
    /// The file path as given by the user.
    public let path: String
    /// The number of reviews.
    public let reviews: Int
    /// The SHA-256 of its models, usually one.
    public let models: [String]
    /// The explained targets, usually one.
    public let targets: [String]
    /// The ids of the reviews that are in this run only, in its order.
    public let alone: [String]
    let aloneLocations: [SourceLocation]

    init(_ run: AttributionRun, without other: AttributionRun) {
      path = run.path
      reviews = run.reviews.count
      models = Set(run.reviews.map(\.model)).sorted()
      targets = Set(run.reviews.map(\.target.rawValue)).sorted()
      let ids = Set(other.reviews.map(\.id))
      let others = run.reviews.filter { !ids.contains($0.id) }
      alone = others.map(\.id)
      aloneLocations = others.map(\.location)
    }
  }

  /// The earlier run.
  public let old: Run
  /// The later run.
  public let new: Run
  /// The change above which a word counts as moved, in units of the target.
  public let threshold: Double
  /// The reviews in both runs: flipped verdicts first, then by decreasing change.
  public let reviews: [ReviewDrift]
  /// The methods, summarized over these reviews, in the order of the new run.
  public let methods: [MethodSummary]

  /// The reviews whose verdict flipped.
  public var flipped: [ReviewDrift] { reviews.filter(\.hasFlipped) }

  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - old: The earlier run.
  ///   - new: The later run.
  ///   - threshold: The change above which a word counts as moved, in units of the target.
  /// - Throws: Diagnostics if the runs have no review in common, or if texts differ too much to be aligned.
  public init(
    from old: AttributionRun, to new: AttributionRun, threshold: Double
  ) throws(Diagnostics) {
    self.old = Run(old, without: new)
    self.new = Run(new, without: old)
    self.threshold = threshold
    var problems = Diagnostics()
    let earlier = Dictionary(
      old.reviews.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var reviews: [ReviewDrift] = []
    for review in new.reviews {
      guard let before = earlier[review.id] else { continue }
      do {
        reviews.append(try ReviewDrift(from: before, to: review, threshold: threshold))
      } catch {
        problems.report(error)
      }
    }
    if reviews.isEmpty && !problems.hasErrors, let first = old.reviews.first,
      let second = new.reviews.first
    {
      problems.report(
        Diagnostic(
          "the runs have no review in common", at: SourceLocation(file: new.path),
          hint: "reviews are matched by id; the first id is '\(first.id)' in \(old.path) "
            + "and '\(second.id)' here"))
    }
    try problems.throwIfErrors()
    methods = MethodSummary.all(in: reviews)
    self.reviews = reviews.sorted { left, right in
      left.hasFlipped != right.hasFlipped
        ? left.hasFlipped
        : (abs(left.probabilityChange), left.largestMove, right.location)
          > (abs(right.probabilityChange), right.largestMove, left.location)
    }
  }
}

/// The changes of one method, summarized over all reviews.
public struct MethodSummary: Sendable {
  /// The method's name.
  public let name: String
  /// The number of reviews that could be compared.
  public let compared: Int
  /// The number of reviews that could not be compared, and the differing options.
  public let incomparable: Int
  public let differences: [String]
  /// The mean and the smallest Spearman's ρ, with the id of the latter's review; nil if undefined on every review.
  public let spearman: (mean: Double, least: Double, id: String)?
  /// The mean of Kendall's τ-b; nil if undefined on every review.
  public let kendall: Double?
  /// The number of compared reviews without ranks, because one run has the same attribution for all words.
  public let rankless: Int
  /// The number of words that moved, and of words compared; nil if the attributions are not in units of the output.
  public let moved: (count: Int, of: Int)?
  /// The mean absolute change over all words; nil if the attributions are not in units of the output.
  public let meanChange: Double?
  /// The share of the strongest words that remain among the strongest, averaged over reviews.
  public let strongestKept: Double?
  /// The convergence delta of largest magnitude in each run; nil if the attributions are not shares of the output.
  public let convergenceDelta: (old: Double, new: Double)?

  static func all(in reviews: [ReviewDrift]) -> [MethodSummary] {
    var names: [String] = []
    var found: [String: [(String, MethodDrift)]] = [:]
    for review in reviews {
      for method in review.methods {
        if found[method.name] == nil { names.append(method.name) }
        found[method.name, default: []].append((review.id, method))
      }
    }
    return names.map { MethodSummary($0, found[$0] ?? []) }
  }

  private init(_ name: String, _ found: [(id: String, drift: MethodDrift)]) {
    self.name = name
    let measured = found.compactMap { id, drift in drift.comparison.map { (id, $0) } }
    compared = measured.count
    incomparable = found.count - measured.count
    differences = Set(found.flatMap(\.drift.differences)).sorted()
    let ranked = measured.compactMap { id, comparison in comparison.spearman.map { ($0, id) } }
    spearman = ranked.min { $0.0 < $1.0 }.map { least in
      (Self.mean(ranked.map(\.0)) ?? 0, least.0, least.1)
    }
    kendall = Self.mean(measured.compactMap(\.1.kendall))
    rankless = measured.count - ranked.count
    let shares = measured.map(\.1).filter { $0.parts != nil }
    moved =
      shares.isEmpty
      ? nil
      : (shares.reduce(0) { $0 + ($1.moved ?? 0) }, shares.reduce(0) { $0 + $1.words.count })
    meanChange = Self.mean(shares.flatMap { $0.words.map { abs($0.change) } })
    strongestKept = Self.mean(
      measured.compactMap(\.1.strongest).map { Double($0.kept) / Double($0.of) })
    let deltas = measured.compactMap(\.1.convergenceDelta)
    convergenceDelta =
      deltas.isEmpty
      ? nil
      : (
        deltas.map(\.old).max { abs($0) < abs($1) } ?? 0,
        deltas.map(\.new).max { abs($0) < abs($1) } ?? 0
      )
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0) { $0 + $1 / Double(values.count) }
  }
}
