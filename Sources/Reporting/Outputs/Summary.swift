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

  /// A section of the text and what a limit has to know of it.
  struct Section {
    let text: String
    let weight: SizeLimit.Section

    /// The size counts the line feed between two sections.
    init(_ text: String, count: Int = 1, of noun: String, plural: String? = nil) {
      self.text = text
      weight = SizeLimit.Section(
        size: text.utf8.count + 1, count: count, of: noun, plural: plural)
    }
  }

  /// How many rows a table has; the rows after them begin another one, which can be left out by itself.
  private static let rowsPerTable = 100

  /// The summary.
  ///
  /// - Parameter limit: The largest size in bytes. Sections that would make it larger are left out from the end,
  ///   with a line that says how many.
  /// - Returns: Markdown.
  func text(limit: Int = standardLimit) -> String {
    let sections = [Section(head, of: "")] + falseClaims + trueClaims + reviewTables
    let fitting = SizeLimit(bytes: limit).fitting(sections.map(\.weight))
    return sections.prefix(fitting.count).map(\.text).joined(separator: "\n") + fitting.note
  }

  /// Title, right verdicts and how many claims hold.
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

  /// The claims that don't hold, one by one.
  var falseClaims: [Section] {
    let rows = claims.filter { !$0.claim.holds }.map { item in
      row([item.name, item.measured, item.page, item.place].map(MarkdownText.escape))
    }
    return tables(
      rows, titled: "Claims that do not hold", of: "false claim",
      head: "| Claim | Measured | Page | Place |\n|---|---|---|---|\n")
  }

  /// The claims that hold; one that stands on the page of each review is one row.
  private var trueClaims: [Section] {
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
      return row(cells.map(MarkdownText.escape))
    }
    return tables(
      rows, titled: "Claims that hold", of: "claim that holds", plural: "claims that hold",
      head: "| Claim | Measured | Page | Place |\n|---|---|---|---|\n")
  }

  private var reviewTables: [Section] {
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
      rows, titled: "Reviews", of: "review",
      head: legend + "| Review | Words | Verdict | Probability | Label |\n|---|---|---|---:|---|\n")
  }

  /// What bold and slanted words are.
  private var legend: String {
    let subjects = Set(reviews.map(\.subject))
    let name = subjects.count == 1 ? subjects.first.map { "“\($0.name)”" } : nil
    return "**Bold** words support \(MarkdownText.escape(name ?? "the verdict")), "
      + "*slanted* ones speak against it.\n\n"
  }

  /// Tables of so many rows, each a section.
  private func tables(
    _ rows: [String], titled title: String, of noun: String, plural: String? = nil, head: String
  ) -> [Section] {
    stride(from: 0, to: rows.count, by: Self.rowsPerTable).map { start in
      let end = min(start + Self.rowsPerTable, rows.count)
      let range = rows.count > Self.rowsPerTable ? ", \(start + 1)–\(end) of \(rows.count)" : ""
      return Section(
        "## \(title)\(range)\n\n\(head)\(rows[start..<end].joined())", count: end - start, of: noun,
        plural: plural)
    }
  }

  private func row(_ cells: [String]) -> String {
    "| \(cells.joined(separator: " | ")) |\n"
  }
}
