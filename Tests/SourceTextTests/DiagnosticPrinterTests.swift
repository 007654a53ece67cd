import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct DiagnosticPrinterTests {
  /// Prints a problem at a place of a file.
  private func print(
    _ text: String, line: Int?, column: Int?, _ form: DiagnosticForm = .text
  ) throws -> String {
    try TemporaryFolder.use { folder in
      let place = SourceLocation(
        file: try folder.write(text, to: "a.md"), line: line, column: column)
      return folder.relative(
        DiagnosticPrinter(form).text([Diagnostic("odd", at: place, hint: "mend it")]))
    }
  }

  @Test func `text shows the line, a caret below the column, and the hint`() throws {
    #expect(
      try print("a\né *b* {x}\r\n", line: 2, column: 7) == """
        a.md:2:7: error: odd
          2 | é *b* {x}
            |       ^
          hint: mend it
        """)
  }

  @Test
  func
    `tabs stay tabs, and the caret is below its character, however wide the characters before it are`()
    throws
  {
    #expect(
      try print("\t👩‍👩‍👧é\tx", line: 1, column: 5) == """
        a.md:1:5: error: odd
          1 | \t👩‍👩‍👧é\tx
            | \t   \t^
          hint: mend it
        """)
  }

  @Test func `the end of a line can be pointed at, and what is behind it is the end`() throws {
    for column in [3, 99] {
      #expect(try print("ab", line: 1, column: column).contains("  1 | ab\n    |   ^\n"))
    }
  }

  @Test func `a line without a column has no caret`() throws {
    #expect(
      try print("ab", line: 1, column: nil) == "a.md:1: error: odd\n  1 | ab\n  hint: mend it")
  }

  @Test func `a place without a line, or behind the end, has no excerpt`() throws {
    #expect(try print("ab", line: nil, column: nil) == "a.md: error: odd\n  hint: mend it")
    #expect(try print("ab", line: 9, column: 1) == "a.md:9:1: error: odd\n  hint: mend it")
  }

  @Test func `a long line is cut around the column`() throws {
    let long = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
    let lines = try print(long, line: 1, column: 501).split(separator: "\n")
    #expect(
      lines[1]
        == "  1 | …\(String(repeating: "a", count: 66))X\(String(repeating: "b", count: 33))…")
    #expect(lines[2] == "    | \(String(repeating: " ", count: 67))^")
  }

  @Test func `what could move the cursor is not printed`() throws {
    #expect(try print("\u{1B}[2J\u{202E}b", line: 1, column: 1).contains("  1 | \u{FFFD}[2J"))
    #expect(!(try print("\u{1B}[2J\u{202E}b", line: 1, column: 1).contains("\u{1B}")))
  }

  @Test(arguments: DiagnosticForm.allCases)
  func `nothing that a diagnostic quotes acts on a terminal or in GitHub's log`(
    form: DiagnosticForm
  ) throws {
    let hostile =
      "a\u{1B}[2J\u{7F}\u{9B}31m\u{202E}\u{2066}\u{200E}\u{2028}\u{85}\r\n::error::b\n##[error]c\t::d"
    let place = SourceLocation(file: "::error \(hostile)", line: 1, column: 1)
    // More than GitHub shows, so that some stand below as text.
    let problems = (0..<13).map {
      Diagnostic("\(hostile) \($0)", at: place, hint: hostile)
    }
    let text = DiagnosticPrinter(form).text(problems)
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.isObeyed })
    #expect(!text.contains("##["))
    let lines = text.split(separator: "\n")
    let commands = lines.filter { $0.drop { $0 == " " }.hasPrefix("::") }
    #expect(commands.allSatisfy { $0.contains("title=report::") })
    #expect(commands.count == (form == .github ? DiagnosticPrinter.mostAnnotations : 0))
    if form == .json {
      let data = try #require(lines.first).data(using: .utf8)
      let object = try JSONSerialization.jsonObject(with: try #require(data)) as? [String: Any]
      #expect(object?["hint"] as? String == hostile)
    }
  }

  @Test func `bytes that are no text and a byte order mark do no harm`() throws {
    try TemporaryFolder.use { folder in
      let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0x62]
      let place = SourceLocation(file: try folder.write(bytes, to: "a.md"), line: 1, column: 2)
      let text = DiagnosticPrinter().text([Diagnostic("odd", at: place)])
      #expect(folder.relative(text) == "a.md:1:2: error: odd\n  1 | a\u{FFFD}b\n    |  ^")
    }
  }

  @Test(arguments: ["/dev/zero", "/dev/stdin", "/", "none.md"])
  func `what is no regular file is not read`(path: String) {
    let place = SourceLocation(file: path, line: 1, column: 1)
    #expect(DiagnosticPrinter().text([Diagnostic("odd", at: place)]) == "\(path):1:1: error: odd")
  }

  @Test func `a note is a notice for GitHub, and the first that is cut`() {
    let note = Diagnostic("good to know", hint: "--option", severity: .note)
    #expect(DiagnosticPrinter().text([note]) == "note: good to know\n  hint: --option")
    #expect(
      DiagnosticPrinter(.json).text([note])
        == #"{"hint":"--option","message":"good to know","severity":"note"}"#)
    #expect(
      DiagnosticPrinter(.github).text([note])
        == "::notice title=report::good to know%0Ahint: --option")
    let notes = (0..<12).map { Diagnostic("note \($0)", severity: .note) }
    let many = DiagnosticPrinter(.github).text(notes + [Diagnostic("odd", severity: .warning)])
    #expect(many.contains("::warning title=report::odd\n"))
    #expect(many.contains("::notice title=report::4 more"))
  }

  @Test func `JSON has an object a line, sorted, without what is not known`() {
    let list = [
      Diagnostic("odd \"b\"", at: SourceLocation(file: "b.md", line: 2, column: 3), hint: "h/h"),
      Diagnostic("first", severity: .warning),
      Diagnostic("a", at: SourceLocation(file: "a.md")),
    ]
    #expect(
      DiagnosticPrinter(.json).text(list) == #"""
        {"message":"first","severity":"warning"}
        {"file":"a.md","message":"a","severity":"error"}
        {"column":3,"file":"b.md","hint":"h/h","line":2,"message":"odd \"b\"","severity":"error"}
        """#)
  }

  @Test func `GitHub's commands have their signs escaped`() {
    let place = SourceLocation(file: "a,b:c%.md", line: 2, column: 3)
    #expect(
      DiagnosticPrinter(.github).text([
        Diagnostic("100 %, a::b", at: place, hint: "x\r\ny"),
        Diagnostic("none", at: SourceLocation(file: "--reviews")),
        Diagnostic("so so", severity: .warning),
      ]) == """
        ::warning title=report::so so
        ::error title=report::--reviews: none
        ::error file=a%2Cb%3Ac%25.md,line=2,col=3,title=report::100 %25, a::b%0Ahint: x  y
        """)
  }

  @Test func `GitHub counts paths from its workspace`() {
    let here = URL(filePath: FileManager.default.currentDirectoryPath)
    let place = SourceLocation(file: "x/../a.md", line: 1)
    let root = here.deletingLastPathComponent().path
    let path = "\(here.lastPathComponent)/a.md"
    #expect(
      DiagnosticPrinter(.github, root: root).text([Diagnostic("odd", at: place)])
        == "::error file=\(path),line=1,title=report::odd")
  }

  @Test func `ten annotations are shown, the last says how many more, and the log has the rest`() {
    let list = (1...12).map { line in
      Diagnostic(
        "d\(line)", at: SourceLocation(file: "a", line: line),
        severity: line < 4 ? .warning : .error)
    }
    let lines = DiagnosticPrinter(.github).text(list).split(separator: "\n")
    #expect(lines.prefix(9).map { $0.split(separator: "::").last } == (4...12).map { "d\($0)" })
    #expect(
      lines[9] == "::warning title=report::3 more in the log of this step")
    #expect(lines.dropFirst(10) == ["a:1: warning: d1", "a:2: warning: d2", "a:3: warning: d3"])
    let ten = DiagnosticPrinter(.github).text(Array(list.prefix(10)))
    #expect(ten.split(separator: "\n").count == 10)
  }

  @Test func `nothing gives nothing`() {
    for form in DiagnosticForm.allCases { #expect(DiagnosticPrinter(form).text([]).isEmpty) }
  }

  /// A diagnostic whose every text comes from somebody who wants the terminal or GitHub to obey.
  private static let hostile = Diagnostic(
    "no\u{1B}[31m label '\u{202E}x'\n::error file=README.md::gotcha ##[add-matcher]m.json",
    at: SourceLocation(file: "::error::a\u{1B}\n::b.txt", line: 3, column: 1),
    hint: "did you mean\r\n::warning::x\u{9B}2J\u{2028}?")

  @Test(arguments: [DiagnosticForm.text, .github])
  func `neither a terminal nor GitHub obeys what a diagnostic quotes`(form: DiagnosticForm) {
    // More than GitHub's ten annotations, so that some stand below them as text.
    let many = (1...12).map { number in
      Diagnostic(
        Self.hostile.message + "\(number)", at: Self.hostile.location, hint: Self.hostile.hint)
    }
    for diagnostics in [[Self.hostile], many] {
      let text = DiagnosticPrinter(form).text(diagnostics)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isObeyed })
      #expect(!text.contains("##["))
      let commands = lines.filter { $0.drop { $0 == " " }.hasPrefix("::") }
      let own = commands.filter {
        $0.wholeMatch(of: /::error [^ ]*title=report::.*/) != nil
      }
      #expect(commands.count == own.count, "\(commands)")
      #expect(form == .text ? commands.isEmpty : commands.count == min(10, diagnostics.count))
    }
    #expect(!Self.hostile.description.unicodeScalars.contains { $0 != "\n" && $0.isObeyed })
    #expect(Self.hostile.description.split(separator: "\n").count == 2)
  }

  @Test func `JSON has a diagnostic's texts as they are`() throws {
    struct Read: Decodable { let message, file, hint: String }
    let line = DiagnosticPrinter(.json).text([Self.hostile])
    let read = try JSONDecoder().decode(Read.self, from: Data(line.utf8))
    #expect(read.message == Self.hostile.message && read.hint == Self.hostile.hint)
    #expect(read.file == Self.hostile.location?.file)
  }
}
