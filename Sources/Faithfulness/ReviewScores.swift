/// The values of the metrics for one review; NaN if undefined or not evaluated.
package struct ReviewScores: Sendable {
  /// Both curves of one explanation, averaged over the orders that ties allow.
  package struct Curve: Sendable {
    /// The probability without the most important share of the words.
    package let deletion: [Double]
    /// The probability with only these words.
    package let insertion: [Double]

    /// Creates curves that were computed before.
    package init(deletion: [Double], insertion: [Double]) {
      (self.deletion, self.insertion) = (deletion, insertion)
    }

    init(_ curves: [RemovalCurve]) {
      deletion = Self.mean(curves.map { RemovalCurve.sampled($0.deletion) })
      insertion = Self.mean(curves.map { RemovalCurve.sampled($0.insertion) })
    }

    /// Returns the mean of several curves at each of their points.
    static func mean(_ curves: [[Double]]) -> [Double] {
      RemovalCurve.shares.indices.map { point in
        curves.reduce(0) { $0 + $1[point] } / Double(curves.count)
      }
    }
  }

  /// The values for one method.
  package struct Method: Sendable {
    /// One value per metric.
    package let own: [Double]
    /// One value per metric for the scores in a random order.
    package let random: [Double]
    /// One value per metric for the scores with the opposite sign.
    package let reversed: [Double]
    /// Whether all words have the same score.
    package let isConstant: Bool
    /// The curves.
    package let curve: Curve

    /// Creates values that were computed before.
    package init(
      own: [Double], random: [Double], reversed: [Double], isConstant: Bool, curve: Curve
    ) {
      (self.own, self.random, self.reversed) = (own, random, reversed)
      (self.isConstant, self.curve) = (isConstant, curve)
    }
  }

  /// One value per metric for attributions that are the same for every word.
  package let constant: [Double]
  /// The curves of words in a random order.
  package let chance: Curve
  /// The values for each method.
  package var methods: [Method] = []

  /// Creates values, so far without those of methods.
  package init(constant: [Double], chance: Curve) {
    (self.constant, self.chance) = (constant, chance)
  }
}
