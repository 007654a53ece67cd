import Blocks
import Classifier
import HTML
import Literate
import Site
import SourceText

/// The summary of a run in Markdown, for a CI job summary or a comment.
struct Summary {
  let title: String
  let totals: ReportTotals
  let reviews: [ReviewSummary]
  let claims: [JUnit.Case]

  /// The number of rows per table; further rows start a new table, which can be omitted separately.
  private static let rowsPerTable = 100

  /// The summary as sections by importance.
  var sections: RunSummary {
    RunSummary(
      head: RunSummary.Section(head, of: ""), falseClaims: falseClaims,
      others: trueClaims + reviewTables)
  }

  /// The title, the number of correct verdicts, and the number of claims that hold.
  private var head: String {
    var text = "# \(MarkdownPhrase.escape(title))\n\n"
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
      "\(failed) of \(counted(claims.count, "claim")) \(failed == 1 ? "does" : "do") not hold"
    return text + "\n\(failed == 0 ? all : some).\n"
  }

  /// The tables of failed claims, one row per claim and page.
  private var falseClaims: [RunSummary.Section] {
    let rows = claims.filter { !$0.claim.holds }.map { item in
      row([item.name, item.measured, item.page, item.place].map(MarkdownPhrase.escape))
    }
    return tables(
      rows, titled: "Claims that do not hold", of: "false claim",
      head: "| Claim | Measured | Page | Place |\n|---|---|---|---|\n")
  }

  /// The tables of claims that hold; a claim on several pages has only one row.
  private var trueClaims: [RunSummary.Section] {
    let holding = claims.filter(\.claim.holds)
    let groups = Dictionary(grouping: holding) { [$0.place, $0.claim.claim] }
    var seen: Set<[String]> = []
    let rows = holding.compactMap { item -> String? in
      let key = [item.place, item.claim.claim]
      guard seen.insert(key).inserted, let group = groups[key] else { return nil }
      let cells =
        group.count == 1
        ? [item.name, item.measured, item.page, item.place]
        : [item.claim.claim, "", counted(group.count, "page"), item.place]
      return row(cells.map(MarkdownPhrase.escape))
    }
    return tables(
      rows, titled: "Claims that hold", of: "claim that holds", plural: "claims that hold",
      head: "| Claim | Measured | Page | Place |\n|---|---|---|---|\n")
  }

  private var reviewTables: [RunSummary.Section] {
    let words = MarkdownRenderer()
    let rows = reviews.map { review -> String in
      let label = review.label.map { label in
        MarkdownPhrase.escape(label.name) + (label == review.prediction.label ? " ✓" : " ✗")
      }
      return row([
        MarkdownPhrase.escape(review.title), words.text(of: Phrase(.marked(review.excerpt))),
        MarkdownPhrase.escape(review.prediction.verdict),
        NumberText.fixed(review.probability, digits: 3),
        label ?? "",
      ])
    }
    return tables(
      rows, titled: "Reviews", of: "review",
      head: legend + "| Review | Words | Verdict | Probability | Label |\n|---|---|---|---:|---|\n")
  }

  /// The legend for bold and italic words.
  private var legend: String {
    let subjects = Set(reviews.map(\.subject))
    let name = subjects.count == 1 ? subjects.first.map { "“\($0.name)”" } : nil
    return "**Bold** words support \(MarkdownPhrase.escape(name ?? "the verdict")), "
      + "*italic* words oppose it.\n\n"
  }

  /// Splits rows into tables of ``rowsPerTable`` rows, each in a section.
  private func tables(
    _ rows: [String], titled title: String, of noun: String, plural: String? = nil, head: String
  ) -> [RunSummary.Section] {
    stride(from: 0, to: rows.count, by: Self.rowsPerTable).map { start in
      let end = min(start + Self.rowsPerTable, rows.count)
      let range = rows.count > Self.rowsPerTable ? ", \(start + 1)–\(end) of \(rows.count)" : ""
      return RunSummary.Section(
        "## \(title)\(range)\n\n\(head)\(rows[start..<end].joined())", count: end - start, of: noun,
        plural: plural)
    }
  }

  private func row(_ cells: [String]) -> String {
    "| \(cells.joined(separator: " | ")) |\n"
  }
}
