import LinearAlgebra
import SourceText

/// The straight path from a baseline to a review, along which a gradient is averaged.
struct IntegratedPath {
  /// The maximum number of steps after doubling.
  static let mostSteps = 4096

  let rule: QuadratureRule
  private let steps: Int
  private let tolerance: Double
  /// The nodes of the quadrature, which take O(n²) to compute: once for all reviews.
  private let nodes: [QuadratureRule.Node]

  /// Creates a path.
  ///
  /// - Parameters:
  ///   - rule: The quadrature rule.
  ///   - steps: The number of steps of a quadrature.
  ///   - tolerance: The convergence delta at which doubling of the steps ends; 0 keeps their number.
  init(rule: QuadratureRule = .exact, steps: Int = 50, tolerance: Double = 1e-4) {
    self.rule = rule
    self.steps = steps
    self.tolerance = tolerance
    nodes = rule.nodes(steps: steps)
  }

  /// Takes its options.
  ///
  /// - Parameters:
  ///   - options: The options of a method.
  ///   - standard: The path if nothing is given.
  init(options: inout Options, default standard: IntegratedPath) {
    self.init(
      rule: options.take("rule", default: standard.rule),
      steps: options.take("steps", default: standard.steps, in: 1...Self.mostSteps),
      tolerance: options.take("tolerance", default: standard.tolerance, in: 0...1))
  }

  /// Returns `(eₜ − bₜ) · ∫₀¹ ∂F/∂eₜ (b + α(e − b)) dα` for each position.
  ///
  /// - Parameters:
  ///   - start: The baseline `b`.
  ///   - review: The review.
  /// - Returns: One number per position.
  func attributions(from start: PathStart, to review: ReviewInput) -> [Double] {
    if rule == .exact, let pooled = review.pooled {
      let gradient = pooled.integratedGradient(
        from: start.mean, to: review.mean, of: review.output)
      return review.contributions(of: gradient, from: start)
    }
    return integral(from: start, to: review) { points, distance in
      review.gradients(at: points).map { Matrix([distance.rowDots($0)]) }
    }.row(0)
  }

  /// Returns the sum of ``attributions(from:to:)`` over several baselines.
  func attributions(summedOver starts: [PathStart], to review: ReviewInput) -> [Double] {
    if rule == .exact, let pooled = review.pooled {
      let gradients = starts.indices.map {
        pooled.integratedGradient(from: starts[$0].mean, to: review.mean, of: review.output)
      }
      return review.contributions(of: gradients, fromEach: starts)
    }
    return starts.reduce(into: [Double](repeating: 0, count: review.length)) { sums, start in
      let shares = attributions(from: start, to: review)
      for position in sums.indices { sums[position] += shares[position] }
    }
  }

  /// Returns the integral `∫₀¹ f dα` of contributions along the path, which should sum to `F(e) − F(b)`.
  ///
  /// While the sum is outside the tolerance, the path is split into twice as many parts, each with the nodes of the rule:
  /// the number of steps doubles, and the nodes are reused.
  ///
  /// - Parameters:
  ///   - start: The baseline `b`.
  ///   - review: The review.
  ///   - integrand: `f` at points of the path, L × D each; its second argument is `e − b`.
  /// - Returns: In the shape of `f`.
  func integral(
    from start: PathStart, to review: ReviewInput,
    of integrand: ([Matrix], Matrix) -> [Matrix]
  ) -> Matrix {
    let base = start.matrix(positions: review.length)
    let distance = review.embedded - base
    let change = review.value - review.value(at: base)
    var parts = 1
    while true {
      var total: Matrix?
      let steps = (0..<parts).flatMap { part in
        nodes.map { node in
          (
            position: (Double(part) + node.position) / Double(parts),
            weight: node.weight / Double(parts)
          )
        }
      }
      for first in stride(from: 0, to: steps.count, by: review.pointsPerBatch) {
        let some = steps[first..<min(first + review.pointsPerBatch, steps.count)]
        let terms = integrand(some.map { base + $0.position * distance }, distance)
        for (step, term) in zip(some, terms) {
          total = total.map { $0 + step.weight * term } ?? step.weight * term
        }
      }
      let found = total ?? Matrix(rows: 1, columns: review.length)
      let error = abs(found.elements.reduce(0, +) - change)
      if error <= tolerance || tolerance == 0 || 2 * parts * nodes.count > Self.mostSteps {
        return found
      }
      parts *= 2
    }
  }
}
