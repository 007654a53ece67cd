/// The convergence deltas of integrated gradients by quadrature rules, and by the closed form.
///
/// - Source: Sundararajan, Taly and Yan, *Axiomatic Attribution for Deep Networks*, 2017,
///   <https://arxiv.org/abs/1703.01365>, for the delta; the rules of other programs as in their sources.
package struct Convergence {
  /// A quadrature rule on the interval from 0 to 1.
  package struct Rule: Sendable {
    /// The name in value paths.
    package let name: String
    /// The name on pages.
    package let title: String
    /// The nodes and their weights.
    package let nodes: @Sendable (_ steps: Int) -> [(position: Double, weight: Double)]
  }

  /// The textbook rules that this program implements.
  package static let textbook: [Rule] = [
    Rule("left", .left), Rule("right", .right), Rule("trapezoid", .trapezoid),
    Rule("middle", .middle), Rule("Gauss–Legendre", .gaussLegendre),
  ]

  /// The rules of other programs that differ from the textbook rule of the same name.
  package static let peers: [Rule] = [
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

  /// All rules.
  package static let rules = textbook + peers

  private let path: BaselinePath

  /// Prepares the integral along a path.
  package init(on path: BaselinePath) { self.path = path }

  /// Returns the convergence delta of a rule, `Σ attributions − (F(x) − F(baseline))`.
  ///
  /// The attributions of all positions sum to the integral of the slope along the line, so the sum is taken over slopes.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - steps: The number of steps, at least 2.
  /// - Returns: The delta in the unit of the output.
  package func delta(of rule: Rule, steps: Int) -> Double {
    rule.nodes(steps).reduce(0) { $0 + $1.weight * path.slope(at: $1.position) } - path.change
  }

  /// The convergence delta of the closed form; nil if there is none.
  package var exactDelta: Double? {
    guard path.review.pooled != nil else { return nil }
    return IntegratedGradients(baseline: path.baseline).attribute(path.review).convergenceDelta
  }
}

extension Convergence.Rule {
  fileprivate init(_ title: String, _ rule: QuadratureRule) {
    self.init(name: rule.rawValue, title: title) { steps in
      rule.nodes(steps: steps).map { ($0.position, $0.weight) }
    }
  }
}
