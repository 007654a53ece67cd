import Classifier
import HTML
import Literate
import SourceText

/// The run in Markdown, for the summary of a continuous-integration step.
enum Summary {
  /// GitHub refuses a summary over 1,024 KiB as a whole.
  static let limit = 900 * 1024

  /// The file's text.
  ///
  /// Rows of the table of reviews are left out, with a line that says so, when it would be too long.
  static func text(
    title: String, totals: ReportTotals, reviews: [ReviewSummary], claims: [JUnit.Case]
  ) -> String {
    var text = "# \(cell(title))\n\n"
    if totals.labelled > 0 {
      text += "\(totals.right) of \(totals.labelled) verdicts agree with the label. "
    }
    text += "Largest difference between two gradient rows of one review: "
    text += "\(NumberText.scientificText(totals.maxRowDifference)).\n\n"
    text += claimsTable(claims)
    text += "| Review | Verdict | Probability | Label |\n|---|---|---:|---|\n"
    for (index, review) in reviews.enumerated() {
      let row = self.row(review)
      if text.utf8.count + row.utf8.count > limit - 200 {
        return text + "\n\(reviews.count - index) more reviews are left out here.\n"
      }
      text += row
    }
    return text
  }

  private static func row(_ review: ReviewSummary) -> String {
    let label = review.label.map { label in
      label == review.prediction.label ? "\(label.rawValue) ✓" : "\(label.rawValue) ✗"
    }
    let probability = NumberText.fixed(review.prediction.probability, digits: 3)
    return
      "| \(cell(review.title)) | \(review.prediction.verdict) | \(probability) | \(label ?? "") |\n"
  }

  private static func claimsTable(_ claims: [JUnit.Case]) -> String {
    guard !claims.isEmpty else { return "" }
    let failed = claims.filter { !$0.claim.holds }
    guard !failed.isEmpty else {
      return "\(claims.count == 1 ? "The claim holds" : "All \(claims.count) claims hold").\n\n"
    }
    var text =
      "Of \(counted(claims.count, "claim")), \(failed.count) \(failed.count == 1 ? "does" : "do") not hold:\n\n"
    text += "| Claim | Measured | Page | Place |\n|---|---|---|---|\n"
    for item in failed.prefix(200) {
      text += "| \(cell(item.claim.claim)) | \(cell(item.measured)) | \(cell(item.page)) "
      text += "| \(cell("\(item.file):\(item.claim.location?.line ?? 1)")) |\n"
    }
    if failed.count > 200 { text += "\n\(failed.count - 200) more.\n" }
    return text + "\n"
  }

  /// A text that can't break out of a table's cell.
  private static func cell(_ text: String) -> String {
    var cell = ""
    for character in text {
      switch character {
      case "|", "\\", "`", "<", "*", "_", "[", "]": cell += "\\\(character)"
      case "\n", "\r", "\r\n": cell += " "
      default: cell.append(character)
      }
    }
    return cell
  }
}
