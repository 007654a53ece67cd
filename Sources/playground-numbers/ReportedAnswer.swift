import Attribution
import Classifier
import LinearAlgebra
import Playground
import SourceText

/// The numbers of the program for a text, in the order of `PlaygroundAnswer.numbers`.
struct ReportedAnswer {
  let numbers: [Double]
  /// The words to which the gradient points.
  let words: [String]

  init(_ text: String, padding: Int, by model: Model) throws(Diagnostics) {
    var explainer = Explainer(model)
    if padding > 0, model.text.ngrams == nil {
      explainer = Explainer(
        try Model(
          sequential: model.sequential,
          text: Self.padded(model.text, to: model.encode(text).indices.count + padding),
          classes: model.classes))
    }
    let explained = explainer.explain(text)
    let review = explained.review
    let result = IntegratedGradients().attribute(explained)
    let prediction = explained.prediction
    let gradient = explained.gradient.row(explained.firstUnmasked)
    let start =
      Origin.baseline(.pad, nil).predictions(for: explained)[0]
    let directions = Self.directions(explained, gradient)
    let padding = review.paddingPositions
    let counted = (0..<explained.length).count(where: explained.isUnmasked)
    var numbers = [
      Double(prediction.classIndex), Double(explained.output.classIndex), explained.value,
      result.baselineValue ?? .nan, result.padding, result.specialTokens, result.sum,
      Double(explained.length), Double(counted), Double(padding.count),
      Double(prediction.logits.count), Double(prediction.probabilities.count),
      Double(gradient.count), Double(directions.count), Double(review.tokens.count),
      Double(review.read.lowerBound), Double(review.read.upperBound),
    ]
    numbers += prediction.logits + prediction.probabilities + start.probabilities + gradient
    numbers += directions.flatMap { [Double($0.index), $0.change] }
    for token in review.tokens {
      numbers += [
        Double(token.range.lowerBound), Double(token.range.upperBound), Double(token.index),
        token.isKnown ? 1 : 0,
      ]
    }
    self.numbers = numbers + result.scores
    words = directions.map { model.text.vocabulary.words[$0.index] }
  }

  private static func padded(_ text: TextPipeline, to length: Int) -> TextPipeline {
    TextPipeline(
      standardization: text.standardization, split: text.split, vocabulary: text.vocabulary,
      sequenceLength: length, padding: text.padding, truncating: text.truncating,
      lineBreaks: text.lineBreaks, leavesUnknownOut: text.leavesUnknownOut)
  }

  /// Sorts the whole vocabulary by the product of rows and gradient.
  private static func directions(
    _ explained: ReviewInput, _ gradient: [Double]
  ) -> [(index: Int, change: Double)] {
    let vocabulary = explained.network.text.vocabulary
    let row = Matrix(rows: 1, columns: gradient.count, gradient)
    let here = Baseline.pad.row(for: explained).dots(withRow: row)[0]
    let scale = explained.review.mixture?.scale ?? 1
    let products = explained.network.sequential.embedding.table.dots(withRow: row)
    let changes = vocabulary.words.indices.filter(vocabulary.isWord).map {
      (index: $0, change: scale * products[$0] - here)
    }
    return Array(
      changes.filter { $0.change > 0 }.sorted { ($1.change, $0.index) < ($0.change, $1.index) }
        .prefix(PlaygroundAnswer.directionCount))
  }
}
