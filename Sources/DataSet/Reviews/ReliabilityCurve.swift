internal import LinearAlgebra

/// Probabilities in ascending order with their outcomes, in bins of about equally many reviews.
///
/// Equal probabilities share a bin: a review is in bin `⌊B r / n⌋`, where `r` is the number of reviews with a lower probability.
struct ReliabilityCurve {
  private let probabilities: [Double]
  private let outcomes: [Bool]
  private let binCount: Int
  /// A probability of 0 or 1 has no logit, so it is taken to be this far from it.
  private static let margin = 0x1p-52

  init(probabilities: [Double], outcomes: [Bool], bins: Int) {
    self.probabilities = probabilities
    self.outcomes = outcomes
    binCount = bins
  }

  /// Calls a function for each bin with its range of places.
  private func forEachBin(_ weights: [Int32], _ body: (Range<Int>) -> Void) {
    let total = weights.reduce(0) { $0 + Int($1) }
    var (before, start, current) = (0, 0, 0)
    var cumulative = 0
    for place in probabilities.indices {
      if place == 0 || probabilities[place] != probabilities[place - 1] { before = cumulative }
      let bin = min(binCount - 1, before * binCount / max(1, total))
      if bin != current {
        if start < place { body(start..<place) }
        (start, current) = (place, bin)
      }
      cumulative += Int(weights[place])
    }
    if start < probabilities.count { body(start..<probabilities.count) }
  }

  /// Returns the expected calibration error `Σ_b n_b/n |p̄_b − ȳ_b|` of weighted reviews.
  func expectedError(_ weights: [Int32]) -> Double {
    var sum = 0.0
    forEachBin(weights) { range in
      var difference = 0.0
      for place in range {
        difference += Double(weights[place]) * (probabilities[place] - (outcomes[place] ? 1 : 0))
      }
      sum += abs(difference)
    }
    return sum / Double(probabilities.count)
  }

  /// Returns the bins, without empty ones.
  func bins() -> [CalibrationResult.Bin] {
    var bins: [CalibrationResult.Bin] = []
    forEachBin(Array(repeating: 1, count: probabilities.count)) { range in
      bins.append(
        CalibrationResult.Bin(
          lowest: probabilities[range.lowerBound], highest: probabilities[range.upperBound - 1],
          mean: probabilities[range].reduce(0, +) / Double(range.count),
          observed: Proportion(count: outcomes[range].count { $0 }, total: range.count)))
    }
    return bins
  }

  /// The number of probabilities of exactly 0 or 1.
  var clamped: Int { probabilities.count { $0 == 0 || $0 == 1 } }

  /// The logistic recalibration of all reviews.
  var recalibration: Decided<(model: Recalibration, whole: (intercept: Double, slope: Double))> {
    let logits = probabilities.map { probability in
      let inside = min(1 - Self.margin, max(Self.margin, probability))
      return log(inside) - log(1 - inside)
    }
    return Decided { () throws(Undecidable) in
      let model = try Recalibration(values: logits, outcomes: outcomes)
      return (model, try model.fit(weights: Array(repeating: 1, count: logits.count)))
    }
  }
}
