import Attribution
import Classifier
import Faithfulness
import Literate

/// Values about substituted and removed words, and about the agreement of methods.
extension ReportValues {
  private static func ofSwaps(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (Counterfactuals, VocabularySwaps) -> Value?
  ) -> ValuePath<ReportContext> {
    of("swaps.\(path)", summary, unit, needs: .layers) { analysis in
      let found = Counterfactuals(analysis: analysis, settings: .init(of: analysis))
      return value(found, found.swaps)
    }
  }

  private static func ofFlip(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (Counterfactuals, SmallestFlip) -> Value?
  ) -> ValuePath<ReportContext> {
    of("swaps.flip-\(path)", summary, unit) { analysis in
      let found = Counterfactuals(analysis: analysis, settings: .init(of: analysis))
      return value(found, found.flip)
    }
  }

  static let swaps = [
    ofSwaps("place", "the position of the substituted word, in words", .text) {
      .text($0.place($1))
    },
    ofSwaps("up-word", "the word predicted to raise the output most", .text) {
      $1.raising.first.map { .text($0.word) }
    },
    ofSwaps("up-predicted", "the first-order effect of that word", .points) {
      $1.raising.first.map { .number($0.predicted) }
    },
    ofSwaps("up-exact", "the effect of that word by a forward pass", .points) {
      $1.raising.first.map { .number($0.exact) }
    },
    ofSwaps("down-word", "the word predicted to lower the output most", .text) {
      $1.lowering.first.map { .text($0.word) }
    },
    ofSwaps("down-predicted", "the first-order effect of that word", .points) {
      $1.lowering.first.map { .number($0.predicted) }
    },
    ofSwaps("down-exact", "the effect of that word by a forward pass", .points) {
      $1.lowering.first.map { .number($0.exact) }
    },
    ofFlip("count", "the fewest words found whose removal changes the verdict", .count) {
      $1.words.map { .integer($0.count) }
    },
    ofFlip("words", "the words of that set", .text) { found, flip in
      flip.words.map { _ in .text(found.list(flip)) }
    },
    ofFlip("at-least", "a lower bound on the number of words needed", .count) { _, flip in
      flip.isImpossible ? nil : .integer(flip.atLeast)
    },
    ofFlip("is-smallest", "whether that set is proved to be smallest", .boolean) {
      .boolean($1.isSmallest)
    },
    ofFlip("is-impossible", "whether it is proved that no set changes the verdict", .boolean) {
      .boolean($1.isImpossible)
    },
    ofFlip("sentence", "a sentence about that set", .text) { .text($0.sentence($1)) },
  ]

  private static func ofAgreement(
    _ path: String, _ summary: String, _ unit: Value.Unit, needs: ModelAccess = .predictions,
    _ value: @escaping @Sendable (Agreement, ForcedAgreement) -> Value?
  ) -> ValuePath<ReportContext> {
    of("agreement.\(path)", summary, unit, needs: needs) { analysis in
      value(analysis.agreement.found, analysis.agreement.forced)
    }
  }

  static let agreement = [
    ofAgreement("lowest", "the lowest Kendall τ-b between two methods of the run", .plain) {
      agreement, _ in
      let pairs = agreement.pairs.flatMap { $0.compactMap { $0?.kendall } }
      return pairs.min().map { .number($0) }
    },
    ofAgreement("constant", "methods of the run that give all words the same score", .count) {
      agreement, _ in .integer(agreement.ranks.count { $0 < 2 })
    },
    ofAgreement(
      "switching-units", "hidden units that switch on the path from the baseline", .count,
      needs: .layers
    ) {
      $1.switches.map { .integer($0) }
    },
    ofAgreement("units", "hidden units that can switch", .count, needs: .layers) {
      .integer($1.units)
    },
    ofAgreement(
      "forced-difference",
      "the largest difference between forced results, as a share of the largest score", .plain,
      needs: .layers
    ) { $1.findings.map(\.difference).max().map { .number($0) } },
  ]
}
