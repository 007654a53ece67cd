import HTML
import SourceText

/// Test cases in the XML that continuous integration reads.
///
/// Jenkins and GitLab tell cases apart by class name and name alone and show one of several that share both. So the
/// names of a file differ: a case whose name is taken gets a number after it. Attributes are those of Jenkins' schema
/// `junit-10.xsd`, and `file` and `line`, which GitLab and pytest have and Jenkins' step `junit` passes over. There are
/// no times: they would differ from run to run.
struct TestReport {
  /// Cases that belong together.
  struct Suite {
    let name: String
    let cases: [Case]
  }

  /// One thing that was tested.
  struct Case {
    /// The group that it is shown in, such as the page of a claim.
    let className: String
    let name: String
    let file: String?
    let line: Int?
    /// The reason why it failed; nil where it passed.
    let failure: Failure?
  }

  /// The reason of a failed case.
  struct Failure {
    let message: String
    let type: String
    var text = ""
  }

  let suites: [Suite]

  /// The file's text.
  var xml: String {
    var names = CaseNames()
    var body: HTML = ""
    for suite in suites { body += Self.suite(suite, &names) }
    let cases = suites.flatMap(\.cases)
    let xml: HTML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites tests="\(cases.count)" failures="\(Self.failures(cases))" errors="0">
      \(body)</testsuites>

      """
    return xml.markup
  }

  private static func failures(_ cases: [Case]) -> Int { cases.count { $0.failure != nil } }

  private static func suite(_ suite: Suite, _ names: inout CaseNames) -> HTML {
    let cases = suite.cases
    var body: HTML = ""
    for item in cases { body += element(item, &names) }
    return """
      <testsuite name="\(shown(suite.name))" tests="\(cases.count)" failures="\(failures(cases))" errors="0">
      \(body)</testsuite>

      """
  }

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

  /// A text as a list of cases shows it, on one line.
  private static func shown(_ text: String) -> String { text.shownOnOneLine }
}

/// The names of a file's cases that are taken.
private struct CaseNames {
  private var taken: Set<[String]> = []

  /// A name that no other case of the file has under the same class name.
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
