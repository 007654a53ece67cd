import Classifier
package import LinearAlgebra

/// The activation patterns of the hidden units over a set of reviews: after average pooling, reviews with the same pattern
/// share one direction of the gradient, up to its length.
///
/// With few patterns, and directions that hardly differ, the network is piecewise a bag of words: each word has one weight
/// per piece.
public struct ActivationPatterns: Sendable {
  /// The activity of the hidden units for one review.
  package struct Review: Sendable {
    /// Whether each unit of each layer is active.
    package let pattern: [Bool]
    /// `∂z/∂m` divided by its length, 1 × D.
    package let direction: Matrix
    /// The number of units that switch on the path from padding to the review.
    package let switches: Int

    /// Creates an activity that was measured before.
    package init(pattern: [Bool], direction: Matrix, switches: Int) {
      (self.pattern, self.direction, self.switches) = (pattern, direction, switches)
    }

    /// Creates the activity for a review; nil unless there is a closed form with one logit.
    init?(_ review: ReviewInput) {
      guard let pooled = review.pooled, review.output.logits == 1 else { return nil }
      let states = pooled.states(atMean: review.mean)
      pattern = states.dropLast().flatMap { state in state.row(0).map { $0 > 0 } }
      let gradient = pooled.gradient(of: Output(.logit).direction, through: states)
      let length = dot(gradient.lanes.span, gradient.lanes.span).squareRoot()
      direction = length > 0 ? (1 / length) * gradient : gradient
      let start = Baseline.pad.row(for: review)
      switches =
        pooled.linearPieces(from: start, to: review.mean).count - 1
    }
  }

  /// The number of hidden units.
  public let units: Int
  /// The number of reviews with each pattern, in descending order.
  public let counts: [Int]
  /// The smallest cosine between the directions of two patterns.
  public let smallestCosine: Double
  /// The share of reviews on whose path from padding no unit switches.
  public let straightShare: Double
  /// The mean number of switches on that path.
  public let meanSwitches: Double
  /// The maximum number of switches on that path.
  public let mostSwitches: Int

  /// Returns the share of reviews that the most common patterns cover.
  ///
  /// - Parameter count: The number of patterns.
  /// - Returns: From 0 to 1.
  public func share(ofFirst count: Int) -> Double {
    Double(counts.prefix(count).reduce(0, +)) / Double(counts.reduce(0, +))
  }

  /// Summarizes reviews; nil if there are none.
  init?(_ reviews: [Review]) {
    guard !reviews.isEmpty else { return nil }
    units = reviews[0].pattern.count
    var directions: [[Bool]: Matrix] = [:]
    var counts: [[Bool]: Int] = [:]
    for review in reviews {
      counts[review.pattern, default: 0] += 1
      directions[review.pattern] = directions[review.pattern] ?? review.direction
    }
    self.counts = counts.values.sorted(by: >)
    let all = Array(directions.values)
    var smallest = 1.0
    for (index, first) in all.enumerated() {
      for second in all[..<index] {
        smallest = min(smallest, dot(first.lanes.span, second.lanes.span))
      }
    }
    smallestCosine = smallest
    straightShare =
      Double(reviews.count { $0.switches == 0 }) / Double(reviews.count)
    meanSwitches =
      Double(reviews.reduce(0) { $0 + $1.switches }) / Double(reviews.count)
    mostSwitches = reviews.map(\.switches).max() ?? 0
  }
}
