import Attribution
import Classifier
import HTML
import LinearAlgebra
import Literate

/// The values that documents may print and use in claims.
enum ReportValues {
  static let all: [ValuePath<ReportContext>] =
    review + columns + prediction + gradient + path + model + totals + swaps + agreement + methods
    + pictures + proofs + DataSetValues.all

  private static let pathsOfRun = Set((model + totals).map(\.path))

  /// Whether a value does not depend on the review in focus.
  static func belongsToRun(_ path: String) -> Bool {
    pathsOfRun.contains(path) || DataSetValues.contains(path)
  }

  static func of(
    _ path: String, _ summary: String, _ unit: Value.Unit, needs: ModelAccess = .predictions,
    _ value: @escaping @Sendable (ReviewAnalysis) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath(path, summary: summary, unit: unit, needs: needs) { $0.focus.flatMap(value) }
  }

  /// Returns a value per class, whose name ends the path.
  private static func ofClasses(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (_ analysis: ReviewAnalysis, _ index: Int) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath(
      "\(path).CLASS", summary: summary, unit: unit,
      members: { $0.run.analyst.explainer.classes.map(\.name) },
      value: { context, index in context.focus.flatMap { value($0, index) } })
  }

  /// Returns the names of the model's classes, the possible labels and predictions.
  @Sendable private static func classes(_ context: ReportContext) -> [String] {
    context.run.analyst.explainer.classes.map(\.name)
  }

  @Sendable private static func withoutLabel(_ context: ReportContext) -> Absence? {
    context.focus.map { _ in Absence("the review has no label", hint: "give the review a label") }
  }

  private static let review = [
    of("review.id", "the review's id", .text) { .text($0.pick.id) }
      .among { $0.run.ids },
    of("review.title", "the review's title", .text) { .text($0.pick.title) }
      .among { $0.run.titles },
    of("review.number", "the review's number among the picks", .count) { .integer($0.number) },
    of("review.label", "the review's label", .text) {
      $0.pick.label.map { .text($0.name) }
    }.among(classes).absent(withoutLabel),
    of("review.words", "words that the model reads", .count) { .integer($0.tokens.count) },
    of("review.reading", "the contents of the model’s input positions, in words", .text) {
      .text(Sentences.reading($0))
    },
    of("review.unknown", "words that are not in the vocabulary", .count) {
      .integer($0.tokens.count { !$0.isKnown })
    },
    of("review.unread", "words that the model never reads", .count) {
      .integer($0.review.truncated)
    },
    of("review.truncated", "whether the model leaves words unread", .boolean) {
      .boolean($0.review.truncated > 0)
    },
    of("review.padding", "positions of padding", .count) {
      .integer($0.review.paddingPositions.count)
    },
    of("review.counted", "positions that count; all unless padding is masked", .count) {
      .integer((0..<$0.explained.length).count(where: $0.explained.isUnmasked))
    },
    of("review.positions", "positions of the model's input", .count) {
      .integer($0.review.indices.count)
    },
  ]

  private static let columns = [
    ValuePath<ReportContext>(
      "columns.NAME", summary: "a column of the input: its text, or the number that it holds",
      unit: .cell, ignoresCase: true,
      absence: "the reviews have no columns but text, label, id and title",
      members: { $0.run.picks.columns },
      value: { context, index in
        let name = context.run.picks.columns[index]
        return context.focus.flatMap { $0.pick.columns[name] }.map { .text($0) }
      }
    ).absent { context, _ in
      context.focus.map { _ in Absence("the review has no text in this column") }
    }
  ]

  /// Whether a value exists for a review in which the model finds no word.
  static func isDefinedWithoutWords(_ path: String) -> Bool {
    let family = path.prefix { $0 != "." }
    guard family == "prediction" else {
      return family == "review" || family == "columns" || belongsToRun(path)
    }
    let name = path.dropFirst(family.count + 1).prefix { $0 != "." }
    return ["verdict", "label", "correct", "probability", "confidence", "logit", "class"]
      .contains(name)
  }

  private static let prediction = [
    of("prediction.verdict", "the predicted class, capitalised, such as “Positive”", .text) {
      .text($0.prediction.verdict)
    }.among { $0.run.analyst.explainer.classes.map(\.verdict) },
    of("prediction.label", "the predicted class, such as “positive”", .text) {
      .text($0.prediction.label.name)
    }.among(classes),
    of("prediction.correct", "whether the predicted class is the label", .boolean) { analysis in
      analysis.pick.label.map { .boolean($0 == analysis.prediction.label) }
    }.absent(withoutLabel),
    of(
      "prediction.probability",
      "the probability of the explained class, “positive” by default",
      .probability
    ) { .number($0.probability) },
    ofClasses("prediction.probability", "the probability of a class", .probability) {
      .number($0.prediction.probabilities[$1])
    },
    of("prediction.confidence", "the probability of the predicted class", .probability) {
      .number($0.prediction.confidence)
    },
    of("prediction.logit", "the logit of the explained class", .logit) {
      .number($0.subject.logit($0.prediction))
    },
    ofClasses("prediction.logit", "the logit of a class", .logit) { analysis, index in
      let logits = analysis.prediction.logits
      return .number(logits.count == 1 ? (index == 1 ? 1 : -1) * logits[0] : logits[index])
    },
    of("prediction.baseline", "the explained class's probability at the baseline", .probability) {
      .number($0.start.probability)
    },
    ofClasses("prediction.baseline", "the probability of a class at the baseline", .probability) {
      .number($0.start.probabilities[$1])
    },
    of("prediction.empty", "the explained class's probability without words", .probability) {
      .number($0.emptyProbability)
    },
    ofClasses(
      "prediction.empty", "the probability of a class for a review without words", .probability
    ) { .number($0.emptyReview.probabilities[$1]) },
    of("prediction.class", "the explained class", .text) { .text($0.subject.label.name) }
      .among(classes),
    of("prediction.subject", "the explained class, quoted, with the contrast class", .text) {
      .text($0.subject.name)
    },
    of(
      "prediction.output", "the explained output: the probability or the logit of the class", .text
    ) {
      .text("the \($0.target == .probability ? "probability" : "logit") of \($0.subject.name)")
    },
    of("prediction.against", "the contrast class, or the other of two classes", .text) {
      $0.subject.contrast.map { .text($0.name) }
    }.among(classes),
    of("prediction.sentence", "a sentence about label, baseline and words", .text) {
      .text(Sentences.standfirst($0))
    },
  ]

  private static let gradient = [
    of(
      "collapse.layer", "the layer that makes gradient rows equal or different", .text,
      needs: .layers
    ) {
      .text($0.explained.network.sequential.rowStructure.layer)
    }.among { context in
      guard context.run.analyst.explainer.hasLayers else { return [] }
      let model = context.run.analyst.explainer.network.sequential
      return model.layers.map(\.name) + [model.rowStructure.layer]
    },
    of(
      "collapse.standfirst", "a summary of the gradient rows in a few sentences", .text,
      needs: .gradientAtInput
    ) {
      .text(FindingSentences.standfirst($0))
    },
    of(
      "order.largest-change",
      "the largest change of the logit when the words are shuffled 100 times", .plain,
      needs: .layers
    ) {
      .number($0.orders.largestChange)
    },
    of(
      "order.counts", "whether shuffling the words moves the logit by more than 1e-12", .boolean,
      needs: .layers
    ) {
      .boolean($0.orders.largestChange > 1e-12)
    },
    of(
      "collapse.mean", "the positions that the mean is taken over, in words", .text,
      needs: .gradientAtInput
    ) {
      .text(FindingSentences.mean($0))
    },
    of(
      "collapse.collapses", "whether all gradient rows are the same", .boolean,
      needs: .gradientAtInput
    ) {
      .boolean($0.collapse.collapses)
    },
    of(
      "collapse.max-row-difference", "the largest difference between two gradient rows", .plain,
      needs: .gradientAtInput
    ) {
      .number($0.collapse.maxRowDifference)
    },
    of("collapse.distinct-rows", "distinct gradient rows", .count, needs: .gradientAtInput) {
      .integer($0.collapse.distinctRows)
    },
    of(
      "collapse.gini", "Gini coefficient of the gradient rows’ lengths", .plain,
      needs: .gradientAtInput
    ) {
      .number($0.collapse.gini)
    },
    of(
      "collapse.entropy", "entropy of the gradient rows’ lengths, in nats", .plain,
      needs: .gradientAtInput
    ) {
      .number($0.collapse.entropy)
    },
    of("gradient.length", "the length of the first gradient row", .plain, needs: .gradientAtInput) {
      .number($0.rowStatistics.rowLength)
    },
    of("gradient.distinct-sums", "distinct sums of gradient rows", .count, needs: .gradientAtInput)
    {
      .integer($0.rowStatistics.distinctGradientSums)
    },
    of(
      "embedding.distinct-means", "distinct means of the words’ embeddings", .count,
      needs: .gradientAtInput
    ) {
      .integer($0.rowStatistics.distinctEmbeddingMeans)
    },
    of(
      "embedding.distinct-words", "distinct words in the review, unknown words counted once",
      .count, needs: .gradientAtInput
    ) {
      .integer($0.rowStatistics.distinctWords)
    },
    of(
      "gradient.pooled-ratio",
      "the gradient's length at the average, divided by that at one row", .plain, needs: .layers
    ) { $0.rowStatistics.pooledRatio.map { .number($0) } },
  ]

  private static let path = [
    of("path.pieces", "linear pieces of the path from the baseline", .count, needs: .layers) {
      $0.path.pieces.map { .integer($0.count) }
    },
    of(
      "path.is-exact",
      "whether a closed form attributes the output, from the logit of one class alone",
      .boolean, needs: .layers
    ) { analysis in
      .boolean(analysis.explained.pooled != nil && !analysis.explained.output.isSoftmax)
    },
    of("path.sentence", "the linear pieces of that path, in words", .text, needs: .layers) {
      .text(Sentences.path($0))
    },
    of("agreement.sentence", "a sentence on why the contributions agree, or need not", .text) {
      .text($0.agreementFinding.sentence)
    },
  ]
}
