/// The correlation of two lists of numbers, from −1 (opposite) to 1 (equal).
///
/// Numbers that differ by rounding only are equal: ranks that follow the last bit of a sum are meaningless. If one list is
/// constant there is nothing to compare, and the result is nil, never NaN.
public enum RankCorrelation {
  /// Numbers are equal if they differ by less than this share of the largest magnitude.
  static let tolerance = 1e-12

  /// Returns Kendall's τ-b: concordant minus discordant pairs, as a share of the pairs that are tied in neither list.
  ///
  ///     τ = (C − D) / √((n₀ − n₁)(n₀ − n₂)),   n₀ = n(n − 1)/2, n₁ and n₂ the tied pairs of each list
  ///
  /// - Parameters:
  ///   - first: Some numbers.
  ///   - second: As many numbers.
  /// - Returns: From −1 to 1; nil if one list is constant, has fewer than two numbers, or one that is not finite.
  /// - Complexity: O(*n* log *n*).
  /// - Source: Knight, *A Computer Method for Calculating Kendall's Tau with Ungrouped Data*, 1966,
  ///   <https://doi.org/10.1080/01621459.1966.10480879>.
  public static func kendall(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "\(first.count) numbers against \(second.count)")
    guard let first = levels(first), let second = levels(second) else { return nil }
    return kendall(levels: first, second)
  }

  /// Returns Spearman's ρ: the correlation of the ranks, with tied numbers sharing their mean rank.
  ///
  /// - Parameters:
  ///   - first: Some numbers.
  ///   - second: As many numbers.
  /// - Returns: From −1 to 1; nil if one list is constant, has fewer than two numbers, or one that is not finite.
  /// - Complexity: O(*n* log *n*).
  /// - Source: Spearman, *The Proof and Measurement of Association between Two Things*, 1904,
  ///   <https://doi.org/10.2307/1412159>.
  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "\(first.count) numbers against \(second.count)")
    guard let first = levels(first), let second = levels(second) else { return nil }
    return pearson(ranks(first), ranks(second))
  }

  /// Returns Pearson's *r*: the cosine of the angle between the two centred lists.
  ///
  /// - Parameters:
  ///   - first: Some numbers.
  ///   - second: As many numbers.
  /// - Returns: From −1 to 1; nil if one list is constant, has fewer than two numbers, or one that is not finite.
  /// - Complexity: O(*n*).
  public static func pearson(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "\(first.count) numbers against \(second.count)")
    return centred(second).flatMap { correlation(first, withCentred: $0) }
  }

  /// Returns Pearson's *r* with a second list that is already ``centred(_:)``.
  package static func correlation(_ first: [Double], withCentred second: [Double]) -> Double? {
    centred(first).map { correlation(ofCentred: $0, second) }
  }

  /// Returns Pearson's *r* of two lists that are both ``centred(_:)``.
  static func correlation(ofCentred first: [Double], _ second: [Double]) -> Double {
    var product = 0.0
    for index in first.indices { product += first[index] * second[index] }
    return min(1, max(-1, product))
  }

  /// Numbers the distinct values from the smallest, 0, upwards; equal values have the same level.
  ///
  /// - Parameter values: Some numbers.
  /// - Returns: One level per number; nil if one is not finite.
  /// - Complexity: O(*n* log *n*).
  package static func levels(_ values: [Double]) -> [Int]? {
    guard values.allSatisfy(\.isFinite) else { return nil }
    let margin = tolerance * (values.map(abs).max() ?? 0)
    var levels = [Int](repeating: 0, count: values.count)
    var level = -1
    var floor = -Double.infinity
    var order = values.enumerated().map { (value: $1, index: $0) }
    order.sort { $0.value < $1.value }
    for (value, index) in order {
      // Relative to the level's smallest number, many small steps cannot accumulate to a wide level.
      if value - floor > margin || level < 0 {
        level += 1
        floor = value
      }
      levels[index] = level
    }
    return levels
  }

  /// Returns Kendall's τ-b of levels; nil if one list is constant.
  package static func kendall(levels first: [Int], _ second: [Int]) -> Double? {
    let count = first.count
    let widths = (sizes(first), sizes(second))
    let pairs = count * (count - 1) / 2
    let tied = (widths.0.reduce(0, pairsAmong), widths.1.reduce(0, pairsAmong))
    guard pairs > tied.0, pairs > tied.1 else { return nil }
    // Sorted by the first list, and by the second among ties, each discordant pair is an inversion.
    var jointlyTied = 0
    var inversions = 0
    var run = 0
    var last = -1
    var seen = [Int](repeating: 0, count: widths.1.count + 1)
    let order = zip(first, second).map { $0 * count + $1 }.sorted()
    for (place, key) in order.enumerated() {
      run = key == last ? run + 1 : 0
      jointlyTied += run
      last = key
      // A Fenwick tree counts the earlier numbers whose level is at most this one's.
      let level = key % count
      var notAbove = 0
      var node = level + 1
      while node > 0 {
        notAbove += seen[node]
        node -= node & -node
      }
      inversions += place - notAbove
      node = level + 1
      while node < seen.count {
        seen[node] += 1
        node += node & -node
      }
    }
    let score = pairs - tied.0 - tied.1 + jointlyTied - 2 * inversions
    return Double(score) / (Double(pairs - tied.0) * Double(pairs - tied.1)).squareRoot()
  }

  /// Returns the mean rank of each number's level.
  package static func ranks(_ levels: [Int]) -> [Double] {
    var below = 0
    let ranks = sizes(levels).map { size in
      defer { below += size }
      return Double(below) + Double(size + 1) / 2
    }
    return levels.map { ranks[$0] }
  }

  /// Returns the number of members of each level.
  private static func sizes(_ levels: [Int]) -> [Int] {
    var sizes = [Int](repeating: 0, count: (levels.max() ?? -1) + 1)
    for level in levels { sizes[level] += 1 }
    return sizes
  }

  private static func pairsAmong(_ pairs: Int, _ size: Int) -> Int {
    pairs + size * (size - 1) / 2
  }

  /// Returns the centred numbers as a vector of length 1; nil if they differ by rounding only.
  package static func centred(_ values: [Double]) -> [Double]? {
    guard values.count > 1, values.allSatisfy(\.isFinite) else { return nil }
    let largest = values.map(abs).max() ?? 0
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    let distances = values.map { $0 - mean }
    let widest = distances.map(abs).max() ?? 0
    guard widest > tolerance * largest else { return nil }
    // Scaled first, so that squares neither vanish nor overflow.
    let length = distances.reduce(0) { $0 + ($1 / widest) * ($1 / widest) }.squareRoot() * widest
    return distances.map { $0 / length }
  }
}
