import Attribution
import Classifier
import HTML
import LinearAlgebra
import SourceText

/// Sentences whose wording depends on the findings, for use in documents.
package enum Sentences {
  /// The sentences below the verdict: label, baseline and words.
  static func standfirst(_ analysis: ReviewAnalysis) -> String {
    let p = NumberText.percent(analysis.probability)
    let start = NumberText.percent(analysis.start.probability)
    let label = analysis.pick.label.map { label in
      label == analysis.prediction.label
        ? "The label is \(label) too. "
        : "The label is \(label): the verdict is wrong. "
    }
    return """
      \(label ?? "")The probability of \(analysis.subject.name) is \(start) at the baseline, \(analysis.start.inPlainWords); \
      \(movers(analysis)) \(p).
      """
  }

  /// The start of a clause about the change from the baseline to the probability, which follows it.
  private static func movers(_ analysis: ReviewAnalysis) -> String {
    let (review, words) = (analysis.review, analysis.tokens.count)
    let padding = review.paddingPositions.first { analysis.explained.isUnmasked($0) }
    let part =
      review.truncated == 0
      ? ""
      : review.read.upperBound == review.tokens.count
        ? "last " : review.read.lowerBound == 0 ? "first " : "middle "
    let isMoved = padding != nil && analysis.start.origin.baseline != .pad
    let movers =
      [
        review.mark?.name,
        words == 0
          ? nil
          : words == 1
            ? (part.isEmpty ? "one word" : "\(part)word")
            : "\(part)\(words) words",
        isMoved ? "padding" : nil,
      ].compactMap(\.self)
    let remark = words == 0 ? "no word of this review is read, and " : ""
    guard !movers.isEmpty else { return remark + "it stays at" }
    let verb = movers.count == 1 && words < 2 ? "moves" : "move"
    return
      "\(remark)\(words == 0 ? "its" : "this review’s") \(movers.joined(with: "and")) \(verb) it to"
  }

  /// A clause for a model to which the order of the words makes no difference; nil for other models and reviews of one word.
  package static func order(_ analysis: ReviewAnalysis) -> String? {
    let explainer = analysis.explained.explainer
    guard explainer.hasLayers, explainer.network.ignoresWordOrder, analysis.tokens.count > 1
    else { return nil }
    return "The model ignores the order of the words"
  }

  /// The contents of the input positions: words, and padding and the start mark if there are any.
  package static func reading(_ analysis: ReviewAnalysis) -> String {
    let padding = analysis.review.paddingPositions.count
    let parts =
      [
        analysis.review.mark.map { $0.name == "end of line" ? "an end of line" : "a \($0.name)" },
        counted(analysis.tokens.count, "word"),
        padding == 0 ? nil : counted(padding, "position") + " of padding",
      ].compactMap(\.self)
    return parts.joined(with: "and")
  }

  /// The baseline in running text.
  static func start(_ analysis: ReviewAnalysis) -> String {
    "the baseline"
  }

  /// The number of linear pieces of the path from the baseline, in words.
  package static func path(_ analysis: ReviewAnalysis) -> String {
    switch analysis.path.pieces?.count {
    case nil: "no closed form is known for this network, so the integral is a sum of many steps"
    case 1: "the path from \(start(analysis)) stays on one linear piece of the network"
    case let pieces?:
      "the path from \(start(analysis)) crosses \(pieces) linear pieces of the network"
    }
  }
}
