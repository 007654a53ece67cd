import Attribution
import Classifier
import Reviews
package import SourceText
package import Spooling

/// A line of `report attribute`: the review, its prediction and its attributions.
struct RecordedReview {
  /// The version, model and target, which all lines of a run share.
  struct Source: Hashable {
    /// The version of the program, and the hash of the model.
    let version, model: String
    let target: OutputScale
  }

  let pick: PickRecord
  let source: Source
  let results: RecordedResults

  /// Reads a line with a review.
  ///
  /// - Parameter line: The line.
  /// - Throws: A diagnostic for the first value that is missing or of the wrong type.
  init(_ line: JSONField) throws(Diagnostics) {
    if let problem = line["error"].value {
      let reason = problem.array?.first?["message"]?.string
      throw Diagnostics(
        "this line has an error in place of a review" + (reason.map { ": \($0)" } ?? ""),
        at: line.location, hint: "correct that review, and run 'report attribute' again")
    }
    pick = try PickRecord(line)
    source = Source(
      version: try line["version"].text(), model: try line["model"].text(),
      target: try line["target"].target())
    results = try RecordedResults(line)
  }
}

extension PickRecord {
  /// Reads the review of a line.
  init(_ line: JSONField) throws(Diagnostics) {
    var row = ReviewRow(text: try line["text"].text(), location: line.location)
    let id = try line["id"].text()
    guard Slug.isValid(id) else {
      throw Diagnostics(
        "the id '\(id)' cannot be the name of a page", at: line.location, hint: JSONField.hint)
    }
    row.id = Located(id, at: line.location)
    row.title = try line["title"].textIfAny()
    if line["columns"].value != nil { row.columns = try line["columns"].textsByName() }
    row.label = try line["label"].textIfAny().map { Located($0, at: line.location) }
    self.init(row)
  }
}

/// The prediction and the attributions of one review.
package struct RecordedResults: Sendable {
  /// The location of the line.
  let location: SourceLocation
  /// The explained class, and the class that it is compared with; nil for "positive" and for no other class.
  let explained, contrast: String?
  /// The predicted class.
  let verdict: String
  /// The logits by class, or one for both of two classes.
  let logits: [Double]
  /// The hash of the background reviews; nil if no method uses them.
  let background: String?
  /// The attributions, one per method.
  let attributions: [RecordedAttribution]

  /// Reads a line with a review.
  package init(line: String, at location: SourceLocation) throws(Diagnostics) {
    try self.init(JSONField(parsing: line, at: location))
  }

  init(_ line: JSONField) throws(Diagnostics) {
    location = line.location
    explained = try line["class"].textIfAny()
    contrast = try line["against"].textIfAny()
    verdict = try line["prediction"]["label"].text()
    if let logit = try line["prediction"]["logit"].numberOrNaNIfAny() {
      logits = [logit]
    } else {
      logits = try line["prediction"]["logits"].numbersByName()
    }
    background = try line["background"].textIfAny()
    let tokens = try line["tokens"].elements().count
    var attributions: [RecordedAttribution] = []
    for field in try line["attributions"].elements() {
      attributions.append(try RecordedAttribution(field, tokens: tokens))
    }
    self.attributions = attributions
  }
}

extension RecordedResults: Recordable {
  package init(from record: inout RecordReader) {
    location = record.location()
    explained = record.value()
    contrast = record.value()
    verdict = record.text()
    logits = record.numbers()
    background = record.value()
    attributions = record.value()
  }

  package func record(to record: inout RecordWriter) {
    record.write(location)
    record.write(explained)
    record.write(contrast)
    record.write(verdict)
    record.write(logits)
    record.write(background)
    record.write(attributions)
  }
}
