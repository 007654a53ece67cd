import LinearAlgebra

/// The words of a review in descending order of their scores, as far as the scores determine it.
///
/// Scores that differ by rounding only are tied. Ties between words that are interchangeable for the model may be broken in
/// any way; for others an order would be arbitrary, so results that depend on it are averaged over several random orders.
struct Ranking {
  /// The number of random orders that represent all orders of tied words.
  static let orders = 10

  /// The words of each tie, in descending order of scores.
  private let ties: [[Int]]
  /// Whether every tie is between interchangeable words.
  private let isSettled: Bool

  /// Ranks words.
  ///
  /// - Parameters:
  ///   - levels: The level of each word, 0 for the smallest score.
  ///   - kinds: One number per word, shared by interchangeable ones.
  init(levels: [Int], kinds: [Int]) {
    var ties = [[Int]](repeating: [], count: (levels.max() ?? -1) + 1)
    for (word, level) in levels.enumerated() { ties[ties.count - 1 - level].append(word) }
    self.ties = ties
    isSettled = ties.allSatisfy { tie in tie.allSatisfy { kinds[$0] == kinds[tie[0]] } }
  }

  /// Returns orders of all words that agree with the scores: one if that is enough, otherwise several random ones.
  func orders(using random: inout SplitMix64) -> [[Int]] {
    guard !isSettled else { return [ties.flatMap(\.self)] }
    return (0..<Self.orders).map { _ in
      ties.flatMap { tie in
        var tie = tie
        random.shuffle(&tie)
        return tie
      }
    }
  }
}
