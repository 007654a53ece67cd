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
