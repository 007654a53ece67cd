/// Bootstrap resamples: items drawn with replacement, as many as there are, as the number of times that each is drawn.
///
/// Statistics of a resample are weighted statistics of the items, so items are sorted or classified once for all resamples,
/// and memory does not grow with their number. Two resamplers with the same seed draw the same resamples, so that
/// differences between statistics are paired.
///
///     var resampler = Resampler(items: values.count, seed: 1)
///     for _ in 0..<1000 {
///       resampler.draw()
///       means.append(zip(values, resampler.multiplicities).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(values.count))
///     }
///
/// - Source: Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 6.
public struct Resampler: Sendable {
  /// The number of times that each item is in the last resample; zeros before the first.
  public private(set) var multiplicities: [Int32]
  private var random: SplitMix64

  /// Creates a resampler.
  ///
  /// - Parameters:
  ///   - items: The number of items.
  ///   - seed: The seed.
  ///   - purpose: Resamplers of different purposes are independent.
  public init(items: Int, seed: Int, for purpose: String = "bootstrap") {
    multiplicities = Array(repeating: 0, count: max(0, items))
    random = SplitMix64(seed: UInt64(bitPattern: Int64(seed)), for: purpose)
  }

  /// Draws the next resample.
  ///
  /// - Complexity: O(items).
  public mutating func draw() {
    let count = multiplicities.count
    for index in 0..<count { multiplicities[index] = 0 }
    for _ in 0..<count { multiplicities[random.below(count)] += 1 }
  }
}

/// Returns a quantile of sorted numbers, interpolated linearly between two of them (type 7 of Hyndman and Fan).
///
/// - Parameters:
///   - share: From 0 to 1.
///   - sorted: At least one number, in ascending order.
/// - Returns: The quantile.
public func quantile(_ share: Double, ofSorted sorted: [Double]) -> Double {
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}
