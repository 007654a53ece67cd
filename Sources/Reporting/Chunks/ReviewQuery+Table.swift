import Blocks
import Literate

extension ReviewQuery {
  /// Returns the list as a table.
  ///
  /// - Parameters:
  ///   - context: The run, with its totals.
  ///   - standard: The table of the list without options, for some of its rows.
  ///   - row: A row of that table.
  /// - Returns: The table with a caption, or a sentence if no review is selected.
  func output(
    in context: ReportContext, standard: Table,
    row: (_ review: ReviewSummary, _ number: Int) -> Table.Row
  ) -> ChunkOutput {
    let chosen = SelectedReviews(context, where: filter)
    guard let reviews = context.totals?.summaries, !chosen.indices.isEmpty else {
      return ChunkOutput(body: [.paragraph(chosen.emptySentence)], isFigure: false)
    }
    let indices = sorted(chosen)
    var table = standard
    if columns.isEmpty {
      table.rows = indices.map { row(reviews[$0], $0 + 1) }
    } else {
      table = Table(
        columns: columns.map {
          Table.Column(Phrase(Self.title(of: $0.expression)), Self.alignment($0))
        },
        rows: indices.map { cells(of: reviews[$0], number: $0 + 1, reviews, context) })
    }
    return ChunkOutput(
      body: [.table(table)], caption: caption(chosen, shown: indices.count),
      layout: columns.isEmpty ? .wide : .text, isFigure: true)
  }

  private func cells(
    of review: ReviewSummary, number: Int, _ reviews: ReviewSummaries, _ context: ReportContext
  ) -> Table.Row {
    let page = context.root + context.run.reviewPath(review.id, number: number)
    return Table.Row(
      columns.enumerated().map { index, column in
        let measure = ReviewMeasure<ReportContext>(column.expression)
        let value = reviews.folds.measurement(of: measure, in: review).value
        let content = Self.phrase(value, unit: column.expression.unit)
        return index == 0 ? .header("\(link: content, to: page)") : Table.Cell(content)
      })
  }

  /// The largest number of characters of a text in a cell.
  private static let longestText = 200

  private static func phrase(_ value: Value?, unit: Value.Unit) -> Phrase {
    guard let value else { return "–" }
    let text = NumberFormat(unit: unit).text(for: value)
    return value.number == nil
      ? Phrase(text.clipped(longestText)) : Phrase(.data(value: value.exact, text: text))
  }

  private static func alignment(_ column: Entry) -> Table.Alignment {
    column.expression.unit.isNumeric ? .number : .text
  }

  /// Returns the head of a column: the last part of a path, or the expression.
  private static func title(of expression: Expression<ReportContext>) -> String {
    for prefix in ["review.", "prediction.", "columns."] where expression.text.hasPrefix(prefix) {
      let name = expression.text.dropFirst(prefix.count)
      guard !name.contains(where: { " .\"(".contains($0) }) else { break }
      let words = name.replacing("-", with: " ").replacing("_", with: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
    return expression.text
  }

  private func caption(_ chosen: SelectedReviews, shown: Int) -> Phrase {
    var parts = [chosen.phrase]
    if !order.isEmpty {
      let keys = order.map { entry -> Phrase in
        "\(code: entry.expression.text)\(entry.isDescending ? ", descending" : "")"
      }
      parts.append("sorted by \(keys.joined(separator: " and "))")
    }
    if shown < chosen.indices.count { parts.append("the first \(shown) are shown") }
    return "\(parts.joined(separator: "; "))."
  }
}
