import Attribution
import Blocks
import DataSet
import Figures
import HTML
import Literate
import SourceText

/// `{history}`: the values of the document's labelled claims in earlier runs and in this one.
struct HistoryChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "history"
  static let summary =
    "The values of the document's labelled claims over earlier runs, as sparklines and a table."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{history #tbl-history rows=5}
    ```
    """

  private let rows: Int

  init(options: inout Options) {
    rows = options.take("rows", default: 10, in: 1...1000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    guard let history = context.run.history else {
      return ChunkOutput(
        body: [
          .paragraph(
            "No history is kept, so this run cannot be compared with earlier ones: use \(code: "--history")."
          )
        ], isFigure: false)
    }
    let claims = context.labelledClaims
    guard !claims.isEmpty else {
      return ChunkOutput(
        body: [.paragraph("The document has no claim with a label, so nothing is kept of a run.")],
        isFigure: false)
    }
    let series = claims.map { Series($0, in: history) }
    let table = Table(
      named: "Claims over the runs",
      columns: [
        .init("Claim", .text), .init("Runs", .text), .init("Last run", .number),
        .init("This run", .number), .init("Change", .number), .init("Holds", .text),
      ], rows: series.map(\.row))
    return ChunkOutput(
      body: [.table(table)],
      caption: """
        The left side of each labelled claim in \(counted(history.count, "earlier run")) and in this one. A line runs from the \
        oldest to this run, over the range of its own values.
        """,
      layout: .wide, alternative: runs(history, series), isFigure: true)
  }

  /// The values of the last runs.
  private func runs(_ history: [RunRecord], _ series: [Series]) -> Table? {
    guard !history.isEmpty else { return nil }
    return Table(
      named: "Values of the claims by run",
      columns: [.init("Run", .text)] + series.map { .init(Phrase($0.label), .number) },
      rows: history.suffix(rows).map { record in
        Table.Row(
          Phrase(record.run.clipped(60)),
          series.map { (record.values[$0.label] ?? nil).map(Series.phrase) ?? "–" })
      } + [Table.Row("this run", series.map { $0.current.map(Series.phrase) ?? "–" })])
  }
}

/// The values of a claim.
private struct Series {
  let label: String
  let claim: ClaimResult
  let current: Double?
  private let earlier: [Double]

  init(_ claim: ClaimResult, in history: [RunRecord]) {
    label = claim.label ?? ""
    self.claim = claim
    current = claim.recordedValue
    let label = label
    earlier = history.compactMap { $0.values[label] ?? nil }
  }

  static func phrase(_ value: Double) -> Phrase {
    .number(value, NumberFormat(unit: .plain).text(for: .number(value)))
  }

  var row: Table.Row {
    let change: Phrase =
      if let current, let last = earlier.last { Self.signed(current - last) } else { "–" }
    return Table.Row(
      "\(label) \(secondary: Phrase(.code(claim.claim)))",
      [
        Phrase(.graphic(line)), earlier.last.map(Self.phrase) ?? "–",
        current.map(Self.phrase) ?? "–", change, claim.holds ? "yes" : "no",
      ])
  }

  private static func signed(_ change: Double) -> Phrase {
    let text = NumberFormat(unit: .plain).text(for: .number(abs(change)))
    let sign = change > 0 ? "+" : change < 0 ? NumberText.minus : ""
    return .number(change, sign + text)
  }

  /// A line through the values, the last of them with a dot.
  private var line: HTML {
    let values = (earlier + [current].compactMap(\.self)).suffix(60)
    guard let lowest = values.min(), let highest = values.max() else { return "" }
    let range = highest > lowest ? highest - lowest : 1
    let step = values.count > 1 ? 160 / Double(values.count - 1) : 0
    let points = values.enumerated().map { index, value in
      let x = NumberText.coordinate(5 + Double(index) * step, digits: 1)
      let height = highest > lowest ? (value - lowest) / range : 0.5
      return "\(x) \(NumberText.coordinate(14 - 28 * height, digits: 1))"
    }
    let name =
      "\(counted(values.count, "value")) from \(NumberText.coordinate(lowest, digits: 4)) to \(NumberText.coordinate(highest, digits: 4))"
    let path = "M" + points.joined(separator: "L")
    let end = "M\(points.last ?? "0 0")h.01"
    return """
      <svg class="spark trend" role="img" aria-label="\(name)" viewBox="0 -20 170 40" preserveAspectRatio="none">\
      <path d="\(path)"/><path class="end" d="\(end)"/></svg>
      """
  }
}
