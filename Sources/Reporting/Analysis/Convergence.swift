import Attribution
import SourceText

/// Quadrature rules for the integral of a gradient, compared with its exact value.
struct Convergence {
  /// A quadrature rule on the interval from 0 to 1.
  struct Rule: Sendable {
    /// The name in value paths.
    let name: String
    /// The name on pages.
    let title: String
    /// The nodes and their weights.
    let nodes: @Sendable (_ steps: Int) -> [(position: Double, weight: Double)]
  }

  /// The textbook rules that this program implements.
  static let textbook: [Rule] = [
    Rule("left", .left), Rule("right", .right), Rule("trapezoid", .trapezoid),
    Rule("middle", .middle), Rule("Gauss–Legendre", .gaussLegendre),
  ]

  /// The rules of other programs that differ from the textbook rule of the same name.
  static let peers: [Rule] = [
    // captum/attr/_utils/approximation_methods.py: np.linspace(0, 1, n), weights 1/n, halved at both ends.
    Rule(name: "captum-trapezoid", title: "Captum’s trapezoid") { steps in
      (0..<steps).map {
        (Double($0) / Double(steps - 1), ($0 == 0 || $0 == steps - 1 ? 0.5 : 1) / Double(steps))
      }
    },
    // lit_nlp/components/gradient_maps.py: np.linspace(0, 1, n + 1), of which the first n are evaluated; then the mean
    // of neighbours' means.
    Rule(name: "lit", title: "LIT") { steps in
      (0..<steps).map {
        (Double($0) / Double(steps), ($0 == 0 || $0 == steps - 1 ? 0.5 : 1) / Double(steps - 1))
      }
    },
  ]

  static let rules = textbook + peers

  /// The number of steps of the `convergence` values: Captum's default.
  static let standardSteps = 50

  let line: BaselinePath

  /// Returns the convergence delta of a rule, `Σ attributions − (F(x) − F(baseline))`.
  ///
  /// The attributions of all positions sum to the integral of the slope along the line, so the sum is taken over slopes.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - steps: The number of steps, at least 2.
  /// - Returns: The delta in the unit of the output.
  func delta(of rule: Rule, steps: Int) -> Double {
    rule.nodes(steps).reduce(0) { $0 + $1.weight * line.slope(at: $1.position) } - line.change
  }

  /// The convergence delta of the closed form; nil if there is none.
  var exactDelta: Double? {
    guard line.analysis.explained.pooled != nil else { return nil }
    return IntegratedGradients(baseline: line.baseline).attribute(line.analysis.explained)
      .convergenceDelta
  }
}

extension Convergence.Rule {
  fileprivate init(_ title: String, _ rule: QuadratureRule) {
    self.init(name: rule.rawValue, title: title) { steps in
      rule.nodes(steps: steps).map { ($0.position, $0.weight) }
    }
  }
}
