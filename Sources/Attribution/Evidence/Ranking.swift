import LinearAlgebra

/// The words of a review from the largest score to the smallest, as far as the scores say.
///
/// Scores that differ by rounding only are tied. Ties between words that are interchangeable for the model may be broken in
/// any way; for others the order would be an invention, and what depends on it is averaged over several random orders.
struct Ranking {
  /// How many orders stand for all orders of tied words.
  static let orders = 10

  /// The words of each tie, from the largest score down.
  private let ties: [[Int]]
  /// Whether every tie is between interchangeable words.
  private let isSettled: Bool

  /// Ranks words.
  ///
  /// - Parameters:
  ///   - levels: For each word its level, 0 for the smallest score.
  ///   - kinds: For each word a number that interchangeable ones share.
  init(levels: [Int], kinds: [Int]) {
    var ties = [[Int]](repeating: [], count: (levels.max() ?? -1) + 1)
    for (word, level) in levels.enumerated() { ties[ties.count - 1 - level].append(word) }
    self.ties = ties
    isSettled = ties.allSatisfy { tie in tie.allSatisfy { kinds[$0] == kinds[tie[0]] } }
  }

  /// Orders of all words that agree with the scores: one where that is enough, otherwise several random ones.
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
