import Attribution
import Classifier
package import Faithfulness
package import SourceText

/// A run of `report evaluate --faithfulness`: the values of metrics for the methods on each review.
package struct FaithfulnessRun: PartRun {
  package typealias Record = ReviewScores?

  package static let kind = PartKind.faithfulness

  private let settings: StudySettings
  /// The SHA-256 of the background reviews.
  private let background: String

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - settings: The settings of the study.
  ///   - background: The SHA-256 of the background reviews.
  package init(_ settings: StudySettings, background: String) {
    (self.settings, self.background) = (settings, background)
  }

  package init(_ header: JSONField) throws(Diagnostics) {
    _ = try header["reviews"].whole(1...Int(Int32.max))
    let classes = try header["classes"].classes()
    let target: OutputScale = try header["target"].choice()
    guard let seed = Int(try header["seed"].text()), seed >= 0 else {
      throw header["seed"].problem("a seed")
    }
    settings = StudySettings(
      methods: try header["methods"].methods(), metrics: try header["metrics"].metrics(),
      removal: try header["removal"].choice(), baseline: try header["baseline"].choice(),
      seed: seed, target: target, sha256: try header["model"].text(), classes: classes,
      explained: try header["explained"].output(target, of: classes),
      meaningOfRemoval: try header["missing_word"].text())
    background = try header["background"].text()
  }

  package func write(to json: inout JSONWriter) {
    json.write("model", settings.sha256)
    json.write("classes", settings.classes.map(\.name))
    json.write("target", settings.target.rawValue)
    json.write("explained", settings.explained, of: settings.classes)
    json.write("methods", settings.methods)
    json.write("metrics", settings.metrics)
    json.write("removal", settings.removal.rawValue)
    json.write("baseline", settings.baseline.rawValue)
    json.write("missing_word", settings.meaningOfRemoval)
    // Not every seed fits a number of JSON.
    json.write("seed", "\(settings.seed)")
    json.write("background", background)
  }

  package func write(_ record: ReviewScores?, to json: inout JSONWriter) {
    guard let record else { return json.write("wordless", true) }
    json.write("constant", exactly: record.constant)
    json.object("chance", record.chance.write)
    json.objects("methods", record.methods) { json, method in
      json.write("own", exactly: method.own)
      json.write("random", exactly: method.random)
      json.write("reversed", exactly: method.reversed)
      json.write("is_constant", method.isConstant)
      json.object("curves", method.curve.write)
    }
  }

  package func record(_ line: JSONField) throws(Diagnostics) -> ReviewScores? {
    if line["wordless"].isGiven, try line["wordless"].flag() { return nil }
    let count = settings.metrics.count
    var scores = ReviewScores(
      constant: try line["constant"].exactNumbers(count), chance: try line["chance"].curve())
    for method in try line["methods"].elements(settings.methods.count) {
      scores.methods.append(
        ReviewScores.Method(
          own: try method["own"].exactNumbers(count),
          random: try method["random"].exactNumbers(count),
          reversed: try method["reversed"].exactNumbers(count),
          isConstant: try method["is_constant"].flag(), curve: try method["curves"].curve()))
    }
    return scores
  }

  package func output(
    of records: [ReviewScores?], on source: PartSource, as form: PartOutput.Form
  ) throws(Diagnostics) -> PartOutput {
    let table = settings.table(of: records, jobs: form.jobs)
    return PartOutput(
      form.isJSON ? table.json : FaithfulnessText(table, columns: form.columns).text)
  }
}

extension ReviewScores.Curve {
  fileprivate func write(to json: inout JSONWriter) {
    json.write("without", exactly: deletion)
    json.write("only", exactly: insertion)
  }
}

extension JSONField {
  /// Returns the value as two curves.
  fileprivate func curve() throws(Diagnostics) -> ReviewScores.Curve {
    let count = RemovalCurve.shares.count
    return ReviewScores.Curve(
      deletion: try self["without"].exactNumbers(count),
      insertion: try self["only"].exactNumbers(count))
  }
}
