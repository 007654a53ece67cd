import Site
import SourceText
import TestSupport
import Testing

/// Test cases in JUnit XML.
struct TestReportTests {
  private func test(
    _ name: String, in className: String = "a.html", failure: TestReport.Failure? = nil
  ) -> TestReport.Case {
    TestReport.Case(className: className, name: name, file: "a.md", line: 3, failure: failure)
  }

  private func tree(_ cases: [TestReport.Case]...) throws -> XMLTree {
    let suites = cases.enumerated().map { TestReport.Suite(name: "suite \($0)", cases: $1) }
    return try #require(XMLTree.root(of: TestReport(suites: suites).xml))
  }

  @Test func `a file without cases is well formed`() throws {
    for root in try [tree(), tree([]), tree([], [])] {
      #expect(root.name == "testsuites" && root.all("testcase").isEmpty)
      #expect(root.attributes == ["tests": "0", "failures": "0", "errors": "0"])
    }
  }

  @Test func `suites and the whole count their cases and failures`() throws {
    let failure = TestReport.Failure(message: "depth is 2", type: "claim", text: "It is deep.")
    let root = try tree([test("a"), test("b", failure: failure)], [test("c", failure: failure)])
    #expect(root.attributes == ["tests": "3", "failures": "2", "errors": "0"])
    #expect(root.children.map(\.name) == ["testsuite", "testsuite"])
    #expect(
      root.children.map(\.attributes) == [
        ["name": "suite 0", "tests": "2", "failures": "1", "errors": "0"],
        ["name": "suite 1", "tests": "1", "failures": "1", "errors": "0"],
      ])
    let cases = root.all("testcase")
    #expect(
      cases[0].attributes == ["classname": "a.html", "name": "a", "file": "a.md", "line": "3"])
    #expect(cases.map(\.children.count) == [0, 1, 1])
    #expect(cases[1].children[0].attributes == ["message": "depth is 2", "type": "claim"])
    #expect(cases[1].children[0].text == "It is deep.")
  }

  private static let hostile = [
    "<b>&amp;</b>", "\"quoted\" 'twice'", "]]></failure><testcase name=\"x\"/>", "a\nb\tc", "&#0;",
    "\u{0}\u{1B}[31m\u{8}", "\u{FFFE}\u{FFFF}", "\u{202E}gnirts", "映画👍🏽", "<!-- --", "",
  ]

  @Test(arguments: hostile)
  func `any text is text, on one line, in every place`(text: String) throws {
    let failure = TestReport.Failure(message: text, type: "claim", text: text)
    let suite = TestReport.Suite(
      name: text,
      cases: [
        TestReport.Case(className: text, name: text, file: text, line: nil, failure: failure)
      ])
    let xml = TestReport(suites: [suite]).xml
    let root = try #require(XMLTree.root(of: xml), "\(xml)")
    // XML has no place for noncharacters.
    let shown = text.shownOnOneLine.replacing(/[\u{FFFE}\u{FFFF}]/, with: "\u{FFFD}")
    #expect(root.all("testsuite").map { $0.attributes["name"] } == [shown])
    let cases = root.all("testcase")
    #expect(
      cases.map(\.attributes) == [["classname": shown, "name": shown, "file": shown]])
    #expect(cases[0].all("failure").map { $0.attributes["message"] } == [shown])
    #expect(cases[0].all("failure").map(\.text) == [shown])
    #expect(xml.split(separator: "\n", omittingEmptySubsequences: false).count == 7)
  }

  @Test func `cases of one class have different names, also if one has a number already`() throws {
    let names = ["x", "x", "x (2)", "x", "y"]
    let root = try tree(names.map { test($0) }, [test("x"), test("x", in: "b.html")])
    let found = root.all("testcase").map { $0.attributes["name"] ?? "" }
    #expect(found == ["x", "x (2)", "x (2) (2)", "x (3)", "y", "x (4)", "x"])
  }
}
