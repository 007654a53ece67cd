/// What happens to the output while words go and come, from the largest score to the smallest.
public struct RemovalCurve: Sendable {
  /// `F` without the first *k* words, for *k* from 0 to the number of words.
  public let without: [Double]
  /// `F` with no words but the first *k*.
  public let only: [Double]

  /// Takes words away one by one, and lets them come one by one.
  ///
  /// - Parameters:
  ///   - order: The words, the most important first.
  ///   - game: The review, whose players are its words.
  /// - Complexity: Two values of the game a word.
  init(_ order: [Int], in game: CoalitionGame) {
    without = game.values(ofLeaving: order)
    only = game.values(ofJoining: order)
  }

  /// The number of words.
  public var words: Int { without.count - 1 }

  /// Where the mean curves of a study have their points: 0, 5, …, 100 % of the words.
  public static let shares = (0...20).map { Double($0) / 20 }

  /// A curve at ``shares``, straight between whole words.
  static func sampled(_ values: [Double]) -> [Double] {
    shares.map { share in
      let place = share * Double(values.count - 1)
      let below = min(Int(place), max(0, values.count - 2))
      let above = min(below + 1, values.count - 1)
      return values[below] + (place - Double(below)) * (values[above] - values[below])
    }
  }

  /// The area under a curve over the share of words, from 0 to 1, by the trapezoid rule.
  static func area(_ values: [Double]) -> Double? {
    guard let first = values.first, let last = values.last, values.count > 1 else { return nil }
    return (values.reduce(0, +) - (first + last) / 2) / Double(values.count - 1)
  }
}
