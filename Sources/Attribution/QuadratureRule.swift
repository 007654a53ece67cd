/// A quadrature rule: an approximation of an integral from 0 to 1 by a weighted sum.
public enum QuadratureRule: String, CaseIterable, Sendable {
  /// The closed form if there is one, otherwise Gauss–Legendre.
  case exact
  /// Gauss–Legendre: exact for polynomials of degree 2n − 1 (Captum's default).
  case gaussLegendre = "gauss-legendre"
  /// The middle of each step.
  case middle = "riemann-middle"
  /// The beginning of each step.
  case left = "riemann-left"
  /// The end of each step.
  case right = "riemann-right"
  /// The trapezoid rule: both ends have half the weight.
  case trapezoid = "riemann-trapezoid"

  /// A point of the rule with its weight.
  ///
  /// The weights of a rule sum to 1.
  public struct Node: Hashable, Sendable {
    /// The point, from 0 to 1.
    public let position: Double
    /// Its weight.
    public let weight: Double
  }

  /// Returns the nodes of the rule.
  ///
  /// - Parameter steps: The number of steps, at least 1.
  /// - Returns: The nodes from left to right: one per step, and one more for the trapezoid rule.
  public func nodes(steps: Int) -> [Node] {
    let n = Double(steps)
    func riemann(_ offset: Double) -> [Node] {
      (0..<steps).map { Node(position: (Double($0) + offset) / n, weight: 1 / n) }
    }
    switch self {
    case .exact, .gaussLegendre:
      return steps == 50 ? Self.fiftyNodes : Self.gaussLegendreNodes(steps)
    case .left: return riemann(0)
    case .middle: return riemann(0.5)
    case .right: return riemann(1)
    case .trapezoid:
      return (0...steps).map {
        Node(position: Double($0) / n, weight: ($0 == 0 || $0 == steps ? 0.5 : 1) / n)
      }
    }
  }

  /// The 16 nodes of Gauss–Legendre, which integrate a smooth function to the last bit over a short interval.
  static let sixteenNodes = gaussLegendreNodes(16)

  /// The nodes for the default number of steps, cached for all methods.
  private static let fiftyNodes = gaussLegendreNodes(50)

  /// Returns the roots of the Legendre polynomial `Pₙ` by Newton's method, mapped to 0…1.
  private static func gaussLegendreNodes(_ n: Int) -> [Node] {
    (1...n).map { index in
      var x = -cosine(Double.pi * (Double(index) - 0.25) / (Double(n) + 0.5))
      var derivative = 1.0
      // Newton's method converges quadratically from Tricomi's guess: five steps reach the last bit.
      for _ in 0..<6 {
        let value: Double
        (value, derivative) = legendre(n, x)
        x -= value / derivative
      }
      derivative = legendre(n, x).derivative
      let weight = 1 / ((1 - x * x) * derivative * derivative)
      return Node(position: (x + 1) / 2, weight: weight)
    }
  }

  private static func legendre(_ n: Int, _ x: Double) -> (value: Double, derivative: Double) {
    var previous = 1.0
    var current = x
    for index in 0..<max(0, n - 1) {
      let k = Double(index + 2)
      (previous, current) = (current, ((2 * k - 1) * x * current - (k - 1) * previous) / k)
    }
    return (current, Double(n) * (x * current - previous) / (x * x - 1))
  }

  /// Returns the cosine on 0…π by its series, identical on every machine; about 10⁻¹² is accurate enough for a first guess.
  private static func cosine(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for index in 0..<16 {
      let k = Double(2 * index + 1)
      term *= -x * x / (k * (k + 1))
      sum += term
    }
    return sum
  }
}
