import Attribution
import Blocks
import Classifier
import HTML
import LinearAlgebra

/// A table of the original experiment: for each word the mean of its embedding, which differs from word to word, and the
/// sum of its gradient row, which does not; with lengths and products.
package struct GradientTable {
  let analysis: ReviewAnalysis
  /// The number of words whose rows are printed.
  let limit: Int

  private var gradient: Matrix { analysis.gradient }
  private var first: Int { analysis.rows.firstUnmasked }
  private var embedded: Matrix { analysis.rows.embedded }

  var table: Table {
    let review = analysis.rows.review
    let names = analysis.rowNames
    let printed = Array(review.read.prefix(limit))
    var rows: [Table.Row] = []
    if let mark = review.mark { rows.append(row(mark.position, mark.name, isWord: false)) }
    rows += printed.map { token in
      let index = token - review.read.lowerBound
      return row(review.firstPosition + index, names[index], isWord: true)
    }
    let others = review.read.count - printed.count
    if others > 0 { rows.append(group(Self.words(analysis, after: printed.count) ?? "")) }
    if let padding = review.paddingPositions.first {
      rows.append(row(padding, "padding", isWord: false))
      if let text = Self.padding(analysis) { rows.append(group(text)) }
    }
    return Table(
      named: "Rows of the gradient", style: "gradient-table",
      columns: [
        .init("Row"), .init("Token", .text, cells: .standard), .init("Gradient row", span: 4),
        .init("Sum"), .init("Length"), .init("Δ to row \(first)"), .init("Embedding mean"),
        .init("Product"),
      ], rows: rows)
  }

  private func row(_ position: Int, _ name: String, isWord: Bool) -> Table.Row {
    let entries = gradient.row(position)
    let firsts = (entries.prefix(2) + entries.suffix(1)).map { Phrase(thousandths($0)) }
    let words = embedded.row(position)
    let difference = zip(entries, gradient.row(first)).map { abs($0 - $1) }.max() ?? 0
    let product = zip(words, entries).reduce(0) { $0 + $1.0 * $1.1 }
    let mean = words.reduce(0, +) / Double(max(words.count, 1))
    let length = entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let numbers: [Phrase] =
      firsts.prefix(2) + ["…"] + firsts.dropFirst(2) + [
        Phrase(thousandths(entries.reduce(0, +))), Phrase(thousandths(length)),
        .scientific(difference), Phrase(NumberText.fixed(mean, digits: 4)),
        Phrase(NumberText.points(product, digits: 2)),
      ]
    return Table.Row(
      ["\(position)", .header(Phrase(name), style: isWord ? nil : "mark")]
        + numbers.map { Table.Cell($0) })
  }

  private func group(_ text: String) -> Table.Row {
    Table.Row(["", .header("… \(text)", span: 10)], style: "group")
  }

  private func thousandths(_ number: Double) -> String {
    NumberText.fixed(1000 * number, digits: 2)
  }
}

extension GradientTable {
  /// Summarises the gradient rows of the words that are not printed.
  ///
  /// - Parameters:
  ///   - analysis: The review.
  ///   - printed: The number of printed words.
  /// - Returns: The last row of a table, in words; nil if all words are printed.
  package static func words(_ analysis: ReviewAnalysis, after printed: Int) -> String? {
    let review = analysis.rows.review
    let others = review.read.count - printed
    guard others > 0 else { return nil }
    let end = review.firstPosition + review.read.count
    let positions = (end - others..<end).filter(analysis.rows.isUnmasked)
    let first = analysis.rows.firstUnmasked
    return counted(others, analysis.review.pieces == nil ? "more word" : "more piece") + ", "
      + shared(positions, with: first, analysis.gradient, many: others > 1)
  }

  /// Summarises the gradient rows of padding after the first, which is printed.
  ///
  /// - Parameter analysis: The review.
  /// - Returns: The last row of a table, in words; nil if there is at most one position of padding.
  package static func padding(_ analysis: ReviewAnalysis) -> String? {
    let positions = analysis.review.paddingPositions
    guard let printed = positions.first, positions.count > 1 else { return nil }
    let others = positions.count - 1
    return counted(others, "more position") + " of padding, "
      + shared(Array(positions.dropFirst()), with: printed, analysis.gradient, many: others > 1)
  }

  private static func shared(
    _ positions: [Int], with printed: Int, _ gradient: Matrix, many: Bool
  ) -> String {
    func row(_ position: Int) -> ArraySlice<SIMD8<Double>> {
      gradient.lanes[gradient.lanes(ofRow: position)]
    }
    if positions.allSatisfy({ row($0).elementsEqual(row(printed)) }) {
      return row(printed).allSatisfy { $0 == .zero }
        ? "with a gradient row of zeros" : "with the same gradient row"
    }
    let isShared = positions.first.map { first in
      positions.allSatisfy { row($0).elementsEqual(row(first)) }
    }
    return isShared == true && many
      ? "all with one other gradient row"
      : many ? "each with its own gradient row" : "with its own gradient row"
  }
}
