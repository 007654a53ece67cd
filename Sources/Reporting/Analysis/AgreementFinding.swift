import Attribution
package import Classifier
import Faithfulness
import HTML
import LinearAlgebra

/// The reason why the contributions of a review must, or need not, agree on the order of its words: the structure of the
/// model and the measured agreement of the run's methods.
package struct AgreementFinding: Sendable {
  /// The access that the classifier offers.
  package let access: ModelAccess
  /// The number of switches of hidden units between the baseline and the review; nil without a closed form.
  package let switches: Int?
  /// The number of hidden units that can switch.
  package let units: Int
  /// Whether the output depends on the logits of all classes.
  package let isSoftmax: Bool
  /// The titles of the run's methods that follow the path from the baseline.
  package let followers: [String]
  /// The lowest Kendall τ-b between two contribution methods that tell words apart; nil if there are no two.
  package let lowest: Double?
  private let start: String

  package init(_ analysis: ReviewAnalysis) {
    let explained = analysis.explained
    access = explained.explainer.access
    switches = access == .layers ? analysis.path.pieces.map { $0.count - 1 } : nil
    units =
      explained.pooled?.layers.dropLast().filter { $0.activation == .relu }
      .reduce(0) { $0 + $1.kernel.columns } ?? 0
    isSoftmax = explained.output.isSoftmax
    start = Sentences.start(analysis)
    let telling = analysis.results.filter { $0.isContribution && !$0.attribution.isConstant }
    let baseline = analysis.baseline
    followers = telling.filter { Self.follows($0.method, from: baseline) }.map(\.method.title)
    let pairs = Agreement(telling.map { ($0.method.name, $0.attribution) }).pairs
    lowest = telling.indices.flatMap { row in
      telling.indices.dropFirst(row + 1).compactMap { pairs[row][$0]?.kendall }
    }.min()
  }

  /// Whether a method's scores are distances from the baseline, or from zero, along the gradients of the path.
  private static func follows(_ method: ConfiguredMethod, from baseline: Baseline) -> Bool {
    switch method.name {
    case IntegratedGradients.card.name, DeepLift.card.name: method.method.baseline == baseline
    case InputXGradient.card.name: true
    case LRP.card.name: method.settings.contains { $0 == ("rule", "zero") }
    default: false
    }
  }

  /// The finding in one to three sentences.
  package var sentence: String {
    switch access {
    case .predictions:
      return "These methods use only predictions of the review with some words removed."
    case .gradientAtInput:
      return
        "These methods use predictions of the review with some words removed, or its gradient."
    case .gradientAnywhere:
      return """
        These methods use predictions of the review with some words removed, or gradients at its embeddings and along the \
        path to them.
        """
    case .layers: return reason + measured
    }
  }

  private var reason: String {
    guard let switches else {
      return
        "This model has no closed form, and nothing forces methods to agree on the order of the words."
    }
    if isSoftmax {
      return """
        The probability of a class depends on the logits of all classes, so methods need not agree on the order of the words.
        """
    }
    if units == 0 {
      return """
        This model has no hidden units: its logit is a sum over the words, so all contribution methods must agree on their \
        order, up to the noise of those that sample. Columns that agree are one confirmation, not several.
        """
    }
    if switches == 0 {
      let names =
        followers.count < 2
        ? "methods that follow this path traverse"
        : "\(followers.dropLast().joined(separator: ", ")) and \(followers[followers.count - 1]), which follow this path, traverse"
      return """
        On the path from \(start) to this review, none of the \(units) hidden units switches on or off, so \(names) one linear \
        piece and must agree on the order of the words: columns that agree are one confirmation, not several. Methods that \
        remove words evaluate points off this path, and their agreement is measured.
        """
    }
    let verb = switches == 1 ? "switch occurs" : "switches occur"
    return """
      On the path from \(start) to this review, \(switches) \(verb) among the \(units) hidden units, so methods may follow \
      different directions: where columns agree, the agreement is measured, not forced.
      """
  }

  private var measured: String {
    guard let lowest else { return "" }
    // Rounded down, so that "at least" holds for the printed bound.
    let bound = NumberText.fixed((lowest * 100 + 1e-9).rounded(.down) / 100, digits: 2)
    return """
       Kendall’s τ, one for equal orders of the words and zero for unrelated ones, is at least \(bound) between any two \
      contribution methods here.
      """
  }
}
