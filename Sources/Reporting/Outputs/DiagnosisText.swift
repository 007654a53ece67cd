public import Attribution
public import Classifier
import HTML
import LinearAlgebra

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
    ([layers, finding, measured, methods, advice].compactMap(\.self)).joined(separator: "\n\n")
  }

  private var layers: String {
    let rows = LayerSummary.all(of: model)
    let table =
      [["layer", "kind", "output", "parameters"]]
      + rows.map { [$0.name, $0.kind, $0.output, Self.grouped($0.parameters)] }
    let total = Self.grouped(rows.reduce(0) { $0 + $1.parameters })
    return """
      \(model.name), SHA-256 \(model.sha256)
      \(total) parameters, \(model.text.sequenceLength) positions, \(counted(model.text.vocabulary.count, "word")) in the vocabulary\(classes)

      \(Self.columns(table, rightAligned: [3]))
      """
  }

  /// The names of the classes, where they are other ones than the tutorial's.
  private var classes: String {
    guard model.classes != Label.binary else { return "" }
    let names = model.classes.prefix(20).map(\.name).joined(separator: ", ")
    let more = model.classes.count > 20 ? " and \(model.classes.count - 20) more" : ""
    return "\n\(model.classes.count) classes: \(names)\(more)"
  }

  private var finding: String {
    "\(CollapseSentences.headline(survey))\n\(CollapseSentences.reason(survey.structure))"
  }

  private var measured: String {
    var rows = CollapseSentences.measures(survey).map { ["  \($0.name)", $0.value] }
    if let patterns = survey.patterns {
      rows += CollapseSentences.measures(patterns).map { ["  \($0.name)", $0.value] }
    }
    return "Measured on \(counted(survey.reviews, "review")):\n" + Self.columns(rows)
  }

  private var methods: String {
    let rows = survey.methods.map { finding in
      ["  \(finding.method.name)", CollapseSentences.outlook(finding)]
    }
    return "What that means for each method:\n" + Self.columns(rows)
  }

  private var advice: String {
    CollapseSentences.advice(survey) + "\n'report evaluate --faithfulness' says which to trust."
  }

  /// A number with a comma between thousands.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return String(
      digits.enumerated().flatMap { index, digit in
        index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
      })
  }

  /// Cells in columns that stand two spaces apart.
  private static func columns(_ rows: [[String]], rightAligned: Set<Int> = []) -> String {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { cells in
      var line = ""
      for (column, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        let isLast = column == cells.count - 1
        line += rightAligned.contains(column) ? space + cell : isLast ? cell : cell + space
        if !isLast { line += "  " }
      }
      return line
    }.joined(separator: "\n")
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
