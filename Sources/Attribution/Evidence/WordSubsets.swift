import LinearAlgebra

/// Random sets of words, and how much the output falls without each.
struct WordSubsets: Sendable {
  /// The words of all sets, one set behind the other.
  private let words: [Int]
  /// Where each set ends.
  private let ends: [Int]
  /// `F(x) − F(x without the set)`.
  let falls: [Double]

  /// Takes sets of words away.
  ///
  /// - Parameters:
  ///   - sets: The sets.
  ///   - game: The review, whose players are its words.
  /// - Complexity: One value of the game a set.
  init(_ sets: [[Int]], in game: CoalitionGame) {
    let full = game.full
    let value = game.value(of: full)
    words = sets.flatMap(\.self)
    var end = 0
    ends = sets.map { set in
      end += set.count
      return end
    }
    falls = sets.map { set in
      var rest = full
      for word in set { game.remove(word, from: &rest) }
      return value - game.value(of: rest)
    }
  }

  /// Draws sets of one size.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - size: The number of words in each.
  ///   - words: The number of words there are.
  ///   - random: Where they come from.
  /// - Returns: The sets, each equally likely.
  static func draw(
    _ count: Int, of size: Int, from words: Int, using random: inout SplitMix64
  ) -> [[Int]] {
    var deck = Array(0..<words)
    return (0..<count).map { _ in
      // The first cards of a shuffle, without the rest of it.
      for card in 0..<size { deck.swapAt(card, card + random.below(words - card)) }
      return Array(deck[..<size])
    }
  }

  /// The sum of the scores in each set.
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
