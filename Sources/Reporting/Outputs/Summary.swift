import Classifier
import HTML
import Literate
import SourceText

/// A run in Markdown, for the summary of a continuous-integration step or for a comment.
struct Summary {
  let title: String
  let totals: ReportTotals
  let reviews: [ReviewSummary]
  let claims: [JUnit.Case]

  /// GitHub refuses a summary over 1,024 KiB as a whole.
  static let standardLimit = 1024 * 1024

  /// How many rows a table has; the rows behind begin another one, which can be left out by itself.
  private static let rowsPerTable = 100

  /// The summary.
  ///
  /// - Parameter limit: The largest size in bytes. Sections that would make it larger are left out from the end,
  ///   with a line that says how many.
  /// - Returns: Markdown.
  func text(limit: Int = standardLimit) -> String {
    let sections = [head] + claimTables + reviewTables
    let fitting = SizeLimit(bytes: limit).fitting(sections.map { $0.utf8.count + 1 })
    return sections.prefix(fitting.count).joined(separator: "\n") + fitting.note
  }

  private var head: String {
    var text = "# \(MarkdownText.escape(title))\n\n"
    if totals.labelled > 0 {
      text += "\(totals.right) of \(totals.labelled) verdicts agree with the label. "
    }
    if !totals.maxRowDifference.isNaN {
      text += "Largest difference between two gradient rows of one review: "
      text += "\(NumberText.scientificText(totals.maxRowDifference)).\n"
    }
    guard !claims.isEmpty else { return text }
    let failed = claims.count { !$0.claim.holds }
    let all = claims.count == 1 ? "The claim holds" : "All \(claims.count) claims hold"
    let some =
      "Of \(counted(claims.count, "claim")), \(failed) \(failed == 1 ? "does" : "do") not hold"
    return text + "\n\(failed == 0 ? all : some).\n"
  }

  /// The claims that don't hold.
  private var claimTables: [String] {
    let rows = claims.filter { !$0.claim.holds }.map { item -> String in
      let place = "\(item.file):\(item.claim.location?.line ?? 1)"
      return row([item.claim.claim, item.measured, item.page, place].map(MarkdownText.escape))
    }
    return tables(
      rows, titled: "Claims that do not hold",
      head: "| Claim | Measured | Page | Place |\n|---|---|---|---|\n")
  }

  private var reviewTables: [String] {
    let words = MarkdownText()
    let rows = reviews.map { review -> String in
      let label = review.label.map { label in
        MarkdownText.escape(label.name) + (label == review.prediction.label ? " ✓" : " ✗")
      }
      return row([
        MarkdownText.escape(review.title), words.phrase(of: review.excerpt),
        MarkdownText.escape(review.prediction.verdict),
        NumberText.fixed(review.probability, digits: 3),
        label ?? "",
      ])
    }
    return tables(
      rows, titled: "Reviews",
      head: "| Review | Words | Verdict | Probability | Label |\n|---|---|---|---:|---|\n")
  }

  /// Tables of so many rows, each a section.
  private func tables(_ rows: [String], titled title: String, head: String) -> [String] {
    stride(from: 0, to: rows.count, by: Self.rowsPerTable).map { start in
      let end = min(start + Self.rowsPerTable, rows.count)
      let range = rows.count > Self.rowsPerTable ? ", \(start + 1)–\(end) of \(rows.count)" : ""
      return "## \(title)\(range)\n\n\(head)\(rows[start..<end].joined())"
    }
  }

  private func row(_ cells: [String]) -> String {
    "| \(cells.joined(separator: " | ")) |\n"
  }
}
