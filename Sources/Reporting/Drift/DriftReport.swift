import Attribution
public import SourceText

/// What changed between two runs of `report attribute`: two models on the same reviews, or two versions of the texts.
///
/// Reviews are matched by their ids. Of each, verdicts are compared, and attributions word by word, method by method,
/// wherever both runs mean the same by the numbers: same target, same baseline, same options but for the seed.
public struct DriftReport: Sendable {
  /// One of the two runs.
  public struct Run: Sendable {
    /// The file, as the user named it.
    public let path: String
    /// How many reviews it has.
    public let reviews: Int
    /// The SHA-256 of its models, usually one.
    public let models: [String]
    /// The targets that were explained, usually one.
    public let targets: [String]
    /// The ids of reviews that only this run has, in its order, and the lines that have them.
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
  /// How far a word must move to count, in the unit of the target.
  public let threshold: Double
  /// The reviews that both runs have: first those whose verdict flipped, then the larger change first.
  public let reviews: [ReviewDrift]
  /// The methods over all these reviews, in the order in which the new run has them.
  public let methods: [MethodSummary]

  /// The reviews whose verdict flipped.
  public var flipped: [ReviewDrift] { reviews.filter(\.hasFlipped) }

  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - old: The earlier run.
  ///   - new: The later run.
  ///   - threshold: How far a word must move to count, in the unit of the target.
  /// - Throws: Diagnostics where no review is in both runs, or where texts are too different to be aligned.
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
      do throws(Diagnostic) {
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
          "no review is in both runs", at: SourceLocation(file: new.path),
          hint: "reviews are matched by id: '\(first.id)' is the first of \(old.path), "
            + "'\(second.id)' of this one"))
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

/// What changed in one method over all reviews.
public struct MethodSummary: Sendable {
  /// The method's name.
  public let name: String
  /// How many reviews could be compared.
  public let compared: Int
  /// How many could not, and why.
  public let incomparable: Int
  public let differences: [String]
  /// Spearman's ρ, where there is one: the mean and the least, with the review that has it.
  public let spearman: (mean: Double, least: Double, id: String)?
  /// The mean of Kendall's τ-b, where there is one.
  public let kendall: Double?
  /// In how many compared reviews there are no ranks, because one run gives all words the same.
  public let rankless: Int
  /// How many words moved, and of how many; nil where the numbers are not in the output's unit.
  public let moved: (count: Int, of: Int)?
  /// The mean size of a word's change, over all words; nil where the numbers are not in the output's unit.
  public let meanChange: Double?
  /// The share of the strongest words that are still among them, on average.
  public let strongestKept: Double?
  /// The largest convergence delta of each run by size; nil where the numbers are no shares of the output.
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
