internal import LinearAlgebra

/// Finds slices of the data set, reviews that share one or two conditions, in which the classifier is wrong more often than in
/// the rest.
///
/// A condition is a feature that the caller names, such as "longer than 256 words", "label is positive" or "contains 'not'".
/// Each slice is tested against its rest with Fisher's exact test, one-sided; the p-values are adjusted for the number of
/// slices tested. Nested and overlapping slices that only repeat another slice's errors are merged into it.
///
/// - Memory: One bit per review and feature, and 4 bytes per review.
public struct SliceSearch: Sendable {
  /// The names of the features.
  public private(set) var features: [String]
  private var indices: [String: Int]
  private var members: [BitSet]
  private var wrong = BitSet()
  private var numbers: [Int32] = []

  /// Creates an empty search.
  ///
  /// - Parameter features: The names of the features; a repeated name counts once.
  public init(features: [String]) {
    self.features = []
    indices = [:]
    members = []
    for feature in features { _ = index(of: feature) }
  }

  /// The number of reviews.
  public var reviews: Int { numbers.count }

  private mutating func index(of feature: String) -> Int {
    if let index = indices[feature] { return index }
    var rows = BitSet()
    rows.extend(to: numbers.count)
    indices[feature] = features.count
    features.append(feature)
    members.append(rows)
    return features.count - 1
  }

  /// Adds a review.
  ///
  /// - Parameters:
  ///   - number: The review's place in the data set, from 0.
  ///   - isWrong: Whether the predicted class is not the label's.
  ///   - present: The indices in ``features`` of the conditions that hold; others are ignored.
  public mutating func add(_ number: Int, isWrong: Bool, features present: some Sequence<Int>) {
    let row = numbers.count
    numbers.append(Int32(clamping: number))
    wrong.extend(to: row + 1)
    if isWrong { wrong.insert(row) }
    for index in members.indices { members[index].extend(to: row + 1) }
    for index in present where members.indices ~= index { members[index].insert(row) }
  }

  /// Adds the reviews of another search; features are matched by name, and hold for no review of a search without them.
  public mutating func merge(_ other: SliceSearch) {
    let targets = other.features.map { index(of: $0) }
    for (row, number) in other.numbers.enumerated() {
      let present = targets.indices.filter { other.members[$0].contains(row) }
      add(Int(number), isWrong: other.wrong.contains(row), features: present.map { targets[$0] })
    }
  }

  /// Returns the reviews of a slice.
  ///
  /// - Parameters:
  ///   - conditions: The names of its features, all of which must hold.
  ///   - onlyWrong: Whether to return those with a wrong prediction only.
  /// - Returns: Their places in the data set, ascending; empty for a feature that does not exist.
  public func reviews(in conditions: [String], onlyWrong: Bool = false) -> [Int] {
    guard let rows = rows(in: conditions) else { return [] }
    return numbers.indices.filter { rows.contains($0) && (!onlyWrong || wrong.contains($0)) }
      .map { Int(numbers[$0]) }.sorted()
  }

  private func rows(in conditions: [String]) -> BitSet? {
    let chosen = conditions.compactMap { indices[$0] }
    guard let first = chosen.first, chosen.count == conditions.count else { return nil }
    return chosen.dropFirst().reduce(members[first]) { $0.intersection(members[$1]) }
  }

  /// Returns one slice that the caller names, tested on its own.
  ///
  /// - Parameters:
  ///   - conditions: The names of its features, all of which must hold.
  ///   - resamples: The number of bootstrap resamples.
  ///   - seed: Their seed.
  /// - Returns: The slice; undecidable if it is empty or contains every review.
  public func slice(
    _ conditions: [String], resamples: Int = 1000, seed: Int = 1
  ) -> Decided<Slice> {
    guard reviews > 0 else { return .failure(.noReviews) }
    guard let rows = rows(in: conditions) else { return .failure(.noOccurrence) }
    let (size, errors) = rows.shared(rows, marked: wrong)
    guard size > 0 else { return .failure(.noReviews) }
    guard size < reviews else { return .failure(.noRest) }
    let p = Distributions.hypergeometricTail(
      errors, sample: size, marked: wrong.count, total: reviews)
    let found = Found(conditions: conditions, rows: rows, size: size, errors: errors, p: p, q: p)
    return .success(slices([(found, [])], resamples: resamples, seed: seed)[0])
  }

  /// Returns the slices that are worse than the rest.
  ///
  /// - Parameters:
  ///   - minimum: The size from which a slice is tested.
  ///   - level: The share of slices without a difference that is expected among those found.
  ///   - limit: The maximum number of slices.
  ///   - resamples: The number of bootstrap resamples.
  ///   - seed: Their seed.
  /// - Returns: The slices by errors in excess, the most first; undecidable without a right or a wrong prediction.
  /// - Complexity: O(features² · reviews / 64).
  public func result(
    minimum: Int = 20, level: Double = 0.05, limit: Int = 20, resamples: Int = 1000, seed: Int = 1
  ) -> Decided<SliceReport> {
    guard reviews > 0 else { return .failure(.noReviews) }
    let errors = wrong.count
    guard errors > 0, errors < reviews else { return .failure(.oneClass) }
    var (tests, tested) = tested(minimum: max(1, minimum), level: level, errors: errors)
    let adjusted = FalseDiscovery.adjusted(tested.map(\.p), of: tests)
    for (index, q) in adjusted.enumerated() { tested[index].q = q }
    let worse = tested.filter {
      $0.q <= level && $0.errors * reviews > errors * $0.size
    }.sorted(by: Tested.precedes)
    let kept = SliceMerging(
      wrong: wrong, reviews: reviews, tested: tests, level: level, limit: limit
    ).merged(worse.map { found($0) })
    let slices = slices(kept, resamples: resamples, seed: seed).sorted {
      $0.excess != $1.excess
        ? $0.excess > $1.excess : $0.conditions.lexicographicallyPrecedes($1.conditions)
    }
    return .success(
      SliceReport(
        reviews: reviews, errors: errors, tested: tests, worse: worse.count, slices: slices))
  }
}

// MARK: Candidates

extension SliceSearch {
  /// A slice of one or two features with its p-value.
  private struct Tested {
    let first: Int
    /// Equal to `first` for one condition.
    let second: Int
    let size: Int
    let errors: Int
    let p: Double
    var q = 1.0

    /// The most significant slice first, then the larger and the simpler one.
    static func precedes(_ one: Tested, _ other: Tested) -> Bool {
      if one.p != other.p { return one.p < other.p }
      if one.size != other.size { return one.size > other.size }
      let (isPair, otherIsPair) = (one.first != one.second, other.first != other.second)
      if isPair != otherIsPair { return otherIsPair }
      return (one.first, one.second) < (other.first, other.second)
    }
  }

  /// A slice with its rows.
  struct Found {
    let conditions: [String]
    let rows: BitSet
    let size: Int
    let errors: Int
    let p: Double
    let q: Double
  }

  /// Tests all slices of one or two features.
  ///
  /// - Returns: The number of tests, and the slices with a p-value of at most `level`. Adjusting only raises p-values, so the
  ///   others, hundreds of thousands among a thousand features, cannot be found and are not kept.
  private func tested(
    minimum: Int, level: Double, errors: Int
  ) -> (tests: Int, slices: [Tested]) {
    var tests = 0
    var tested: [Tested] = []
    let single = members.map { $0.shared($0, marked: wrong) }
    func test(_ first: Int, _ second: Int, _ slice: (count: Int, marked: Int)) {
      guard slice.count >= minimum, slice.count < reviews else { return }
      tests += 1
      let p = Distributions.hypergeometricTail(
        slice.marked, sample: slice.count, marked: errors, total: reviews)
      guard p <= level else { return }
      tested.append(
        Tested(first: first, second: second, size: slice.count, errors: slice.marked, p: p))
    }
    // Sorted by name, so that the order in which parts name features does not matter.
    let order = features.indices.sorted { features[$0] < features[$1] }
    for (place, first) in order.enumerated() where single[first].count >= minimum {
      test(first, first, single[first])
      for second in order[(place + 1)...] where single[second].count >= minimum {
        let both = members[first].shared(members[second], marked: wrong)
        // A condition that does not narrow the other is no second condition.
        if both.count < min(single[first].count, single[second].count) { test(first, second, both) }
      }
    }
    return (tests, tested)
  }

  private func found(_ tested: Tested) -> Found {
    let isPair = tested.first != tested.second
    return Found(
      conditions: isPair
        ? [features[tested.first], features[tested.second]] : [features[tested.first]],
      rows: isPair
        ? members[tested.first].intersection(members[tested.second]) : members[tested.first],
      size: tested.size, errors: tested.errors, p: tested.p, q: tested.q)
  }

  private func slices(
    _ kept: [(found: Found, merged: [[String]])], resamples: Int, seed: Int
  ) -> [Slice] {
    let errors = wrong.count
    let differences = resampledDifferences(kept.map(\.found.rows), resamples: resamples, seed: seed)
    return kept.enumerated().map { index, item in
      let found = item.found
      let rate = Proportion(count: found.errors, total: found.size)
      let rest = Proportion(count: errors - found.errors, total: reviews - found.size)
      return Slice(
        conditions: found.conditions, rate: rate, rest: rest,
        difference: Estimate(value: rate.value - rest.value, resampled: differences[index]),
        p: found.p, adjusted: found.q,
        excess: Double(found.errors) - Double(found.size) * rest.value, merged: item.merged)
    }
  }

  /// The differences of the error rates inside and outside of slices in each resample; NaN where a side is empty.
  private func resampledDifferences(
    _ slices: [BitSet], resamples: Int, seed: Int
  ) -> [[Double]] {
    var differences = [[Double]](repeating: [], count: slices.count)
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    // For each review, in order, whether it is wrong, and the slices that contain it.
    let isWrong = order.map { wrong.contains($0) }
    let places = slices.map { slice in order.indices.filter { slice.contains(order[$0]) } }
    var resampler = Resampler(items: reviews, seed: seed)
    for _ in 0..<(slices.isEmpty ? 0 : max(0, resamples)) {
      resampler.draw()
      var errors = 0
      for place in isWrong.indices where isWrong[place] {
        errors += Int(resampler.multiplicities[place])
      }
      for (index, places) in places.enumerated() {
        var (size, inside) = (0, 0)
        for place in places {
          let multiplicity = Int(resampler.multiplicities[place])
          size += multiplicity
          if isWrong[place] { inside += multiplicity }
        }
        let rest = reviews - size
        differences[index].append(
          size > 0 && rest > 0
            ? Double(inside) / Double(size) - Double(errors - inside) / Double(rest) : .nan)
      }
    }
    return differences
  }
}
