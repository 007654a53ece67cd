import HTML
import SourceText

/// Test cases in JUnit XML.
///
/// Jenkins and GitLab identify cases by class name and name, and show only one of several cases that share both. Names are
/// therefore unique within a file: a number is appended to duplicates. Attributes are those of Jenkins' schema
/// `junit-10.xsd`, plus `file` and `line`, which GitLab and pytest support and Jenkins' step `junit` ignores. Times are
/// omitted, since they would differ from run to run.
package struct TestReport {
  /// A group of cases.
  package struct Suite {
    let name: String
    let cases: [Case]

    package init(name: String, cases: [Case]) {
      self.name = name
      self.cases = cases
    }
  }

  /// A test case.
  package struct Case {
    /// The class name by which cases are grouped, such as the page of a claim.
    let className: String
    let name: String
    let file: String?
    let line: Int?
    /// The failure; nil if the case passed.
    let failure: Failure?

    package init(className: String, name: String, file: String?, line: Int?, failure: Failure?) {
      self.className = className
      self.name = name
      self.file = file
      self.line = line
      self.failure = failure
    }
  }

  /// The failure of a case.
  package struct Failure {
    let message: String
    let type: String
    let text: String

    package init(message: String, type: String, text: String = "") {
      self.message = message
      self.type = type
      self.text = text
    }
  }

  let suites: [Suite]

  package init(suites: [Suite]) {
    self.suites = suites
  }

  /// The file's text.
  package var xml: String {
    let count = suites.reduce(0) { $0 + $1.cases.count }
    let failures = suites.reduce(0) { $0 + Self.failures($1.cases) }
    var names = CaseNames()
    var body: HTML = ""
    for suite in suites {
      body += Self.start(suite.name, count: suite.cases.count, failures: Self.failures(suite.cases))
      for item in suite.cases { body += Self.element(item, &names) }
      body += Self.end
    }
    return (Self.head(count: count, failures: failures) + body + Self.foot).markup
  }

  /// Writes a file of one suite piece by piece, so that memory does not grow with the number of cases.
  ///
  /// - Parameters:
  ///   - name: The name of the suite.
  ///   - cases: The cases; those with the same class name follow each other.
  ///   - count: The number of cases.
  ///   - failures: The number of failed cases.
  ///   - write: Receives one piece after another.
  package static func write(
    _ name: String, _ cases: some Sequence<Case>, count: Int, failures: Int,
    to write: (String) throws -> Void
  ) rethrows {
    try write(
      (head(count: count, failures: failures) + start(name, count: count, failures: failures))
        .markup)
    var names = CaseNames()
    var last: String?
    for item in cases {
      if item.className != last { names = CaseNames() }
      last = item.className
      try write(element(item, &names).markup)
    }
    try write((end + foot).markup)
  }

  private static func failures(_ cases: [Case]) -> Int { cases.count { $0.failure != nil } }

  private static func head(count: Int, failures: Int) -> HTML {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="\(count)" failures="\(failures)" errors="0">

    """
  }

  private static func start(_ name: String, count: Int, failures: Int) -> HTML {
    """
    <testsuite name="\(shown(name))" tests="\(count)" failures="\(failures)" errors="0">

    """
  }

  private static let end: HTML = "</testsuite>\n"
  private static let foot: HTML = "</testsuites>\n"

  private static func element(_ item: Case, _ names: inout CaseNames) -> HTML {
    let className = shown(item.className)
    let name = names.free(shown(item.name), in: className)
    let file = item.file.map { " file=\"\(shown($0))\"" as HTML } ?? ""
    let line = item.line.map { " line=\"\($0)\"" as HTML } ?? ""
    let start: HTML = "<testcase classname=\"\(className)\" name=\"\(name)\"\(file)\(line)"
    guard let failure = item.failure else { return start + "/>\n" }
    let head: HTML =
      "<failure message=\"\(shown(failure.message))\" type=\"\(failure.type)\""
    let body: HTML = failure.text.isEmpty ? "/>" : ">\(shown(failure.text))</failure>"
    return "\(start)>\(head)\(body)</testcase>\n"
  }

  /// Returns a text on one line, as lists of cases show it.
  private static func shown(_ text: String) -> String { text.shownOnOneLine }
}

/// The case names used in a file.
private struct CaseNames {
  private var taken: Set<[String]> = []

  /// Returns a name that is unique in the file for its class name.
  mutating func free(_ name: String, in className: String) -> String {
    var free = name
    var number = 1
    while !taken.insert([className, free]).inserted {
      number += 1
      free = "\(name) (\(number))"
    }
    return free
  }
}
