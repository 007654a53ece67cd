public import Attribution
import HTML

/// A study for the terminal: an overview, a block for each metric, and what follows from it.
public struct FaithfulnessText {
  private let table: FaithfulnessTable

  /// Prepares the text.
  public init(_ table: FaithfulnessTable) {
    self.table = table
  }

  /// The whole text, without the end of its last line.
  public var text: String {
    ([header, overview] + table.columns.indices.map(block) + [trust]).joined(separator: "\n\n")
  }

  private var names: [String] { table.methods.map(\.name) }
  private var width: Int { max(22, names.map(\.count).max() ?? 0) }

  private var header: String {
    var lines = [
      "Faithfulness: \(counted(table.methods.count, "method")), \(counted(table.columns.count, "metric")), "
        + "\(counted(table.reviews, "review"))",
      "target: the \(table.target.rawValue) of the predicted class; F is its probability",
      "removal=\(table.removal.rawValue), baseline=\(table.baseline.rawValue): a missing word is "
        + table.removal.summary(table.baseline),
      "intervals: 95 %, \(table.resamples) resamples of the reviews, seed=\(table.seed)",
    ]
    if table.wordless > 0 {
      lines.append("\(counted(table.wordless, "review")) without a word: no metric judges there")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Overview

  private var overview: String {
    let numbers = table.columns.indices.map { Self.left("\($0 + 1)", 3) }.joined()
    var lines = [
      "Against the same scores in a random order: + better, = no different, − worse,",
      "· nothing to compare (the metric does not read the order, or is undefined)", "",
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

  // MARK: One metric

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
    lines.append("   " + Self.right("(every word alike)", width) + format.cells(column.constant))
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
    case .zero: "nearer to zero is better"
    }
  }

  // MARK: What follows

  private var trust: String {
    let standings = table.standings.filter { $0.count > 0 }
    let most = table.columns.count { $0.metric.type.readsOrder }
    guard most > 0 else {
      return
        "Which to trust: none of these metrics reads the order of the words, so there is no chance to beat."
    }
    func list(_ methods: [FaithfulnessTable.Standing]) -> String {
      methods.map { names[$0.method] }.joined(separator: ", ")
    }
    var lines = [
      "Which to trust, by the metrics that read the order of the words and tell something apart:"
    ]
    let above = standings.filter { $0.agreed == .above }
    if !above.isEmpty { lines.append("  better than chance on every one: \(list(above))") }
    let at = standings.filter { $0.agreed == .at }
    if !at.isEmpty { lines.append("  no different from chance on any: \(list(at))") }
    let below = standings.filter { $0.agreed == .below }
    if !below.isEmpty { lines.append("  worse than chance on every one: \(list(below))") }
    for standing in standings where standing.agreed == nil {
      let counts = Verdict.allCases.filter { !standing[$0].isEmpty }.map { verdict in
        let metrics = standing[verdict]
        let name = Self.words(verdict)
        return metrics.count > standing.count / 2
          ? "\(name) on \(metrics.count)" : "\(name) on \(metrics.joined(separator: ", "))"
      }
      lines.append("  \(names[standing.method]): \(counts.joined(separator: "; "))")
    }
    let missing = table.methods.indices.filter { method in
      !standings.contains { $0.method == method }
    }
    if !missing.isEmpty {
      lines.append("  undefined: \(missing.map { names[$0] }.joined(separator: ", "))")
    }
    let mute = table.columns.filter { $0.metric.type.readsOrder && $0.isMute }
    if !mute.isEmpty {
      lines.append(
        "  says the same of every method and of chance: "
          + mute.map { $0.metric.type.name }.joined(separator: ", "))
    }
    let collapsed = table.methods.indices.filter { method in
      table.constant[method] > 0 && table.constant[method] == table.reviews - table.wordless
    }
    if !collapsed.isEmpty {
      lines.append(
        "  the same score for every word, in every review: "
          + collapsed.map { names[$0] }.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }

  private static func words(_ verdict: Verdict) -> String {
    switch verdict {
    case .above: "better than chance"
    case .at: "no different from chance"
    case .below: "worse than chance"
    }
  }

  static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }

  private static func right(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// How the numbers of a block are written: all alike, so that they can be compared.
private struct CellFormat {
  /// Whether there are numbers that four digits would not show.
  private let hasTiny: Bool

  init(_ column: FaithfulnessTable.Column) {
    hasTiny = (column.cells.map(\.own) + [column.constant]).contains { interval in
      interval.map { Self.isTiny($0.mean) } ?? false
    }
  }

  private static func isTiny(_ value: Double) -> Bool { value != 0 && abs(value) < 5e-5 }

  var numberWidth: Int { hasTiny ? 14 : 10 }
  var rangeWidth: Int { hasTiny ? 27 : 22 }

  func number(_ value: Double?, isSigned: Bool = false) -> String {
    guard let value else { return "undefined" }
    return hasTiny && Self.isTiny(value)
      ? NumberText.scientificText(value)
      : NumberText.fixed(value, digits: 4, isSigned: isSigned)
  }

  func range(_ interval: Interval?, isSigned: Bool = false) -> String {
    interval.map {
      number($0.low, isSigned: isSigned) + " … " + number($0.high, isSigned: isSigned)
    }
      ?? ""
  }

  func cells(_ interval: Interval?) -> String {
    let mean = FaithfulnessText.left(number(interval?.mean), numberWidth)
    return interval == nil ? mean : mean + FaithfulnessText.left(range(interval), rangeWidth)
  }
}
