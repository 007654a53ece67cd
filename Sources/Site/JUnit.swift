import Foundation
import HTML
package import Literate
package import SourceText

/// Claims as test cases in JUnit XML.
package enum JUnit {
  /// A claim and its page.
  package struct Case: Sendable {
    package let page: String
    package let claim: ClaimResult

    package init(page: String, claim: ClaimResult) {
      self.page = page
      self.claim = claim
    }

    /// The path of the claim's document, relative to the current directory, or its file name if it is elsewhere.
    package var file: String {
      guard let path = claim.location?.file, path.hasPrefix("/") else {
        return claim.location?.file ?? page
      }
      let here = FileManager.default.currentDirectoryPath + "/"
      return path.hasPrefix(here)
        ? String(path.dropFirst(here.count)) : URL(fileURLWithPath: path).lastPathComponent
    }

    /// The location of the claim, such as `report.md:12`.
    package var place: String { "\(file):\(claim.location?.line ?? 1)" }

    /// The measured values as text.
    package var measured: String { claim.evidence }

    /// The diagnostic of a failed claim.
    package var failure: Diagnostic {
      Diagnostic(
        "the claim '\(claim.claim)' \(claim.undecided == nil ? "does not hold" : "is undecided") on \(page)",
        at: claim.location,
        hint: measured)
    }

    /// Label, claim, review and sentence, for example `chk-flat: review.words > 3 (review slow-burn): It is long`.
    package var name: String {
      let label = claim.label.map { "\($0): " } ?? ""
      let review = claim.review.map { " (review \($0))" } ?? ""
      return label + claim.claim + review + (claim.says.isEmpty ? "" : ": \(claim.says)")
    }
  }

  /// Writes the file: one suite, with one case per claim and page.
  ///
  /// - Parameters:
  ///   - claims: The claims.
  ///   - write: Receives one piece of text after another.
  static func write(_ claims: Claims, to write: (String) throws -> Void) rethrows {
    try TestReport.write(
      "report", claims.all.lazy.map(testCase), count: claims.count, failures: claims.failed,
      to: write)
  }

  private static func testCase(_ item: Case) -> TestReport.Case {
    let claim = item.claim
    return TestReport.Case(
      className: item.page, name: item.name, file: item.file, line: claim.location?.line ?? 1,
      failure: claim.holds
        ? nil : TestReport.Failure(message: item.measured, type: "claim", text: claim.says))
  }
}
