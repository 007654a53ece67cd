import Attribution
import Blocks
import HTML

/// A table of the products that make up one word's contribution, with their sum and the division by the number of positions.
struct WorkedWordTable {
  let worked: WorkedWord
  /// The word as written.
  let word: String
  /// The number of dimensions that are printed.
  let limit: Int
  /// The unit of printed contributions.
  let unit: String

  var hidesRows: Bool { worked.dimensions.count > limit }

  /// The largest products, in the order of the dimensions, and the sum.
  var table: Table {
    guard hidesRows else { return table(of: worked.dimensions, others: []) }
    let ordered = worked.dimensions.sorted {
      (abs($0.product), $1.index) > (abs($1.product), $0.index)
    }
    let shown = ordered.prefix(limit).sorted { $0.index < $1.index }
    return table(of: shown, others: Array(ordered.dropFirst(limit)))
  }

  /// All dimensions.
  var allRows: Table { table(of: worked.dimensions, others: []) }

  func caption(from baseline: Baseline) -> Phrase {
    let gradient: Phrase =
      worked.divisor == 1
      ? "with respect to the word’s own row" : "with respect to the mean of all positions"
    return """
      “\(word)” by integrated gradients from \(baseline.summary). The gradient \(gradient) is averaged along the path from the \
      baseline to the review; a product is the difference times the gradient.
      """
  }

  private func table(
    of dimensions: [WorkedWord.Dimension], others: [WorkedWord.Dimension]
  ) -> Table {
    var rows = dimensions.map { dimension in
      Table.Row(
        "\(dimension.index)",
        [
          text(dimension.embedding), text(dimension.baseline),
          text(dimension.embedding - dimension.baseline), dimension.gradient.map(text) ?? "–",
          text(dimension.product),
        ])
    }
    if !others.isEmpty {
      let rest = others.reduce(0) { $0 + $1.product }
      rows.append(sum("\(counted(others.count, "other dimension"))", text(rest)))
    }
    var foot = [sum("sum of the products", text(worked.sum))]
    if worked.divisor > 1 {
      foot.append(sum("divided by \(worked.divisor) positions", text(worked.attribution)))
    }
    foot.append(
      sum("contribution, in \(unit)", Phrase(NumberText.points(worked.attribution, digits: 2))))
    return Table(
      named: "The contribution of “\(word)” by dimension",
      style: "worked",
      columns: [
        .init("Dim."), .init("Embedding"), .init("Baseline"), .init("Difference"),
        .init("Gradient"), .init("Product"),
      ], rows: rows, foot: foot)
  }

  private func sum(_ name: Phrase, _ value: Phrase) -> Table.Row {
    Table.Row([.header(name, span: 5), Table.Cell(value)])
  }

  /// Formats a number with four decimals, or in scientific notation if they would show fewer than three digits.
  private func text(_ number: Double) -> Phrase {
    number != 0 && abs(number) < 0.005
      ? .scientific(number) : Phrase(NumberText.fixed(number, digits: 4))
  }
}
