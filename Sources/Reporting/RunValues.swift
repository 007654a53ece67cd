import Attribution
import Classifier
import HTML
import LinearAlgebra
import Literate

/// Values of the model and the run, which do not depend on the review in focus.
extension ReportValues {
  private static func ofRun(
    _ path: String, _ summary: String, _ unit: Value.Unit, needs: ModelAccess = .predictions,
    _ value: @escaping @Sendable (ReportContext) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath(path, summary: summary, unit: unit, needs: needs, value: value)
  }

  static let model = [
    ofRun("target.unit", "the unit of printed contributions", .text) {
      .text(ColourScale.unit(of: $0.run.analyst.target))
    }.among { _ in OutputScale.allCases.map { ColourScale.unit(of: $0) } },
    ofRun("model.summary", "the layers of the model", .text) { .text($0.run.modelSummary) },
    ofRun("model.classes", "the number of classes", .count) {
      .integer($0.run.analyst.explainer.classes.count)
    },
    ofRun(
      "model.has-gradients", "whether gradients are available, from a network or a program",
      .boolean
    ) { .boolean($0.run.analyst.explainer.hasGradients) },
    ofRun("model.has-layers", "whether the layers are known: a network, not a program", .boolean) {
      .boolean($0.run.analyst.explainer.hasLayers)
    },
    ofRun(
      "model.has-playground", "whether the site has a playground, in which readers try texts",
      .boolean
    ) { .boolean($0.run.hasPlayground && !$0.leavesModelOut) },
    ofRun("model.playground-refusal", "the reason why the model has no playground", .text) {
      .text($0.run.playgroundRefusal ?? "it was left out on request")
    },
    ofRun("model.sha256", "the SHA-256 of the model", .text) {
      .text($0.run.analyst.explainer.sha256)
    },
    ofRun("model.positions", "positions of the input, L", .count, needs: .layers) {
      $0.run.analyst.explainer.network.text.sequenceLength.map { .integer($0) }
        ?? .text("any number of")
    },
    ofRun("model.dimensions", "embedding dimensions, D", .count, needs: .layers) {
      .integer($0.run.analyst.explainer.network.sequential.embedding.table.columns)
    },
    ofRun("model.vocabulary", "words in the vocabulary, V", .count, needs: .layers) {
      .integer($0.run.analyst.explainer.network.text.vocabulary.count)
    },
  ]

  private static func ofTotals(
    _ path: String, _ summary: String, _ unit: Value.Unit, needs: ModelAccess = .predictions,
    _ value: @escaping @Sendable (ReportTotals) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath(path, summary: summary, unit: unit, scopes: [.report], needs: needs) {
      $0.totals.flatMap(value)
    }
  }

  static let totals = [
    ofTotals("reviews.count", "reviews in the report", .count) { .integer($0.reviews) },
    ofTotals("reviews.labelled", "reviews with a label", .count) { .integer($0.labelled) },
    ofTotals("reviews.right", "verdicts that agree with the label", .count) { .integer($0.right) },
    ofTotals("reviews.words", "words read in all reviews", .count) { .integer($0.words) },
    ofTotals("reviews.unknown", "unknown words in all reviews", .count) { .integer($0.unknown) },
    ofTotals(
      "reviews.max-row-difference",
      "the largest difference between two gradient rows of any review",
      .plain, needs: .gradientAtInput
    ) { .number($0.maxRowDifference) },
    ofTotals(
      "reviews.max-convergence-delta", "the largest convergence delta of any review", .plain
    ) { $0.maxConvergenceDelta.map { .number($0) } },
  ]
}
