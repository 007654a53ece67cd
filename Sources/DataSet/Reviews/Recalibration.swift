internal import LinearAlgebra

/// Logistic recalibration: the maximum-likelihood fit of `P(y = 1) = σ(a + b x)` to weighted outcomes.
///
/// The values are standardized, and Newton's method without a ridge runs to the optimum.
///
/// - Source: Cox, *Two Further Applications of a Model for Binary Regression*, 1958.
struct Recalibration {
  /// The standardized values, in ascending order.
  private let values: [Double]
  private let outcomes: [Bool]
  private let centre: Double
  private let scale: Double

  /// An intercept and a slope for standardized values.
  private struct Point {
    var intercept = 0.0
    var slope = 0.0
  }

  /// Creates the fit.
  ///
  /// - Parameters:
  ///   - values: x, in ascending order, all finite.
  ///   - outcomes: As many outcomes.
  /// - Throws: The reason why no fit exists.
  init(values: [Double], outcomes: [Bool]) throws(Undecidable) {
    let count = Double(values.count)
    guard outcomes.contains(true), outcomes.contains(false) else { throw .oneClass }
    guard let first = values.first, let last = values.last, first < last else { throw .allEqual }
    let centre = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / count
    let scale = variance.squareRoot()
    self.values = values.map { ($0 - centre) / scale }
    self.outcomes = outcomes
    self.centre = centre
    self.scale = scale
  }

  /// Returns the intercept and the slope for weighted outcomes.
  ///
  /// - Parameters:
  ///   - weights: One per value.
  ///   - start: An earlier fit to start from.
  /// - Returns: The fit.
  /// - Throws: The reason why no fit exists.
  func fit(
    weights: [Int32], start: (intercept: Double, slope: Double)? = nil
  ) throws(Undecidable) -> (intercept: Double, slope: Double) {
    try requireOverlap(weights)
    var point = Point()
    if let start {
      point.slope = start.slope * scale
      point.intercept = start.intercept + start.slope * centre
    }
    guard
      let fit = newton(weights, from: point, isDamped: false)
        ?? newton(weights, from: Point(), isDamped: true)
    else { throw .noConvergence }
    return (fit.intercept - fit.slope * centre / scale, fit.slope / scale)
  }

  /// The optimum is finite and unique if and only if the values of both outcomes overlap (Albert and Anderson 1984).
  private func requireOverlap(_ weights: [Int32]) throws(Undecidable) {
    var lowest: (no: Double?, yes: Double?) = (nil, nil)
    var highest: (no: Double, yes: Double) = (0, 0)
    for index in values.indices where weights[index] > 0 {
      let value = values[index]
      if outcomes[index] {
        if lowest.yes == nil { lowest.yes = value }
        highest.yes = value
      } else {
        if lowest.no == nil { lowest.no = value }
        highest.no = value
      }
    }
    guard let no = lowest.no, let yes = lowest.yes else { throw .oneClass }
    guard no < highest.yes, yes < highest.no else {
      throw no == highest.yes && yes == highest.no ? .allEqual : .separable
    }
  }

  private func newton(_ weights: [Int32], from start: Point, isDamped: Bool) -> Point? {
    var point = start
    var likelihood = isDamped ? logLikelihood(weights, point) : 0
    for _ in 0..<(isDamped ? 200 : 20) {
      guard let step = step(weights, point) else { return nil }
      var size = 1.0
      var next = Point(intercept: point.intercept + step.intercept, slope: point.slope + step.slope)
      if isDamped {
        var nextLikelihood = logLikelihood(weights, next)
        // At the optimum both agree up to rounding, which must not halve the step forever.
        while nextLikelihood < likelihood - 1e-12 * abs(likelihood), size > 1e-6 {
          size /= 2
          next.intercept = point.intercept + size * step.intercept
          next.slope = point.slope + size * step.slope
          nextLikelihood = logLikelihood(weights, next)
        }
        likelihood = nextLikelihood
      }
      guard next.intercept.isFinite, next.slope.isFinite else { return nil }
      point = next
      let change = size * max(abs(step.intercept), abs(step.slope))
      // Convergence is quadratic: the next step would be about the square of this one.
      if change <= 1e-9 * max(1, abs(point.intercept), abs(point.slope)) { return point }
    }
    return nil
  }

  /// The Newton step: the gradient multiplied by the inverse of the information matrix.
  private func step(_ weights: [Int32], _ point: Point) -> Point? {
    var (g0, g1, h00, h01, h11) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in values.indices where weights[index] != 0 {
      let weight = Double(weights[index])
      let x = values[index]
      let p = sigmoid(point.intercept + point.slope * x)
      let residual = weight * ((outcomes[index] ? 1 : 0) - p)
      let information = weight * p * (1 - p)
      g0 += residual
      g1 += residual * x
      h00 += information
      h01 += information * x
      h11 += information * x * x
    }
    let determinant = h00 * h11 - h01 * h01
    guard determinant > 1e-14 * h00 * h11 else { return nil }
    return Point(
      intercept: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant)
  }

  private func logLikelihood(_ weights: [Int32], _ point: Point) -> Double {
    values.indices.reduce(0.0) { sum, index in
      guard weights[index] != 0 else { return sum }
      let logit = point.intercept + point.slope * values[index]
      return sum - Double(weights[index]) * softplus(outcomes[index] ? -logit : logit)
    }
  }
}
