import Attribution
import Classifier
import HTML
import LinearAlgebra

/// Sentences whose words depend on what was found, so that no document has to guess.
package enum Sentences {
  /// Label, baseline and words: what stands under the verdict.
  static func standfirst(_ analysis: ReviewAnalysis) -> String {
    let p = NumberText.percent(analysis.probability)
    let start = NumberText.percent(analysis.start.probability)
    let label = analysis.pick.label.map { label in
      label == analysis.prediction.label
        ? "The label says \(label) too. "
        : "The label says \(label): the verdict is wrong. "
    }
    return """
      \(label ?? "")For \(analysis.subject.name) the baseline, \(analysis.start.summary), gets \(start); \
      \(movers(analysis)) \(p).
      """
  }

  /// What leads from the baseline to the probability, as the beginning of a sentence that ends there.
  private static func movers(_ analysis: ReviewAnalysis) -> String {
    let (review, words) = (analysis.review, analysis.tokens.count)
    let padding = review.paddingPositions.first { analysis.explained.counts($0) }
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
    let list =
      movers.count == 1
      ? movers[0] : movers.dropLast().joined(separator: ", ") + " and " + movers[movers.count - 1]
    let verb = movers.count == 1 && words < 2 ? "moves" : "move"
    return "\(remark)\(words == 0 ? "its" : "this review’s") \(list) \(verb) it to"
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
    "the baseline"
  }

  /// How many linear pieces the way from the baseline has.
  package static func path(_ analysis: ReviewAnalysis) -> String {
    switch Experiment(analysis).pieces {
    case nil: "no closed form is known for this network, so it is a sum of many steps"
    case 1: "the way from \(start(analysis)) stays on one linear piece of the network"
    case let pieces?:
      "the way from \(start(analysis)) crosses \(pieces) linear pieces of the network"
    }
  }
}
