package import Classifier
import LinearAlgebra
package import SourceText

/// A run of `report evaluate`: the predictions for labelled reviews.
package struct EvaluationRun: PartRun {
  /// The prediction for a review.
  package struct Record: Sendable {
    /// The prediction.
    package let prediction: Prediction
    /// The index of the label among the classes.
    let label: Int
    let isWordless: Bool

    /// Creates a record.
    ///
    /// - Parameters:
    ///   - prediction: The prediction.
    ///   - label: The index of the label among the classes.
    ///   - isWordless: Whether the model finds no word in the review.
    package init(_ prediction: Prediction, label: Int, isWordless: Bool) {
      (self.prediction, self.label, self.isWordless) = (prediction, label, isWordless)
    }
  }

  package static let kind = PartKind.evaluation

  private let sha256: String
  private let classes: [Label]

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - sha256: The SHA-256 of the classifier.
  ///   - classes: The classes.
  package init(sha256: String, classes: [Label]) {
    (self.sha256, self.classes) = (sha256, classes)
  }

  package init(_ header: JSONField) throws(Diagnostics) {
    sha256 = try header["model"].text()
    classes = try header["classes"].classes()
    _ = try header["reviews"].whole(1...Int(Int32.max))
  }

  package func write(to json: inout JSONWriter) {
    json.write("model", sha256)
    json.write("classes", classes.map(\.name))
  }

  package func write(_ record: Record, to json: inout JSONWriter) {
    json.write("label", record.label)
    json.write("logits", exactly: record.prediction.logits)
    if record.isWordless { json.write("wordless", true) }
  }

  package func record(_ line: JSONField) throws(Diagnostics) -> Record {
    let label = try line["label"].whole(0...classes.count - 1)
    let logits = try line["logits"].exactNumbers()
    guard logits.count == (classes.count == 2 && logits.count == 1 ? 1 : classes.count) else {
      throw line["logits"].problem("an array of length \(classes.count)")
    }
    return Record(
      Prediction(logits: Matrix(rows: 1, columns: logits.count, logits), classes: classes),
      label: label,
      isWordless: line["wordless"].isGiven ? try line["wordless"].flag() : false)
  }

  package func output(
    of records: [Record], on source: PartSource, as form: PartOutput.Form
  ) throws(Diagnostics) -> PartOutput {
    let evaluation = Evaluation(
      records.map { ($0.prediction, classes[$0.label]) }, classes: classes)
    let wordless = records.count(where: \.isWordless)
    let text = EvaluationText(evaluation, columns: form.columns)
    return PartOutput(
      form.isJSON ? text.json(model: sha256) : text.text,
      warnings: wordless > 0 ? [.wordless(wordless, of: records.count, in: source.path)] : [])
  }
}
