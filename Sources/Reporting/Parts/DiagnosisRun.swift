package import Attribution
import Classifier
import LinearAlgebra
package import SourceText

/// A run of `report diagnose`: measurements of the gradients on each review.
package struct DiagnosisRun: PartRun {
  package typealias Record = SurveyedReview?

  /// The diagnosed model or program.
  enum Subject: Sendable {
    case model(ModelOutline, RowStructure)
    case program(ProgramOutline)
  }

  package static let kind = PartKind.diagnosis

  let subject: Subject
  /// The SHA-256 of the model, or of the program's identity and classes.
  let sha256: String
  /// The classes in the order of outputs.
  let classes: [Label]
  let target: OutputScale
  /// The explained output; nil for the predicted class of each review.
  let explained: Output?
  let methods: [ConfiguredMethod]
  /// The SHA-256 of the background reviews.
  let background: String
  /// The dimensions of an embedding; 0 for a program.
  let dimensions: Int

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - explainer: The classifier and the output.
  ///   - methods: The surveyed methods.
  package init(_ explainer: Explainer, methods: [ConfiguredMethod]) {
    if let structure = explainer.rowStructure {
      subject = .model(ModelOutline(explainer.network), structure)
    } else {
      subject = .program(ProgramOutline(explainer.classifier))
    }
    sha256 = explainer.sha256
    classes = explainer.classes
    target = explainer.output.target
    explained = explainer.explainsVerdicts ? nil : explainer.output
    self.methods = methods
    background = explainer.background.sha256
    dimensions = explainer.hasLayers ? explainer.network.sequential.embedding.table.columns : 0
  }

  /// Whether there are gradients to measure; otherwise a run has no reviews.
  private var hasGradients: Bool {
    switch subject {
    case .model: true
    case .program(let program): program.access >= .gradientAtInput
    }
  }

  package init(_ header: JSONField) throws(Diagnostics) {
    sha256 = try header["model"].text()
    classes = try header["classes"].classes()
    target = try header["target"].choice()
    explained = try header["explained"].output(target, of: classes)
    methods = try header["methods"].methods()
    background = try header["background"].text()
    dimensions = try header["dimensions"].whole()
    subject =
      header["program"].isGiven
      ? .program(try header["program"].program())
      : .model(
        try header["outline"].model(sha256, classes), try header["structure"].structure())
  }

  package func write(to json: inout JSONWriter) {
    json.write("model", sha256)
    json.write("classes", classes.map(\.name))
    json.write("target", target.rawValue)
    json.write("explained", explained, of: classes)
    json.write("methods", methods)
    json.write("background", background)
    json.write("dimensions", dimensions)
    switch subject {
    case .model(let outline, let structure):
      json.object("outline", outline.write)
      json.object("structure") { json in
        json.write("layer", structure.layer)
        json.write("because", structure.difference)
      }
    case .program(let outline): json.object("program", outline.write)
    }
  }

  package func write(_ record: SurveyedReview?, to json: inout JSONWriter) {
    if let record { record.write(to: &json) } else { json.write("wordless", true) }
  }

  package func record(_ line: JSONField) throws(Diagnostics) -> SurveyedReview? {
    if line["wordless"].isGiven, try line["wordless"].flag() { return nil }
    return try SurveyedReview(line, methods: methods.count, dimensions: dimensions)
  }

  package func output(
    of records: [SurveyedReview?], on source: PartSource, as form: PartOutput.Form
  ) throws(Diagnostics) -> PartOutput {
    switch subject {
    case .model(let outline, let structure):
      let survey = try survey(records, structure, source)
      let text = DiagnosisText(survey, of: outline, columns: form.columns)
      return PartOutput(form.isJSON ? text.json : text.text)
    case .program(let outline):
      let survey = hasGradients ? try survey(records, nil, source) : nil
      let text = BlackBoxText(outline, survey: survey, columns: form.columns)
      return PartOutput(form.isJSON ? text.json : text.text)
    }
  }

  private func survey(
    _ records: [SurveyedReview?], _ structure: RowStructure?, _ source: PartSource
  ) throws(Diagnostics) -> CollapseSurvey {
    if let survey = CollapseSurvey(records, structure: structure, methods: methods) {
      return survey
    }
    throw Diagnostics(
      "the model finds no words in any of these reviews", at: SourceLocation(file: source.path))
  }
}
