import Attribution
import LinearAlgebra

/// Random sets of words, and the decrease of the output without each.
struct WordSubsets: Sendable {
  /// The concatenated words of all sets.
  private let words: [Int]
  /// The end index of each set.
  private let ends: [Int]
  /// `F(x) − F(x without the set)`.
  let falls: [Double]

  /// Removes sets of words.
  ///
  /// - Parameters:
  ///   - sets: The sets.
  ///   - game: The review, whose players are its words.
  /// - Complexity: One value of the game per set.
  init(_ sets: [[Int]], in game: CoalitionGame) {
    let value = game.value(of: game.full)
    words = sets.flatMap(\.self)
    var end = 0
    ends = sets.map { set in
      end += set.count
      return end
    }
    falls = game.values(withoutEach: sets).map { value - $0 }
  }

  /// Draws sets of one size.
  ///
  /// - Parameters:
  ///   - count: The number of sets.
  ///   - size: The number of words in each.
  ///   - words: The total number of words.
  ///   - random: The source of random numbers.
  /// - Returns: The sets, each equally likely.
  static func draw(
    _ count: Int, of size: Int, from words: Int, using random: inout SplitMix64
  ) -> [[Int]] {
    var deck = Array(0..<words)
    return (0..<count).map { _ in
      // The first cards of a shuffle, without shuffling the rest.
      for card in 0..<size { deck.swapAt(card, card + random.below(words - card)) }
      return Array(deck[..<size])
    }
  }

  /// Returns the sum of the scores in each set.
  func sums(of scores: [Double]) -> [Double] {
    var start = 0
    return ends.map { end in
      var sum = 0.0
      for index in start..<end { sum += scores[words[index]] }
      start = end
      return sum
    }
  }
}
