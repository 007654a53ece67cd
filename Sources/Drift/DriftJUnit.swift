import Reporting
import Site
import SourceText

extension DriftStory {
  /// The gates as JUnit XML test cases: one suite per gate, with one case for each review, or review and method, that it
  /// checked.
  public var junit: String { TestReport(suites: verdicts.map(Self.suite)).xml }

  private static func suite(_ verdict: GateVerdict) -> TestReport.Suite {
    let gate = "\(verdict.gate)"
    func failure(_ message: String) -> TestReport.Failure {
      TestReport.Failure(message: message, type: "gate")
    }
    if verdict.cases.isEmpty {
      let empty = TestReport.Case(
        className: gate, name: gate, file: nil, line: nil, failure: failure(verdict.sentence))
      return TestReport.Suite(name: gate, cases: [empty])
    }
    let cases = verdict.cases.map { item in
      // Cases over the limit fail only if the gate as a whole fails.
      TestReport.Case(
        className: gate, name: item.name, file: item.location.file, line: item.location.line,
        failure: item.isOver && verdict.isCrossed ? failure(item.measured) : nil)
    }
    return TestReport.Suite(name: gate, cases: cases)
  }
}
