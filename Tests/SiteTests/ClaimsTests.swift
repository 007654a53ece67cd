import Literate
import Site
import SourceText
import TestSupport
import Testing

/// The claims of all pages of a run.
@Suite struct ClaimsTests {
  /// Three claims per page: one holds everywhere, one nowhere, and one on every third page.
  private static func cases(pages: Int) -> [JUnit.Case] {
    (0..<pages).flatMap { page in
      [("a > 1", true), ("a > 9", false), ("b == \"<&\u{1}é\"", page.isMultiple(of: 3))]
        .enumerated()
        .map { index, claim in
          JUnit.Case(
            page: "reviews/r\(page).html",
            claim: ClaimResult(
              label: index == 0 ? "chk-a" : nil, review: "r\(page)", claim: claim.0,
              says: index == 1 ? "It is." : "",
              measured: [
                .init(path: "a", value: .number(0.1 * Double(page)), text: "\(page)"),
                .init(path: "b", value: nil, text: "–"),
              ],
              holds: claim.1,
              location: index == 2 ? nil : SourceLocation(file: "a.md", line: 5 + index)))
        }
    }
  }

  @Test(arguments: [0, 1, 33, 50, 1200])
  func `claims are read as they were added, and counted`(pages: Int) throws {
    let cases = Self.cases(pages: pages)
    let claims = try Claims(of: cases)
    #expect(claims.count == cases.count)
    #expect(claims.all.map(\.claim) == cases.map(\.claim))
    #expect(claims.all.map(\.page) == cases.map(\.page))
    let failed = cases.filter { !$0.claim.holds }
    #expect(claims.failed == failed.count)
    #expect(claims.failures == failed.prefix(Claims.mostFailures).map(\.failure))
    #expect(claims.failedBlocks.flatMap(Array.init) == Array(0..<failed.count))
    for block in claims.failedBlocks {
      #expect(block.count <= Claims.blockSize)
      #expect(claims.failures(in: block).map(\.claim) == failed[block].map(\.claim))
    }
    try claims.throwIfFailed()
  }

  @Test func `claims that hold are grouped by their place and text`() throws {
    let groups = try Claims(of: Self.cases(pages: 10)).groups
    #expect(
      groups.map(\.first.claim.claim) == [
        "a > 1", "b == \"<&\u{1}é\"", "b == \"<&\u{1}é\"", "b == \"<&\u{1}é\"", "b == \"<&\u{1}é\"",
      ])
    #expect(groups.map(\.count) == [10, 1, 1, 1, 1])
  }

  @Test func `the file of test cases is the same whether it is written at once or in pieces`()
    throws
  {
    let names = ["one", "two", "one", "one (2)", "one", "<two>"]
    let cases = (0..<30).flatMap { page in
      names.enumerated().map { index, name in
        TestReport.Case(
          className: "page \(page / 2)", name: name, file: "a.md", line: index,
          failure: index == 1 ? TestReport.Failure(message: "x", type: "claim", text: "y") : nil)
      }
    }
    for cases in [cases, []] {
      var text = ""
      let failed = cases.count / names.count
      TestReport.write("report", cases, count: cases.count, failures: failed) { text += $0 }
      #expect(text == TestReport(suites: [TestReport.Suite(name: "report", cases: cases)]).xml)
    }
  }
}
