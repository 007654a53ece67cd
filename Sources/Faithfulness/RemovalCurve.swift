import Attribution
import LinearAlgebra

/// The output as words are removed and added, from the largest score to the smallest.
public struct RemovalCurve: Sendable {
  /// `F` without the first *k* words, for *k* from 0 to the number of words.
  public let deletion: [Double]
  /// `F` with only the first *k* words.
  public let insertion: [Double]
  /// The smallest *k* such that another class is predicted without the first *k* words; nil if there is none.
  ///
  /// With one logit `F` falls below ½ there, so it is meaningful for the predicted class only.
  public let flip: Int?

  /// Removes words one by one, and adds them one by one.
  ///
  /// - Parameters:
  ///   - order: The words, the most important first.
  ///   - game: The review, whose players are its words.
  /// - Complexity: Two values of the game per word.
  init(_ order: [Int], in game: CoalitionGame) {
    insertion = game.values(ofJoining: order)
    let output = game.outcome
    guard output.logits > 1 else {
      deletion = game.values(ofLeaving: order)
      flip = deletion.firstIndex { $0 < 0.5 }
      return
    }
    let logits = game.logits(ofLeaving: order)
    deletion = logits.map(output.value(at:))
    let classes = logits.map { logits in
      (0..<logits.columns).max { (logits[0, $0], $1) < (logits[0, $1], $0) }
    }
    flip = classes.firstIndex { $0 != classes[0] }
  }

  /// The number of words.
  public var words: Int { deletion.count - 1 }

  /// The points of a study's mean curves: 0, 5, …, 100 % of the words.
  public static let shares = (0...20).map { Double($0) / 20 }

  /// Returns a curve at ``shares``, interpolated linearly between whole words.
  static func sampled(_ values: [Double]) -> [Double] {
    shares.map { share in
      let place = share * Double(values.count - 1)
      let below = min(Int(place), max(0, values.count - 2))
      let above = min(below + 1, values.count - 1)
      return values[below] + (place - Double(below)) * (values[above] - values[below])
    }
  }

  /// Returns the area under a curve over the share of words, from 0 to 1, by the trapezoid rule.
  static func area(_ values: [Double]) -> Double? {
    guard let first = values.first, let last = values.last, values.count > 1 else { return nil }
    return (values.reduce(0, +) - (first + last) / 2) / Double(values.count - 1)
  }
}
