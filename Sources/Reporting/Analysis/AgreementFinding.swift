package import Attribution
import Classifier
import HTML
import LinearAlgebra

/// Why the contributions of a review agree about the order of its words, or why they need not: what is known of the
/// model, and what was measured of the run's methods.
package struct AgreementFinding {
  /// What the classifier offers.
  package let access: Demand
  /// How often hidden units switch between the baseline and the review; nil without a closed form.
  package let switches: Int?
  /// The number of hidden units that can switch.
  package let units: Int
  /// Whether the output depends on the logits of all classes.
  package let isSoftmax: Bool
  /// Those of the run's methods that follow the way from the baseline, by their titles.
  package let followers: [String]
  /// The lowest Kendall τ-b of two methods of contributions that tell words apart; nil where there are none.
  package let lowest: Double?
  private let start: String

  package init(_ analysis: ReviewAnalysis) {
    let explained = analysis.explained
    let experiment = Experiment(analysis)
    access = explained.explainer.offer
    switches = access == .network ? experiment.pieces.map { $0 - 1 } : nil
    units =
      explained.pooled?.layers.dropLast().filter { $0.activation == .relu }
      .reduce(0) { $0 + $1.kernel.columns } ?? 0
    isSoftmax = explained.output.isSoftmax
    start = Sentences.start(analysis)
    let telling = analysis.results.filter { $0.isContribution && !$0.attribution.isConstant }
    let baseline = experiment.baseline
    followers = telling.filter { Self.follows($0.method, from: baseline) }.map(\.method.title)
    let pairs = Agreement(telling.map { ($0.method.name, $0.attribution) }).pairs
    lowest = telling.indices.flatMap { row in
      telling.indices.dropFirst(row + 1).compactMap { pairs[row][$0]?.kendall }
    }.min()
  }

  /// Whether a method's numbers are distances from the baseline, or from zero, along the gradients of the way.
  private static func follows(_ method: ConfiguredMethod, from baseline: Baseline) -> Bool {
    switch method.name {
    case IntegratedGradients.name, DeepLift.name: method.method.baseline == baseline
    case InputXGradient.name: true
    case LRP.name: method.settings.contains { $0 == ("rule", "zero") }
    default: false
    }
  }

  /// All of that in one to three sentences.
  package var sentence: String {
    switch access {
    case .predictions:
      return "All that they ask for are predictions of the review without some of its words."
    case .gradient:
      return
        "They ask for predictions of the review without some of its words, or for its gradient."
    case .gradients:
      return """
        They ask for predictions of the review without some of its words, or for gradients at its embeddings and on the way \
        to it.
        """
    case .network: return reason + measured
    }
  }

  private var reason: String {
    guard let switches else {
      return
        "This model has no closed form, and nothing forces methods to agree about the order of the words."
    }
    if isSoftmax {
      return """
        The probability of a class depends on the logits of all classes, so methods need not agree about the order of the \
        words.
        """
    }
    if units == 0 {
      return """
        This model has no hidden units: its logit is a sum over the words, so all methods of contributions have to agree \
        about their order, but for the noise of those that sample. Columns that agree are one confirmation, not several.
        """
    }
    if switches == 0 {
      let names =
        followers.count < 2
        ? "methods that follow that way go"
        : "\(followers.dropLast().joined(separator: ", ")) and \(followers[followers.count - 1]), which follow that way, go"
      return """
        Between \(start) and this review none of the \(units) hidden units switches on or off, so \(names) through one and \
        the same linear piece and have to agree about the order of the words: columns that agree are one confirmation, not \
        several. Methods that take words away look beside that way, and their agreement is measured.
        """
    }
    let verb = switches == 1 ? "switch happens" : "switches happen"
    return """
      On the way from \(start) to this review \(switches) \(verb) among the \(units) hidden units, so methods may read \
      different directions: where columns agree it is measured, not forced.
      """
  }

  private var measured: String {
    guard let lowest else { return "" }
    // Rounded down, so that "at least" holds for what is printed.
    let bound = NumberText.fixed((lowest * 100 + 1e-9).rounded(.down) / 100, digits: 2)
    return " Kendall’s τ between any two methods of contributions is at least \(bound) here."
  }
}
