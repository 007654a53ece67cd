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
  let claims: Claims

  /// The number of rows per table; further rows start a new table, which can be omitted separately.
  private static let rowsPerTable = Claims.blockSize

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
    guard claims.count > 0 else { return text }
    let failed = claims.failed
    let all = claims.count == 1 ? "The claim holds" : "All \(claims.count) claims hold"
    let some =
      "\(failed) of \(counted(claims.count, "claim")) \(failed == 1 ? "does" : "do") not hold"
    return text + "\n\(failed == 0 ? all : some).\n"
  }

  private static let claimHead = "| Claim | Measured | Page | Place |\n|---|---|---|---|\n"

  /// The tables of failed claims, one row per claim and page.
  private var falseClaims: [RunSummary.Section] {
    claims.failedBlocks.map { range in
      table(
        range, of: claims.failed, titled: "Claims that do not hold", "false claim",
        head: Self.claimHead
      ) { [claims] in
        claims.failures(in: range).map { item in
          Self.row([item.name, item.measured, item.page, item.place].map(MarkdownPhrase.escape))
        }
      }
    }
  }

  /// The tables of claims that hold; a claim on several pages has only one row.
  private var trueClaims: [RunSummary.Section] {
    let groups = claims.groups
    return blocks(groups.count).map { range in
      table(
        range, of: groups.count, titled: "Claims that hold", "claim that holds",
        plural: "claims that hold", head: Self.claimHead
      ) {
        groups[range].map { group in
          let item = group.first
          let cells =
            group.count == 1
            ? [item.name, item.measured, item.page, item.place]
            : [item.claim.claim, "", counted(group.count, "page"), item.place]
          return Self.row(cells.map(MarkdownPhrase.escape))
        }
      }
    }
  }

  private var reviewTables: [RunSummary.Section] {
    let reviews = totals.summaries
    let head =
      legend + "| Review | Words | Verdict | Probability | Label |\n|---|---|---|---:|---|\n"
    return blocks(reviews.count).map { range in
      table(range, of: reviews.count, titled: "Reviews", "review", head: head) {
        range.map { Self.row(of: reviews[$0]) }
      }
    }
  }

  private static func row(of review: ReviewSummary) -> String {
    let words = MarkdownRenderer()
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

  /// The legend for bold and italic words.
  private var legend: String {
    let name = totals.subject.map { "“\($0.name)”" }
    return "**Bold** words support \(MarkdownPhrase.escape(name ?? "the verdict")), "
      + "*italic* words oppose it.\n\n"
  }

  /// Splits rows into blocks of ``rowsPerTable``.
  private func blocks(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: Self.rowsPerTable).map {
      $0..<min($0 + Self.rowsPerTable, count)
    }
  }

  /// Returns a section with a table of some rows.
  private func table(
    _ range: Range<Int>, of count: Int, titled title: String, _ noun: String,
    plural: String? = nil, head: String, rows: @escaping @Sendable () -> [String]
  ) -> RunSummary.Section {
    let numbers =
      count > Self.rowsPerTable ? ", \(range.lowerBound + 1)–\(range.upperBound) of \(count)" : ""
    return RunSummary.Section(count: range.count, of: noun, plural: plural) {
      "## \(title)\(numbers)\n\n\(head)\(rows().joined())"
    }
  }

  private static func row(_ cells: [String]) -> String {
    "| \(cells.joined(separator: " | ")) |\n"
  }
}
