import Attribution
import Classifier
import HTML
import LinearAlgebra

/// Sentences whose words depend on what was found, so that no document has to guess.
enum Sentences {
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
    let isMoved = padding != nil && analysis.start.origin.baseline != .pad
    let movers =
      [
        review.mark?.name,
        words == 0
          ? nil
          : words == 1
            ? (review.truncated == 0 ? "one word" : "last word")
            : "\(review.truncated == 0 ? "" : "last ")\(words) words",
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
  static func reading(_ analysis: ReviewAnalysis) -> String {
    let padding = analysis.review.paddingPositions.count
    let parts =
      [
        analysis.review.mark.map { $0.name == "end of line" ? "an end of line" : "a \($0.name)" },
        "\(analysis.tokens.count) words",
        padding == 0 ? nil : "\(padding) positions of padding",
      ].compactMap(\.self)
    return parts.count == 1
      ? parts[0] : parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }

  /// What is to be said of the gradient rows, in two sentences.
  static func collapse(_ analysis: ReviewAnalysis) -> String {
    analysis.collapse.collapses
      ? "A classifier that averages its word vectors hands every word one and the same gradient. It does not follow that every word counts the same. Here are both facts, measured on one review."
      : "A classifier that averages its word vectors hands every word one and the same gradient. This model does something else, and its gradient tells words apart. Here is how, measured on one review."
  }

  /// The baseline in running text.
  private static func start(_ analysis: ReviewAnalysis) -> String {
    "the baseline"
  }

  /// How many linear pieces the way from the baseline has.
  static func path(_ analysis: ReviewAnalysis) -> String {
    switch Experiment(analysis).pieces {
    case nil: "no closed form is known for this network, so it is a sum of many steps"
    case 1: "the way from \(start(analysis)) stays on one linear piece of the network"
    case let pieces?:
      "the way from \(start(analysis)) crosses \(pieces) linear pieces of the network"
    }
  }

  /// Why the methods that look at contributions agree, or why they need not.
  static func agreement(_ analysis: ReviewAnalysis) -> String {
    switch analysis.explained.explainer.offer {
    case .predictions:
      return "All that they ask for are predictions of the review without some of its words."
    case .gradient, .gradients:
      return
        "They ask for predictions of the review without some of its words, or for its gradient."
    case .network: break
    }
    guard let pieces = Experiment(analysis).pieces else {
      return "This model has no closed form, so that each method is an approximation of its own."
    }
    let crossed = pieces - 1
    let units =
      analysis.explained.pooled?.layers.dropLast().reduce(0) { $0 + $1.kernel.columns } ?? 0
    if crossed == 0 {
      return """
        Between \(start(analysis)) and this review none of the \(units) hidden units switches on or off, so all methods \
        of contributions go through one and the same linear piece and have to agree about the order of the words, or \
        nearly: columns that agree are one confirmation, not several.
        """
    }
    let verb = crossed == 1 ? "switch happens" : "switches happen"
    return """
      On the way from \(start(analysis)) to this review \(crossed) \(verb) among the \(units) hidden units, so the methods \
      read slightly different directions; where columns agree all the same, they share the rest of the way.
      """
  }
}
