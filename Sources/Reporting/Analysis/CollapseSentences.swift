package import Attribution
import Blocks
import Classifier
import HTML
import SourceText

/// Sentences about gradient collapse, for the terminal and for pages, each derived from measurements.
package enum CollapseSentences {
  /// The finding in one sentence.
  package static func headline(_ survey: CollapseSurvey) -> String {
    if survey.collapses {
      return "Word-level gradients collapse: every word of a review has the same gradient."
    }
    if survey.collapsed > 0 {
      return
        "Word-level gradients collapse in \(survey.collapsed) of \(counted(survey.reviews, "review"))."
    }
    return survey.tellingWordsApart == survey.reviews
      ? "Word-level gradients do not collapse: they differ from word to word."
      : "Word-level gradients do not collapse, and differ from word to word in \(survey.tellingWordsApart) of \(counted(survey.reviews, "review"))."
  }

  /// The reason why the rows are equal or differ, from the layer structure and the measurements.
  package static func reason(_ survey: CollapseSurvey) -> String {
    survey.structure.map { "The layer '\($0.layer)' \(predicate($0, survey))" } ?? withoutLayers
  }

  /// The reason for pages.
  static func reasonPhrase(_ survey: CollapseSurvey) -> Phrase {
    survey.structure.map { "The layer \(code: $0.layer) \(predicate($0, survey))" }
      ?? Phrase(withoutLayers)
  }

  private static let withoutLayers =
    "The model is an external program; its layers are unknown, so only the gradients it returns are judged."

  private static func predicate(_ structure: RowStructure, _ survey: CollapseSurvey) -> String {
    guard let difference = structure.difference else {
      return
        "averages over positions, and every embedding reaches it through the same linear map, or directly: the same change to any word moves the output by the same amount."
    }
    if survey.collapsed == 0, survey.tellingWordsApart == survey.reviews {
      return "\(difference), so gradient rows differ from word to word."
    }
    return survey.tellingWordsApart == 0
      ? "\(difference), yet no review here has words with different gradient rows."
      : "\(difference), so gradient rows differ from word to word in \(survey.tellingWordsApart) of these reviews."
  }

  /// The measurements over a set of reviews.
  package static func measures(_ survey: CollapseSurvey) -> [(name: String, value: String)] {
    let padding = [
      (
        "reviews with padding",
        survey.padding.share == 0
          ? "none"
          : "\(NumberText.percent(survey.padding.share)), with "
            + "\(NumberText.fixed(survey.padding.mean, digits: 0)) positions on average"
      )
    ]
    return [
      (
        "reviews in which all gradient rows are equal", "\(survey.collapsed) of \(survey.reviews)"
      ),
      (
        "largest difference between two rows of one review",
        "\(NumberText.scientificText(survey.maxRowDifference)); the largest entry is "
          + NumberText.scientificText(survey.largestEntry)
      ),
      (
        "rank of the gradient matrix",
        survey.rank.lowest == survey.rank.highest
          ? "\(survey.rank.lowest)"
          : "\(survey.rank.lowest) to \(survey.rank.highest), median \(survey.rank.median)"
      ),
      (
        "share of the largest singular value in the sum of squares",
        NumberText.percent(survey.largestShare, digits: 1)
      ),
      ("mean Gini coefficient of the row lengths", NumberText.fixed(survey.gini, digits: 3)),
      (
        "entropy of the row lengths, relative to equal lengths",
        NumberText.percent(survey.entropyShare, digits: 1)
      ),
    ] + (survey.structure == nil ? [] : padding)
  }

  /// The measurements of the hidden units over a set of reviews; empty if there are none.
  package static func measures(_ patterns: ActivationPatterns) -> [(name: String, value: String)] {
    guard patterns.units > 0 else { return [] }
    let angle = [
      (
        name: "smallest cosine between the gradient directions of two patterns",
        value: NumberText.fixed(patterns.smallestCosine, digits: 4)
      )
    ]
    return [
      (
        "activation patterns of the hidden units",
        patterns.counts.count <= 3
          ? "\(patterns.counts.count)"
          : "\(patterns.counts.count), the three most common in "
            + "\(NumberText.percent(patterns.share(ofFirst: 3))) of reviews"
      )
    ] + (patterns.counts.count > 1 ? angle : []) + [
      (
        "units that switch on the path from padding to a review",
        "none in \(NumberText.percent(patterns.straightShare)), "
          + "\(NumberText.fixed(patterns.meanSwitches, digits: 1)) on average, "
          + "\(patterns.mostSwitches) at most"
      )
    ]
  }

  /// The consequence for a method.
  package static func outlook(_ finding: CollapseSurvey.MethodFinding) -> String {
    if controls.contains(finding.method.name) { return "a control: independent of the model" }
    return switch finding.constantShare {
    case nil: "no review has two different words to tell apart"
    case 1: "flat: one number for all words, in every review"
    case 0: "tells words apart"
    case let share?: "flat in \(NumberText.percent(share, digits: 1)) of reviews"
    }
  }

  /// The recommended methods, by the measurements.
  package static func advice(
    _ survey: CollapseSurvey, name: (ConfiguredMethod) -> String = { $0.name }
  ) -> String {
    let complete = survey.methods.filter { ($0.constantShare ?? 0) < 1 && $0.addsUp }
      .map { name($0.method) }
    let named =
      complete.isEmpty
      ? "None of the methods above sums to the change from the baseline."
      : "Scores that sum to the change from the baseline come from \(complete.joined(with: "and"))."
    return survey.collapses
      ? "Recommended: contributions instead of gradients. \(named)"
      : "Recommended: any method that tells words apart. \(named)"
  }

  /// The control methods.
  private static let controls: Set = [RandomNumbers.card.name, WordPosition.card.name]
}
