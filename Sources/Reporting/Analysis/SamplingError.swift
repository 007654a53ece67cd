import Attribution
import HTML

/// The uncertainty of scores that a method estimates by sampling.
enum SamplingError {
  /// The number of standard errors to each side of a 95 % interval.
  static let width = 1.96

  /// Returns the words whose place in an order by magnitude is not settled: the 95 % interval of the difference from the word
  /// before or after contains 0.
  ///
  /// - Parameters:
  ///   - order: The indices of the words, strongest first.
  ///   - attribution: The scores.
  /// - Returns: Indices of words; none for exact scores. Words with equal scores share a place.
  static func unsettled(_ order: [Int], by attribution: Attribution?) -> Set<Int> {
    guard let attribution, let errors = attribution.standardErrors else { return [] }
    var unsettled: Set<Int> = []
    for (word, next) in zip(order, order.dropFirst()) {
      let gap = abs(attribution.scores[word]) - abs(attribution.scores[next])
      let error = (errors[word] * errors[word] + errors[next] * errors[next]).squareRoot()
      if gap > 0, gap < width * error { unsettled.formUnion([word, next]) }
    }
    return unsettled
  }

  /// Returns a sentence about the widest interval of each method with standard errors; empty if there are none.
  static func sentence(_ results: [ReviewAnalysis.Result]) -> String {
    let intervals = results.compactMap { result -> String? in
      guard let largest = result.attribution.standardErrors?.max(), largest > 0 else { return nil }
      let points = 100 * width * largest
      // A width is rounded up to a digit that is not 0.
      let number = NumberText.fixed(max(points, 0.01), digits: points < 1 ? 2 : 1)
      return "\(result.method.title) ±\(number)"
    }
    return intervals.isEmpty
      ? "" : " Sampled, with 95 % intervals of at most: \(intervals.joined(separator: ", "))."
  }
}
