import Attribution
import Classifier
import Faithfulness
import Literate

/// Values about quadrature, the path from the baseline, hidden units, removal curves and the vocabulary.
extension ReportValues {
  static let pictures = convergence + way + units + removal + vocabulary

  /// Captum's default number of steps.
  private static let steps = 50

  private static func delta(of rule: Convergence.Rule, in analysis: ReviewAnalysis) -> Double {
    analysis.convergenceDelta(of: rule, steps: steps, from: analysis.baseline)
  }

  private static let convergence =
    Convergence.rules.flatMap { rule in
      [
        of(
          "convergence.\(rule.name)", "absolute convergence delta of \(rule.title), \(steps) steps",
          .plain, needs: .layers
        ) { .number(abs(delta(of: rule, in: $0))) },
        of(
          "convergence.\(rule.name)-share", "that delta with its sign, as a share of the change",
          .plain, needs: .layers
        ) { analysis in
          let change = analysis.path.change
          return change == 0 ? nil : .number(delta(of: rule, in: analysis) / change)
        },
      ]
    } + [
      of(
        "convergence.exact", "absolute convergence delta of the closed form", .plain, needs: .layers
      ) {
        $0.exactDelta(from: $0.baseline).map { .number(abs($0)) }
      }
    ]

  private static let way = [
    of("path.start", "the output at the baseline", .plain, needs: .layers) {
      .number($0.path.startValue)
    },
    of("path.end", "the output at the review", .plain, needs: .layers) {
      .number($0.path.endValue)
    },
    of("path.change", "the change from the baseline to the review", .points, needs: .layers) {
      .number($0.path.change)
    },
    of("path.switches", "switches of hidden units on the path", .count, needs: .layers) {
      analysis in
      analysis.path.pieces == nil ? nil : .integer(analysis.path.switchCount)
    },
  ]

  private static func ofUnits(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (HiddenUnits) -> Value?
  ) -> ValuePath<ReportContext> {
    of("units.\(path)", summary, unit, needs: .layers) {
      value($0.hiddenUnits(from: $0.baseline))
    }
  }

  private static let units = [
    ofUnits("count", "units of the first hidden layer", .count) { .integer($0.units.count) },
    ofUnits("conducting", "units with non-zero conductance", .count) {
      .integer($0.units.count { $0.conductance != 0 })
    },
    ofUnits("sum", "the total conductance of all units", .points) { .number($0.sum) },
    ofUnits("completeness-error", "the absolute difference of that sum to the change", .plain) {
      .number(abs($0.sum - $0.change))
    },
    ofUnits("strongest", "the conductance of the strongest unit", .points) {
      $0.units.first.map { .number($0.conductance) }
    },
    ofUnits("strongest-unit", "the index of that unit", .count) {
      $0.units.first.map { .integer($0.index) }
    },
  ]

  /// Returns a value of the removal curves of the run's first method.
  private static func ofCurves(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (RemovalFindings) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath("deletion.\(path)", summary: summary, unit: unit) { context in
      guard let focus = context.focus else { return nil }
      let analyst = context.run.analyst
      let study = RemovalStudy(analyst.explainer, methods: Array(analyst.methods.prefix(1)))
      return focus.curves(by: study).flatMap(value)
    }
  }

  private static let removal = [
    ofCurves(
      "area", "the mean probability of the verdict over deletion in the first method's order",
      .probability
    ) { $0.methods.first?.map { .number($0.deletion.area) } },
    ofCurves("random-area", "that mean in random orders", .probability) {
      .number($0.random.deletion.area)
    },
    ofCurves("reversed-area", "that mean in the method's reversed order", .probability) {
      $0.reversed.first?.map { .number($0.deletion.area) }
    },
    ofCurves("insertion-area", "that mean over insertion into an empty review", .probability) {
      $0.methods.first?.map { .number($0.insertion.area) }
    },
    ofCurves("words-to-flip", "words deleted until the verdict changes", .count) { findings in
      findings.wordsToFlip.map { .integer($0) }
    },
  ]

  private static func ofWords(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (WordEffects) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath("vocabulary.\(path)", summary: summary, unit: unit, needs: .layers) {
      value($0.wordEffects)
    }
  }

  private static let vocabulary = [
    ofWords("words", "words in the vocabulary, without special tokens", .count) {
      .integer($0.words.count)
    },
    ofWords("raising", "words that raise the logit of an empty review", .count) {
      .integer($0.words.count { $0.effect > 0 })
    },
    ofWords("highest-word", "the word that raises that logit most", .text) {
      $0.raising(1).first.map { .text($0.text) }
    },
    ofWords("highest", "the effect of that word", .logit) {
      $0.raising(1).first.map { .number($0.effect) }
    },
    ofWords("lowest-word", "the word that lowers that logit most", .text) {
      $0.lowering(1).first.map { .text($0.text) }
    },
    ofWords("lowest", "the effect of that word", .logit) {
      $0.lowering(1).first.map { .number($0.effect) }
    },
    ofWords("first-order-gap", "the largest error of the first-order prediction", .plain) {
      .number($0.firstOrderGap)
    },
  ]
}
