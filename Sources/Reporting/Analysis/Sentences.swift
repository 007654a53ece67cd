import Attribution
import Classifier
import HTML
import LinearAlgebra

/// Sentences whose words depend on what was found, so that no document has to guess.
package enum Sentences {
  /// Label, empty review and words: what stands under the verdict.
  static func standfirst(_ analysis: ReviewAnalysis) -> String {
    let p = NumberText.percent(analysis.probability)
    let empty = NumberText.percent(analysis.emptyProbability)
    let label = analysis.pick.label.map { label in
      label == analysis.prediction.label
        ? "The label says \(label) too. "
        : "The label says \(label): the verdict is wrong. "
    }
    let words = analysis.tokens.count
    let subject =
      switch words {
      case 0:
        "there is no word to move it, and the \(analysis.review.mark?.name ?? "padding") alone leaves it at"
      case 1: "the one word of this one moves it to"
      default:
        analysis.review.truncated == 0
          ? "the \(words) words of this one move it to"
          : "the last \(words) words of this one move it to"
      }
    return
      "\(label ?? "")For \(analysis.subject.name) an empty review gets \(empty); \(subject) \(p)."
  }

  /// What fills the positions of the input, padding and the start mark as far as there are any.
  package static func reading(_ analysis: ReviewAnalysis) -> String {
    let padding = analysis.review.paddingPositions.count
    let parts =
      [
        analysis.review.mark.map { $0.name == "end of line" ? "an end of line" : "a \($0.name)" },
        counted(analysis.tokens.count, "word"),
        padding == 0 ? nil : counted(padding, "position") + " of padding",
      ].compactMap(\.self)
    return parts.count == 1
      ? parts[0] : parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }

  /// The baseline in running text.
  static func start(_ analysis: ReviewAnalysis) -> String {
    Experiment(analysis).baseline == .pad ? "the empty review" : "the baseline"
  }

  /// How many linear pieces the way from the empty review has.
  package static func path(_ analysis: ReviewAnalysis) -> String {
    switch Experiment(analysis).pieces {
    case nil: "no closed form is known for this network, so it is a sum of many steps"
    case 1: "the way from \(start(analysis)) stays on one linear piece of the network"
    case let pieces?:
      "the way from \(start(analysis)) crosses \(pieces) linear pieces of the network"
    }
  }
}
