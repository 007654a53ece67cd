/// Counts how often perturbations change a verdict, with the clearest counterexamples.
///
/// - Memory: Independent of the number of reviews.
public struct InvarianceCount: Sendable {
  private struct Count {
    var applied = 0
    var skipped = 0
    var changed = 0
    var distance = ExactSum()
    var examples = Strongest()
  }

  private let listed: Int
  private var counts: [Perturbation: Count] = [:]

  /// Creates an empty count.
  ///
  /// - Parameter listed: The number of counterexamples listed for each perturbation.
  public init(listed: Int = 5) {
    self.listed = listed
  }

  /// Adds a review.
  ///
  /// - Parameters:
  ///   - perturbation: The perturbation.
  ///   - before: The review.
  ///   - after: The review with the changed text; nil if the perturbation does not apply.
  public mutating func add(
    _ perturbation: Perturbation, before: ClassifiedReview, after: ClassifiedReview?
  ) {
    var count = counts.removeValue(forKey: perturbation) ?? Count()
    defer { counts[perturbation] = count }
    guard let after, after.probabilities.count == before.probabilities.count else {
      count.skipped += 1
      return
    }
    count.applied += 1
    let change = after.probabilities[before.predicted] - before.confidence
    count.distance.add(abs(change))
    guard after.predicted != before.predicted else { return }
    count.changed += 1
    count.examples.add(
      .init(rank: abs(change), value: change, number: Int32(before.number)), limit: listed)
  }

  /// Adds the reviews of another count with the same limit.
  public mutating func merge(_ other: InvarianceCount) {
    for (perturbation, source) in other.counts {
      var count = counts[perturbation] ?? Count()
      count.applied += source.applied
      count.skipped += source.skipped
      count.changed += source.changed
      count.distance += source.distance
      count.examples.merge(source.examples, limit: listed)
      counts[perturbation] = count
    }
  }

  /// Returns the share of changed verdicts.
  ///
  /// - Parameter perturbation: The perturbation.
  /// - Returns: The numbers; undecidable if the perturbation applies to no review.
  public func result(of perturbation: Perturbation) -> Decided<InvarianceResult> {
    guard let count = counts[perturbation] else { return .failure(.noReviews) }
    guard count.applied > 0 else { return .failure(.noOccurrence) }
    guard let distance = count.distance.value else { return .failure(.outOfRange) }
    return .success(
      InvarianceResult(
        changed: Proportion(count: count.changed, total: count.applied), skipped: count.skipped,
        meanDistance: distance / Double(count.applied),
        examples: count.examples.entries.map(RankedReview.init)))
  }
}

/// The share of verdicts that a perturbation changes.
public struct InvarianceResult: Hashable, Sendable {
  /// The share of the reviews to which it applies whose predicted class changes.
  public let changed: Proportion
  /// The number of reviews to which it does not apply.
  public let skipped: Int
  /// The mean change in magnitude of the probability of the class predicted first.
  public let meanDistance: Double
  /// The reviews with a changed verdict whose probability changes most, with the change of the class predicted first.
  public let examples: [RankedReview]
}
