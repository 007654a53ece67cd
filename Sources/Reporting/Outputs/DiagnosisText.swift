public import Attribution
public import Classifier
import HTML
import LinearAlgebra
import SourceText

/// What a model is, layer by layer, and whether its word-level gradients collapse, for the terminal.
public struct DiagnosisText {
  let model: Model
  let survey: CollapseSurvey

  /// Prepares the text.
  ///
  /// - Parameters:
  ///   - survey: What was found on some reviews.
  ///   - model: The model that was surveyed.
  public init(_ survey: CollapseSurvey, of model: Model) {
    self.model = model
    self.survey = survey
  }

  /// The whole text, without the end of its last line.
  public var text: String {
    let found = SurveyText(survey: survey)
    return ([layers] + decisions + found.paragraphs + [found.advice]).joined(separator: "\n\n")
  }

  /// What the model's file leaves open, as a paragraph; none where it leaves nothing open.
  private var decisions: [String] {
    guard !model.decisions.isEmpty else { return [] }
    let lines = model.decisions.map { decision in
      "  " + decision.sentence.shownOnOneLine
        + (decision.option.map { "; \($0) says otherwise" } ?? "")
    }
    return [(["What the file leaves open was decided:"] + lines).joined(separator: "\n")]
  }

  private var layers: String {
    let rows = LayerSummary.all(of: model)
    let table =
      [["layer", "kind", "output", "parameters"]]
      + rows.map { [$0.name.shownOnOneLine, $0.kind, $0.output, Self.grouped($0.parameters)] }
    let total = Self.grouped(rows.reduce(0) { $0 + $1.parameters })
    return """
      \(model.name.shownOnOneLine), SHA-256 \(model.sha256)
      \(total) parameters, \(model.text.sequenceLength.map(String.init) ?? "any number of") positions, \(counted(model.text.vocabulary.count, "word")) in the vocabulary\(classes)

      \(SurveyText.columns(table, rightAligned: [3]))
      """
  }

  /// The names of the classes, where they are other ones than the tutorial's.
  private var classes: String {
    guard model.classes != Label.binary else { return "" }
    let names = model.classes.prefix(20).map(\.name.shownOnOneLine).joined(separator: ", ")
    let more = model.classes.count > 20 ? " and \(model.classes.count - 20) more" : ""
    return "\n\(model.classes.count) classes: \(names)\(more)"
  }

  /// A number with a comma between thousands.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return String(
      digits.enumerated().flatMap { index, digit in
        index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
      })
  }
}

/// One layer of a model for a list.
struct LayerSummary {
  /// The layer's own name.
  let name: String
  /// Keras' name of its class.
  let kind: String
  /// The shape of its output.
  let output: String
  /// The number of its weights.
  let parameters: Int

  /// All layers of a model, the embedding first.
  static func all(of model: Model) -> [LayerSummary] {
    let sequential = model.sequential
    let embedding = sequential.embedding
    var shape = Shape(rows: nil, columns: embedding.table.columns)
    var rows = [
      LayerSummary(
        name: embedding.name, kind: Embedding.className, output: "\(shape)",
        parameters: embedding.table.rows * embedding.table.columns)
    ]
    for layer in sequential.layers {
      shape = layer.outputShape(of: shape) ?? shape
      rows.append(
        LayerSummary(
          name: layer.name, kind: type(of: layer).className, output: "\(shape)",
          parameters: layer.parameters.reduce(0) { $0 + $1.values.rows * $1.values.columns }))
    }
    return rows
  }
}
