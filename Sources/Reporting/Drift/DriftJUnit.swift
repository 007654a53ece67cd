import HTML
import SourceText

extension DriftStory {
  /// The gates as test cases, in the XML that continuous integration reads: a suite a gate, a case for each review, or
  /// review and method, that it judged.
  public var junit: String {
    var suites: HTML = ""
    for verdict in verdicts { suites += Self.suite(verdict) }
    let cases = verdicts.reduce(0) { $0 + Self.count($1) }
    let failures = verdicts.reduce(0) { $0 + Self.failures($1) }
    let xml: HTML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites tests="\(cases)" failures="\(failures)" errors="0">
      \(suites)</testsuites>

      """
    return xml.markup
  }

  private static func count(_ verdict: GateVerdict) -> Int { max(1, verdict.cases.count) }

  private static func failures(_ verdict: GateVerdict) -> Int {
    verdict.isCrossed ? max(1, verdict.over.count) : 0
  }

  private static func suite(_ verdict: GateVerdict) -> HTML {
    let gate = "\(verdict.gate)"
    var cases: HTML = ""
    if verdict.cases.isEmpty {
      cases += """
        <testcase classname="\(gate)" name="\(gate)"><failure message="\(verdict.sentence)" type="gate"/></testcase>

        """
    }
    for item in verdict.cases {
      let line = item.location.line.map { " line=\"\($0)\"" as HTML } ?? ""
      cases += """
        <testcase classname="\(gate)" name="\(item.name)" file="\(item.location.file)"\(line)
        """
      // Cases over the limit that a gate allows are no failures.
      cases +=
        item.isOver && verdict.isCrossed
        ? "><failure message=\"\(item.measured)\" type=\"gate\"/></testcase>\n" : "/>\n"
    }
    return """
      <testsuite name="\(gate)" tests="\(count(verdict))" failures="\(failures(verdict))" errors="0">
      \(cases)</testsuite>

      """
  }
}
