public import Attribution
import Classifier
import HTML
import SourceText

/// A faithfulness study as text for the terminal: an overview, a block per metric, and a conclusion.
public struct FaithfulnessText {
  let table: FaithfulnessTable

  /// Creates the text of a study.
  public init(_ table: FaithfulnessTable) {
    self.table = table
  }

  /// The whole text, without a final line feed.
  public var text: String {
    ([header, overview] + table.columns.indices.map(block) + [trust]).joined(separator: "\n\n")
  }

  private var subject: String {
    table.explained.map { ExplainedClass($0, of: table.classes).name }
      ?? "the predicted class"
  }

  var names: [String] { table.methods.map(\.name) }
  private var width: Int { max(22, names.map(\.count).max() ?? 0) }

  private var header: String {
    var lines = [
      "Faithfulness: \(counted(table.methods.count, "method")), \(counted(table.columns.count, "metric")), "
        + "\(counted(table.reviews, "review"))",
      "target: the \(table.target.rawValue) of \(subject.shownOnOneLine); F is its probability",
      "removal=\(table.removal.rawValue), baseline=\(table.baseline.rawValue): a missing word is "
        + table.meaningOfRemoval,
      "intervals: 95 %, \(table.resamples) resamples of the reviews, seed=\(table.seed)",
      "verdicts: 95 % jointly for all \(table.comparisons) comparisons with chance (Bonferroni)",
    ]
    if table.wordless > 0 {
      lines.append("\(counted(table.wordless, "review")) without words: not evaluated")
    }
    return lines.joined(separator: "\n")
  }

  private var overview: String {
    let numbers = table.columns.indices.map { Self.left("\($0 + 1)", 3) }.joined()
    var lines = [
      "Compared with the same scores in random order: + better, = no different, − worse,",
      "· no comparison (the metric ignores the order, or is undefined)", "",
      Self.right("", width) + numbers,
    ]
    for method in table.methods.indices {
      let marks = table.columns.map { Self.left(Self.mark($0.cells[method].verdict), 3) }
      lines.append(Self.right(names[method], width) + marks.joined())
    }
    lines.append("")
    for (index, column) in table.columns.enumerated() {
      lines.append("\(Self.left("\(index + 1)", 3))  \(column.metric.type.name)")
    }
    return lines.joined(separator: "\n")
  }

  private static func mark(_ verdict: Verdict?) -> String {
    switch verdict {
    case .above: "+"
    case .at: "="
    case .below: "−"
    case nil: "·"
    }
  }

  private func block(_ index: Int) -> String {
    let column = table.columns[index]
    let type = column.metric.type
    let settings = column.metric.settings.map { "\($0.name)=\($0.value)" }
    let options =
      settings + (type.removesWords ? ["removal=\(table.removal.rawValue)"] : [])
      + (type.removesWords ? ["baseline=\(table.baseline.rawValue)"] : [])
    var lines = [
      "\(index + 1)  \(type.name): \(Self.words(type.better)), \(counted(column.reviews, "review"))",
      "   \(type.summary)",
      "   \(type.origin)\(options.isEmpty ? "" : " [\(options.joined(separator: " "))]")", "",
    ]
    let format = CellFormat(column)
    var header = "   " + Self.right("", width) + Self.left("mean", format.numberWidth)
    header += Self.left("95 %", format.rangeWidth)
    if type.readsOrder {
      header += Self.left("random", format.numberWidth) + Self.left("reversed", format.numberWidth)
      header += Self.left("own − random", 24)
    }
    lines.append(header)
    for method in column.ranking { lines.append("   " + row(method, column, format)) }
    lines.append("   " + Self.right("(uniform scores)", width) + format.cells(column.constant))
    return lines.joined(separator: "\n")
  }

  private func row(
    _ method: Int, _ column: FaithfulnessTable.Column, _ format: CellFormat
  ) -> String {
    let cell = column.cells[method]
    var row = Self.right(names[method], width) + format.cells(cell.own)
    if column.metric.type.readsOrder, cell.own != nil {
      row += Self.left(format.number(cell.random?.mean), format.numberWidth)
      row += Self.left(format.number(cell.reversed?.mean), format.numberWidth)
      row += Self.left(format.range(cell.difference, isSigned: true), 24)
      row += "  \(Self.mark(cell.verdict))"
    }
    let isPartly = cell.undefined > 0 && cell.own != nil
    return row + (isPartly ? "  undefined for \(cell.undefined)" : "")
  }

  private static func words(_ better: Better) -> String {
    switch better {
    case .higher: "higher is better"
    case .lower: "lower is better"
    case .zero: "closer to zero is better"
    }
  }

  static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }

  private static func right(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
