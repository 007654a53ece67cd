import SourceText

/// What means something to another tool and is plain text here, such as `$x$` and `@fig-a`: a page shows it as it is
/// written, which its author did not expect.
///
/// It is looked for in the source, since Markdown takes apart what stands between two dollars.
struct Lookalikes {
  private let lines: SourceLines
  private(set) var problems: [Diagnostic] = []
  /// Whether the lines that follow stand between two lines of two dollars.
  private var isInDisplay = false

  /// The footnotes that the document defines, in lower case.
  private lazy var footnotes = Set(
    (1...lines.count).map(lines.text(ofLine:)).filter { $0.contains("[^") }
      .compactMap { $0.firstMatch(of: /^[ >]*\[\^([^\]]+)\]:/)?.1.lowercased() })

  init(_ lines: SourceLines) {
    self.lines = lines
  }

  /// Looks at a block of text.
  ///
  /// - Parameters:
  ///   - first: Its first line.
  ///   - last: Its last line.
  ///   - utf8Column: The byte of the first line at which it begins, from 1.
  mutating func read(from first: Int, to last: Int, utf8Column: Int = 1) {
    var isInCode = 0
    for number in first...max(first, last) {
      let line = lines.text(ofLine: number)
      // Only a line with one of these can hold what is looked for.
      guard line.utf8.contains(where: Self.signs.contains) else { continue }
      let skipped = number == first ? utf8Column - 1 : 0
      let text = ShownLine(line, from: skipped, openRun: &isInCode)
      read(text, line: number)
    }
  }

  private static let signs = Set("$@:{^\\[`".utf8)

  private mutating func read(_ text: ShownLine, line: Int) {
    let words = text.shown.drop { $0 == " " || $0 == ">" }
    if words.allSatisfy({ $0 == "$" || $0 == " " }), words.count(where: { $0 == "$" }) == 2 {
      isInDisplay.toggle()
      if isInDisplay { report(Self.display, at: text.offset(of: "$$") ?? 0, line: line) }
      return
    }
    if isInDisplay { return }
    for pattern in Self.patterns where text.shown.contains(pattern.part) {
      if let offset = pattern.offset(text) { report(pattern.message, at: offset, line: line) }
    }
    if text.shown.contains("[^") { readFootnotes(text, line: line) }
    for (offset, isDisplay) in DollarMath.places(in: text) {
      report(isDisplay ? Self.display : Self.inline, at: offset, line: line)
    }
  }

  private mutating func readFootnotes(_ text: ShownLine, line: Int) {
    for match in text.shown.matches(of: /\[\^(\w[\w-]*)\]/) {
      // What looks like the letters of a regular expression is none.
      if footnotes.contains(match.1.lowercased()) || match.1.contains(/^\w-\w/) { continue }
      let offset = text.shown.utf8.distance(from: text.shown.startIndex, to: match.range.lowerBound)
      report(
        (
          "nothing defines the footnote '\(match.1)'",
          "write a line '[^\(match.1)]: …', or put it in backticks"
        ), at: offset, line: line)
    }
  }

  private mutating func report(_ text: (message: String, hint: String), at offset: Int, line: Int) {
    problems.append(
      Diagnostic(
        text.message, at: lines.location(line: line, utf8Column: offset + 1), hint: text.hint,
        severity: .warning))
  }

  private typealias Text = (message: String, hint: String)

  private static let inline: Text = (
    "a formula between dollars is shown as it is written", "write `{math x^2}`, with the backticks"
  )

  private static let display: Text = (
    "a formula between two dollars is shown as it is written",
    "write a chunk: a line '```{math}', the formula, a line '```'"
  )
}

/// A line of the source, with what stands in code left blank, so that every place stays where it is.
struct ShownLine {
  /// The line, with blanks for code and for what is escaped.
  let shown: String
  /// The line as written.
  let written: Substring

  /// - Parameters:
  ///   - line: The line.
  ///   - start: How many bytes at its beginning belong to something else.
  ///   - openRun: The length of the run of backticks whose code goes on in this line; 0 where there is none.
  init(_ line: Substring, from start: Int, openRun: inout Int) {
    written = line
    var bytes = Array(line.utf8)
    for index in 0..<min(start, bytes.count) { bytes[index] = UInt8(ascii: " ") }
    var index = min(start, bytes.count)
    var codeStart = openRun > 0 ? index : nil
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), openRun == 0, index + 1 < bytes.count,
        Self.escaped.contains(bytes[index + 1])
      {
        bytes[index + 1] = UInt8(ascii: " ")
        index += 2
      } else if bytes[index] == UInt8(ascii: "`") {
        let length = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
        if openRun == 0 {
          openRun = length
          codeStart = index
        } else if openRun == length, let start = codeStart {
          for inner in start..<index + length { bytes[inner] = UInt8(ascii: " ") }
          openRun = 0
          codeStart = nil
        }
        index += length
      } else {
        index += 1
      }
    }
    if let start = codeStart {
      for inner in start..<bytes.count { bytes[inner] = UInt8(ascii: " ") }
    }
    shown = String(decoding: bytes, as: UTF8.self)
  }

  private static let escaped = Set("$@:{[^`*_".utf8)

  /// The byte at which a text begins.
  func offset(of text: some StringProtocol) -> Int? {
    shown.firstRange(of: text).map {
      shown.utf8.distance(from: shown.startIndex, to: $0.lowerBound)
    }
  }

  /// The byte at which the captured part of a match begins.
  func offset(of pattern: Regex<(Substring, Substring)>) -> Int? {
    shown.firstMatch(of: pattern).map {
      shown.utf8.distance(from: shown.startIndex, to: $0.1.startIndex)
    }
  }
}

extension Lookalikes {
  /// What is wrong with a code span that another tool would run.
  static func problem(ofCode code: String) -> (message: String, hint: String)? {
    guard code.hasPrefix("r ") || code.hasPrefix("{") else { return nil }
    let isKnitr = code.firstMatch(of: /^r [^\s=<>≈≤≥+*\/-]/) != nil
    let isQuarto = code.firstMatch(of: /^\{(?:r|python|julia|ojs)\} *\S/) != nil
    return isKnitr || isQuarto
      ? ("code in the text is not run here", "write `{value PATH}`, with the backticks") : nil
  }

  /// A form of another tool, and what to say of it.
  private struct Pattern {
    /// What every text of this form contains.
    ///
    /// A regular expression is put together at each use, which costs a hundred times as much as to look for this.
    let part: String
    /// The byte at which the form begins.
    let offset: (ShownLine) -> Int?
    let message: Text

    init(_ part: String, _ offset: @escaping (ShownLine) -> Int?, _ message: Text) {
      self.part = part
      self.offset = offset
      self.message = message
    }
  }

  /// What is found by its form alone.
  private static var patterns: [Pattern] {
    [
      Pattern(
        "@",
        { $0.offset(of: /(?:^|[^\w@.\/\[-])(\[?-?@(?:fig|tbl|eq|sec|lst|thm)-[A-Za-z0-9_-]+)/) },
        (
          "a reference of this form is shown as it is written",
          "write `{ref fig-x}`, with the backticks"
        )
      ),
      Pattern(
        "@",
        { $0.offset(of: /(\[-?@)(?!(?:fig|tbl|eq|sec|lst|thm)-)[A-Za-z][\w:.-]*/) },
        (
          "a citation is shown as it is written",
          "write a link, or a footnote [^a] with a line '[^a]: …'"
        )
      ),
      Pattern(
        "\\",
        { $0.offset(of: /(\\)(?:ref|cref|Cref|eqref|cite[pt]?|label)\{/) },
        (
          "a command of LaTeX is shown as it is written", "write `{ref fig-x}`, with the backticks"
        )
      ),
      Pattern(
        "\\begin{",
        { $0.offset(of: /(\\)begin\{[a-z]+\*?\}/) },
        (
          "a formula in the text is shown as it is written",
          "write a chunk: a line '```{math}', the formula, a line '```'"
        )
      ),
      Pattern(
        ":::",
        { $0.offset(of: /^[ >]*(:::+) *(?:\{|[A-Za-z])/) },
        (
          "a block between colons is shown as it is written",
          "a note in the margin is a quotation that begins with '[!NOTE]'"
        )
      ),
      Pattern(
        "{",
        { $0.offset(of: /[\])](\{) *(?:[.#][A-Za-z]|[A-Za-z][\w-]*=)[^{}]*\}/) },
        (
          "attributes in braces are shown as they are written",
          "leave them out: pictures are as large as their files, and the style sheet says the rest"
        )
      ),
      Pattern(
        "{",
        {
          $0.offset(of: /^ *#+ .*\S +(\{)(?:[.][A-Za-z][^{}]*|-|#[A-Za-z][^{}=]* [.][^{}]*)\} *$/)
        },
        (
          "attributes in braces are shown as they are written",
          "a heading takes {#sec-label}, {when=VALUE} and {unless=VALUE}"
        )
      ),
      Pattern(
        "{{<",
        { $0.offset(of: /(\{\{<) *[a-z]/) },
        (
          "a shortcode is shown as it is written",
          "a part is included by a chunk 'include' with a line 'file: part.md'"
        )
      ),
      Pattern(
        "^[",
        { $0.offset(of: /(?:^|[^\[\\])(\^\[)[^\]]/) },
        (
          "a footnote of this form is shown as it is written",
          "write [^a], and '[^a]: …' on a line by itself"
        )
      ),
      Pattern(
        "[",
        { $0.offset(of: /^ *(\[)(?:TOC|toc|\[TOC\]|\[_TOC_\])\] *$/) },
        ("a table of contents is not made here", "write 'toc: true' in the front matter")
      ),
    ]
  }
}
