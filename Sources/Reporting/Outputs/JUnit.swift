import Foundation
import HTML
import Literate
import SourceText

/// Claims as test cases, in the XML that continuous integration reads.
enum JUnit {
  /// A claim and the page on which it stands.
  struct Case {
    let page: String
    let claim: ClaimResult

    /// The document in which the claim stands, without the part of its path that only this machine has.
    var file: String {
      guard let path = claim.location?.file, path.hasPrefix("/") else {
        return claim.location?.file ?? page
      }
      let here = FileManager.default.currentDirectoryPath + "/"
      return path.hasPrefix(here)
        ? String(path.dropFirst(here.count)) : URL(fileURLWithPath: path).lastPathComponent
    }

    /// What was measured, in words.
    var measured: String { claim.evidence }

    /// What is said of a claim that doesn't hold.
    var failure: Diagnostic {
      Diagnostic(
        "the claim '\(claim.claim)' does not hold on \(page)", at: claim.location,
        hint: measured)
    }
  }

  /// The file's text: one suite, one case a claim and page, without times, which would differ from run to run.
  static func text(_ cases: [Case]) -> String {
    let failures = cases.count { !$0.claim.holds }
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml += "<testsuites tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\">\n"
    xml +=
      "<testsuite name=\"report\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\">\n"
    for item in cases {
      let claim = item.claim
      let file = item.file
      xml += "<testcase classname=\"\(escape(item.page))\" name=\"\(escape(claim.claim))\""
      xml += " file=\"\(escape(file))\" line=\"\(claim.location?.line ?? 1)\""
      if claim.holds {
        xml += "/>\n"
      } else {
        xml += "><failure message=\"\(escape(item.measured))\" type=\"claim\">"
        xml += "\(escape(claim.says))</failure></testcase>\n"
      }
    }
    return xml + "</testsuite>\n</testsuites>\n"
  }

  /// A text as XML shows it: what HTML wants escaped is what XML wants escaped.
  private static func escape(_ text: String) -> String { HTML(text: text).markup }
}
