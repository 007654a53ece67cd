import Attribution
import Classifier
public import Faithfulness
import HTML
import SourceText

/// A faithfulness study as text for the terminal: an overview, a block per metric, and a conclusion.
public struct FaithfulnessText {
  let table: FaithfulnessTable
  private let columns: Int?

  /// Creates the text of a study.
  ///
  /// - Parameters:
  ///   - table: The study.
  ///   - columns: The width of the terminal, which the tables are fitted to; nil for no limit.
  public init(_ table: FaithfulnessTable, columns: Int? = nil) {
    self.table = table
    self.columns = columns
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
  /// The column of the methods, as wide in all tables.
  private var methodColumn: TextTable.Column {
    TextTable.Column(minimum: max(22, names.map(\.displayWidth).max() ?? 0))
  }

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
    let numbers = table.columns.indices.map { "\($0 + 1)" }
    let marks = TextTable(
      [methodColumn]
        + numbers.map { TextTable.Column($0, isRightAligned: true, minimum: 2, gap: 1) },
      rows: table.methods.indices.map { method in
        [names[method]] + table.columns.map { Self.mark($0.cells[method].verdict) }
      })
    let legend = TextTable(
      [TextTable.Column(isRightAligned: true, minimum: 3), TextTable.Column(overflow: .cut)],
      rows: zip(numbers, table.columns).map { [$0, $1.metric.card.name] })
    return
      ([
        "Compared with the same scores in random order: + better, = no different, − worse,",
        "· no comparison (the metric ignores the order, or is undefined)", "",
      ] + marks.lines(fitting: columns) + [""] + legend.lines(fitting: columns)).joined(
        separator: "\n")
  }

  private static func mark(_ verdict: Verdict?) -> String {
    switch verdict {
    case .better: "+"
    case .equal: "="
    case .worse: "−"
    case nil: "·"
    }
  }

  private func block(_ index: Int) -> String {
    let column = table.columns[index]
    let card = column.metric.card
    let settings = column.metric.settings.map { "\($0.name)=\($0.value)" }
    let options =
      settings + (card.removesWords ? ["removal=\(table.removal.rawValue)"] : [])
      + (card.removesWords ? ["baseline=\(table.baseline.rawValue)"] : [])
    let head = [
      "\(index + 1)  \(card.name): \(Self.words(card.better)), \(counted(column.reviews, "review"))",
      "   \(card.summary)",
      "   \(card.origin)\(options.isEmpty ? "" : " [\(options.joined(separator: " "))]")", "",
    ]
    return (head + numbers(column).lines(fitting: columns)).joined(separator: "\n")
  }

  /// The values of a metric, one row per method, best first.
  private func numbers(_ column: FaithfulnessTable.Column) -> TextTable {
    let format = CellFormat(column)
    func numbers(_ title: String, _ width: Int) -> TextTable.Column {
      TextTable.Column(title, isRightAligned: true, minimum: width - 1, gap: 1)
    }
    var columns = [
      methodColumn, numbers("mean", format.numberWidth), numbers("95 %", format.rangeWidth),
    ]
    if column.metric.card.readsOrder {
      columns += [
        numbers("random", format.numberWidth), numbers("reversed", format.numberWidth),
        numbers("own − random", 24), TextTable.Column(),
      ]
    }
    var table = TextTable(columns + [TextTable.Column()], indent: 3)
    for method in column.ranking { table.add(row(method, column, format)) }
    table.add(["(uniform scores)"] + format.cells(column.constant))
    return table
  }

  private func row(
    _ method: Int, _ column: FaithfulnessTable.Column, _ format: CellFormat
  ) -> [String] {
    let cell = column.cells[method]
    var row = [names[method]] + format.cells(cell.own)
    guard cell.own != nil else { return row }
    if column.metric.card.readsOrder {
      row += [
        format.number(cell.random?.mean), format.number(cell.reversed?.mean),
        format.range(cell.difference, isSigned: true), Self.mark(cell.verdict),
      ]
    }
    return row + (cell.undefined > 0 ? ["undefined for \(cell.undefined)"] : [])
  }

  private static func words(_ better: Better) -> String {
    switch better {
    case .higher: "higher is better"
    case .lower: "lower is better"
    case .zero: "closer to zero is better"
    }
  }
}
