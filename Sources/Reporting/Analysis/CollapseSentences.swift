import Attribution
import Classifier
import HTML

/// What a finding about collapsing gradients is in words, for the terminal and for pages.
enum CollapseSentences {
  /// The finding in a sentence.
  static func headline(_ survey: CollapseSurvey) -> String {
    if survey.collapses {
      return "Word-level gradients collapse: every word of a review has the same gradient."
    }
    return survey.collapsed == 0
      ? "Word-level gradients do not collapse: they differ from word to word."
      : "Word-level gradients collapse in \(survey.collapsed) of \(counted(survey.reviews, "review"))."
  }

  /// Why the rows are equal, or why not, by the stack alone.
  static func reason(_ structure: RowStructure?) -> String {
    structure.map { "The layer '\($0.layer)' \(predicate($0))" } ?? ofProgram
  }

  /// The same for a page.
  static func reasonHTML(_ structure: RowStructure?) -> HTML {
    structure.map { "The layer <code>\($0.layer)</code> \(predicate($0))" } ?? "\(ofProgram)"
  }

  private static let ofProgram =
    "The model is a program, of whose layers nothing is known: what counts are the rows that it gives."

  private static func predicate(_ structure: RowStructure) -> String {
    structure.difference.map { "\($0), so gradient rows differ from word to word." }
      ?? "averages over positions, and every embedding reaches it by one and the same linear map, or none: a small push on any word moves the output by the same amount."
  }

  /// What was measured over a set of reviews.
  static func measures(_ survey: CollapseSurvey) -> [(name: String, value: String)] {
    let padding = [
      (
        "reviews with padding",
        "\(NumberText.percent(survey.padding.share)), with "
          + "\(NumberText.fixed(survey.padding.mean, digits: 0)) positions of it on average"
      )
    ]
    return [
      (
        "reviews in which all gradient rows are equal", "\(survey.collapsed) of \(survey.reviews)"
      ),
      (
        "largest difference between two rows of one review",
        "\(NumberText.scientificText(survey.maxRowDifference)), where the largest entry is "
          + NumberText.scientificText(survey.largestEntry)
      ),
      (
        "rank of the gradient matrix",
        survey.rank.lowest == survey.rank.highest
          ? "\(survey.rank.lowest)"
          : "\(survey.rank.lowest) to \(survey.rank.highest), median \(survey.rank.median)"
      ),
      (
        "share of its largest singular value in all squares",
        NumberText.percent(survey.largestShare, digits: 1)
      ),
      ("Gini coefficient of the rows' lengths, mean", NumberText.fixed(survey.gini, digits: 3)),
      (
        "their entropy, as a share of that of equal lengths",
        NumberText.percent(survey.entropyShare, digits: 1)
      ),
    ] + (survey.structure == nil ? [] : padding)
  }

  /// What the hidden units do over a set of reviews.
  static func measures(_ patterns: ActivationPatterns) -> [(name: String, value: String)] {
    [
      (
        "patterns of hidden units that are on",
        patterns.counts.count <= 3
          ? "\(patterns.counts.count)"
          : "\(patterns.counts.count), the commonest three in "
            + "\(NumberText.percent(patterns.share(ofFirst: 3))) of reviews"
      ),
      (
        "cosine between the gradient directions of two patterns, at least",
        NumberText.fixed(patterns.smallestCosine, digits: 4)
      ),
      (
        "units that switch on the way from padding to a review",
        "none in \(NumberText.percent(patterns.straightShare)), "
          + "\(NumberText.fixed(patterns.meanSwitches, digits: 1)) on average, "
          + "\(patterns.mostSwitches) at most"
      ),
    ]
  }

  /// What it does to a method.
  static func outlook(_ finding: CollapseSurvey.MethodFinding) -> String {
    if controls.contains(finding.method.name) { return "a control: knows nothing of the model" }
    return switch finding.constantShare {
    case 1: "flat: one number for all words, in every review"
    case 0: "tells words apart"
    default:
      "flat in \(NumberText.percent(finding.constantShare, digits: 1)) of reviews"
    }
  }

  /// What to use.
  static func advice(
    _ survey: CollapseSurvey, name: (ConfiguredMethod) -> String = { $0.name }
  ) -> String {
    let complete = survey.methods.filter {
      $0.constantShare < 1 && type(of: $0.method.method).axioms.contains(.completeness)
    }.map { name($0.method) }
    let named =
      complete.isEmpty
      ? "None of those above add up to the change from the baseline."
      : "Those that add up to the change from the baseline are \(list(complete))."
    return survey.collapses
      ? "What to use: contributions instead of gradients. \(named)"
      : "What to use: any that tells words apart. \(named)"
  }

  /// Methods that others are held against.
  private static let controls: Set = [RandomNumbers.name, WordPosition.name]

  private static func list(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
