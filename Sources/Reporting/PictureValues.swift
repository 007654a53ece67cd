import Attribution
import Literate

/// Values about quadratures, the way from the baseline, hidden units, removal curves and the vocabulary.
extension ReportValues {
  static let pictures = convergence + way + units + removal + vocabulary

  private static func line(_ analysis: ReviewAnalysis) -> BaselineLine {
    BaselineLine(analysis, from: Experiment(analysis).baseline)
  }

  private static func delta(
    of rule: Convergence.Rule, steps: Int, in analysis: ReviewAnalysis
  ) -> Double {
    analysis.findings.finding("convergence", rule.name, "\(steps)") {
      Convergence(line: line(analysis)).delta(of: rule, steps: steps)
    }
  }

  private static let convergence =
    Convergence.rules.flatMap { rule in
      let steps = Convergence.standardSteps
      return [
        of(
          "convergence.\(rule.name)", "how far \(steps) steps of \(rule.title) are from adding up",
          .plain
        ) { .number(abs(delta(of: rule, steps: steps, in: $0))) },
        of(
          "convergence.\(rule.name)-share", "the same with its sign, as a share of the change",
          .plain
        ) { analysis in
          let change = line(analysis).change
          return change == 0
            ? nil : .number(delta(of: rule, steps: steps, in: analysis) / change)
        },
      ]
    } + [
      of("convergence.exact", "how far the closed form is from adding up", .plain) {
        Convergence(line: line($0)).exactDelta.map { .number(abs($0)) }
      }
    ]

  private static let way = [
    of("path.start", "the output at the baseline", .plain) { .number(line($0).startValue) },
    of("path.end", "the output at the review", .plain) { .number(line($0).endValue) },
    of("path.change", "the change from the baseline to the review", .points) {
      .number(line($0).change)
    },
    of("path.switches", "how often hidden units switch on or off on the way", .count) { analysis in
      let line = line(analysis)
      guard line.pieces != nil else { return nil }
      return .integer(line.switches.reduce(0) { $0 + $1.units.count })
    },
  ]

  private static func ofUnits(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (HiddenUnits) -> Value?
  ) -> ValuePath<ReportContext> {
    of("units.\(path)", summary, unit) {
      value(HiddenUnits($0))
    }
  }

  private static let units = [
    ofUnits("count", "units of the first hidden layer", .count) { .integer($0.units.count) },
    ofUnits("conducting", "units through which any of the change passes", .count) {
      .integer($0.units.count { $0.conductance != 0 })
    },
    ofUnits("sum", "what all units conduct together", .points) { .number($0.sum) },
    ofUnits("completeness-error", "how far that is from the change", .plain) {
      .number(abs($0.sum - $0.change))
    },
    ofUnits("strongest", "what the strongest unit conducts", .points) {
      $0.units.first.map { .number($0.conductance) }
    },
    ofUnits("strongest-unit", "the index of that unit", .count) {
      $0.units.first.map { .integer($0.index) }
    },
  ]

  /// The curves of the run's first method.
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
      "area", "the mean probability of the verdict while words go in the first method's order",
      .probability
    ) { $0.methods.first?.map { .number($0.without.area) } },
    ofCurves("random-area", "the same in random orders", .probability) {
      .number($0.random.without.area)
    },
    ofCurves("reversed-area", "the same in the method's order from the other end", .probability) {
      $0.reversed.first?.map { .number($0.without.area) }
    },
    ofCurves("insertion-area", "the same while words come into an empty review", .probability) {
      $0.methods.first?.map { .number($0.only.area) }
    },
    ofCurves("words-to-flip", "words that go until the verdict changes", .count) { findings in
      findings.wordsToFlip.map { .integer($0) }
    },
  ]

  private static func ofWords(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (WordEffects) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath("vocabulary.\(path)", summary: summary, unit: unit) { value(WordEffects(in: $0)) }
  }

  private static let vocabulary = [
    ofWords("words", "words in the vocabulary without special tokens", .count) {
      .integer($0.words.count)
    },
    ofWords("raising", "words that raise the logit of an empty review", .count) {
      .integer($0.words.count { $0.effect > 0 })
    },
    ofWords("highest-word", "the word that raises it most", .text) {
      $0.raising(1).first.map { .text($0.text) }
    },
    ofWords("highest", "by how much", .logit) { $0.raising(1).first.map { .number($0.effect) } },
    ofWords("lowest-word", "the word that lowers it most", .text) {
      $0.lowering(1).first.map { .text($0.text) }
    },
    ofWords("lowest", "by how much", .logit) { $0.lowering(1).first.map { .number($0.effect) } },
    ofWords("first-order-gap", "how far a word is from what the gradient promises, at most", .plain)
    { .number($0.firstOrderGap) },
  ]
}
