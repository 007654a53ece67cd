public import Attribution
public import Classifier
import HTML
import SourceText

/// A model's layers, and whether its word-level gradients collapse, as text for the terminal.
public struct DiagnosisText {
  let model: ModelOutline
  let survey: CollapseSurvey
  private let columns: Int?

  /// Creates the text.
  ///
  /// - Parameters:
  ///   - survey: The survey of the model's gradients on some reviews.
  ///   - model: The surveyed model.
  ///   - columns: The width of the terminal, which the tables are fitted to; nil for no limit.
  public init(_ survey: CollapseSurvey, of model: Model, columns: Int? = nil) {
    self.init(survey, of: ModelOutline(model), columns: columns)
  }

  init(_ survey: CollapseSurvey, of model: ModelOutline, columns: Int?) {
    self.model = model
    self.survey = survey
    self.columns = columns
  }

  /// The whole text, without a final line feed.
  public var text: String {
    let found = SurveyText(survey: survey, columns: columns)
    return ([layers] + decisions + found.paragraphs + [found.advice]).joined(separator: "\n\n")
  }

  /// A paragraph on the settings that the model file does not specify; empty if it specifies all.
  private var decisions: [String] {
    guard !model.decisions.isEmpty else { return [] }
    let lines = model.decisions.map { decision in
      "  " + decision.sentence.shownOnOneLine
        + (decision.option.map { "; override with \($0)" } ?? "")
    }
    return [(["Settings that the file does not specify:"] + lines).joined(separator: "\n")]
  }

  private var layers: String {
    let rows = model.layers
    let heads =
      ["layer", "kind", "output"].map { TextTable.Column($0, overflow: .cut) }
      + [TextTable.Column("parameters", isRightAligned: true)]
    let table = TextTable(
      heads,
      rows: rows.map { [$0.name.shownOnOneLine, $0.kind, $0.output, Self.grouped($0.parameters)] })
    let total = Self.grouped(rows.reduce(0) { $0 + $1.parameters })
    return """
      \(model.name.shownOnOneLine), SHA-256 \(model.sha256)
      \(total) parameters, \(model.positions.map(String.init) ?? "any number of") positions, \(counted(model.words, "word")) in the vocabulary\(classes)

      \(table.text(fitting: columns))
      """
  }

  /// The names of the classes, unless they are the tutorial's "negative" and "positive".
  private var classes: String {
    guard model.classes != Label.binary else { return "" }
    let names = model.classes.prefix(20).map(\.name.shownOnOneLine).joined(separator: ", ")
    let more = model.classes.count > 20 ? " and \(model.classes.count - 20) more" : ""
    return "\n\(model.classes.count) classes: \(names)\(more)"
  }

  /// Formats a number with commas between groups of thousands.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return String(
      digits.enumerated().flatMap { index, digit in
        index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
      })
  }
}
