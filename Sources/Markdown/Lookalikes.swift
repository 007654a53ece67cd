import SourceText

/// Detects syntax of other tools that is plain text here, such as `$x$` and `@fig-a`: a page shows it literally, which its
/// author did not expect.
///
/// The search uses the source, since Markdown splits up the text between two dollars.
struct Lookalikes {
  private let lines: SourceLines
  private(set) var problems: [Diagnostic] = []
  /// Whether the current line is between two lines of double dollars.
  private var isInDisplay = false

  /// The lower-case names of footnotes that the document defines.
  private lazy var footnotes = Set(
    (1...lines.count).map(lines.text(ofLine:)).filter { $0.contains("[^") }
      .compactMap { $0.firstMatch(of: /^[ >]*\[\^([^\]]+)\]:/)?.1.lowercased() })

  init(_ lines: SourceLines) {
    self.lines = lines
  }

  /// Checks a block of text.
  ///
  /// - Parameters:
  ///   - first: Its first line.
  ///   - last: Its last line.
  ///   - utf8Column: The byte at which it begins in the first line, from 1.
  mutating func read(from first: Int, to last: Int, utf8Column: Int = 1) {
    var isInCode = 0
    for number in first...max(first, last) {
      let line = lines.text(ofLine: number)
      // Only a line with one of these characters can contain such syntax.
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
    for pattern in Self.patterns where pattern.parts.contains(where: text.contains) {
      if let offset = pattern.offset(text) { report(pattern.message, at: offset, line: line) }
    }
    if text.contains("[^") { readFootnotes(text, line: line) }
    for (offset, isDisplay) in DollarMath.places(in: text) {
      report(isDisplay ? Self.display : Self.inline, at: offset, line: line)
    }
  }

  private mutating func readFootnotes(_ text: ShownLine, line: Int) {
    for match in text.shown.matches(of: /\[\^(\w[\w-]*)\]/) {
      // A character class of a regular expression is not a footnote.
      if footnotes.contains(match.1.lowercased()) || match.1.contains(/^\w-\w/) { continue }
      let offset = text.shown.utf8.distance(from: text.shown.startIndex, to: match.range.lowerBound)
      report(
        (
          "undefined footnote '\(match.1)'",
          "add a line '[^\(match.1)]: …', or put it in backticks"
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
    "a formula between dollars is shown literally", "write `{math x^2}`, with the backticks"
  )

  private static let display: Text = (
    "a formula between double dollars is shown literally",
    "write a chunk: a line '```{math}', the formula, a line '```'"
  )
}

/// A line of the source with code blanked out, so that all offsets are preserved.
struct ShownLine {
  /// The line, with code and escaped characters blanked out.
  let shown: String
  /// The line as written.
  let written: Substring

  /// - Parameters:
  ///   - line: The line.
  ///   - start: The number of leading bytes that belong to something else.
  ///   - openRun: The length of the run of backticks whose code span continues in this line; 0 if there is none.
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

  /// Whether the line begins with number signs.
  var isHeading: Bool {
    shown.utf8.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "#")
  }

  /// Returns whether the line, without code, contains some characters.
  func contains(_ part: String) -> Bool {
    let (bytes, wanted) = (shown.utf8Span.span, part.utf8Span.span)
    guard bytes.count >= wanted.count else { return false }
    for start in 0...bytes.count - wanted.count {
      var length = 0
      while length < wanted.count, bytes[start + length] == wanted[length] { length += 1 }
      if length == wanted.count { return true }
    }
    return false
  }

  /// Returns the byte offset of a text.
  func offset(of text: some StringProtocol) -> Int? {
    shown.firstRange(of: text).map {
      shown.utf8.distance(from: shown.startIndex, to: $0.lowerBound)
    }
  }

  /// Returns the byte offset of the captured part of a match.
  func offset(of pattern: Regex<(Substring, Substring)>) -> Int? {
    shown.firstMatch(of: pattern).map {
      shown.utf8.distance(from: shown.startIndex, to: $0.1.startIndex)
    }
  }
}

extension Lookalikes {
  /// Diagnoses a code span that another tool would run.
  static func problem(ofCode code: String) -> (message: String, hint: String)? {
    guard code.hasPrefix("r ") || code.hasPrefix("{") else { return nil }
    // Nearly every code span names a value of this program, and none of these languages.
    let isKnitr =
      code.hasPrefix("r ") && code.firstMatch(of: /^r [^\s=<>≈≤≥+*\/-]/) != nil
    let isQuarto =
      ["{r}", "{python}", "{julia}", "{ojs}"].contains { code.hasPrefix($0) }
      && code.firstMatch(of: /^\{(?:r|python|julia|ojs)\} *\S/) != nil
    return isKnitr || isQuarto
      ? ("inline code is not executed", "write `{value PATH}`, with the backticks") : nil
  }

  /// A syntax pattern of another tool, and its diagnostic.
  private struct Pattern: Sendable {
    /// Texts one of which is in every match.
    ///
    /// Creating a regular expression on each use costs a hundred times as much as searching for these texts.
    let parts: [String]
    /// Returns the byte offset of the match.
    let offset: @Sendable (ShownLine) -> Int?
    let message: Text

    init(_ parts: [String], _ offset: @escaping @Sendable (ShownLine) -> Int?, _ message: Text) {
      self.parts = parts
      self.offset = offset
      self.message = message
    }
  }

  /// The patterns found by their form alone.
  private static let patterns: [Pattern] =
    [
      Pattern(
        ["@"],
        { $0.offset(of: /(?:^|[^\w@.\/\[-])(\[?-?@(?:fig|tbl|eq|sec|lst|thm)-[A-Za-z0-9_-]+)/) },
        (
          "a reference of this form is shown literally",
          "write `{ref fig-x}`, with the backticks"
        )
      ),
      Pattern(
        ["@"],
        { $0.offset(of: /(\[-?@)(?!(?:fig|tbl|eq|sec|lst|thm)-)[A-Za-z][\w:.-]*/) },
        (
          "a citation is shown literally",
          "write a link, or a footnote [^a] with a line '[^a]: …'"
        )
      ),
      Pattern(
        ["\\"],
        { $0.offset(of: /(\\)(?:ref|cref|Cref|eqref|cite[pt]?|label)\{/) },
        (
          "a LaTeX command is shown literally", "write `{ref fig-x}`, with the backticks"
        )
      ),
      Pattern(
        ["\\begin{"],
        { $0.offset(of: /(\\)begin\{[a-z]+\*?\}/) },
        (
          "a LaTeX environment is shown literally",
          "write a chunk: a line '```{math}', the formula, a line '```'"
        )
      ),
      Pattern(
        [":::"],
        { $0.offset(of: /^[ >]*(:::+) *(?:\{|[A-Za-z])/) },
        (
          "a block between colons is shown literally",
          "for a margin note, write a block quote that begins with '[!NOTE]'"
        )
      ),
      Pattern(
        ["]{", "){"],
        { $0.offset(of: /[\])](\{) *(?:[.#][A-Za-z]|[A-Za-z][\w-]*=)[^{}]*\}/) },
        (
          "attributes in braces are shown literally",
          "remove them; images are shown at their file's size, and the style sheet controls the rest"
        )
      ),
      Pattern(
        ["{.", "{-", " ."],
        {
          guard $0.isHeading else { return nil }
          return $0.offset(
            of: /^ *#+ .*\S +(\{)(?:[.][A-Za-z][^{}]*|-|#[A-Za-z][^{}=]* [.][^{}]*)\} *$/)
        },
        (
          "attributes in braces are shown literally",
          "use {#sec-label}, {when=VALUE} or {unless=VALUE}"
        )
      ),
      Pattern(
        ["{{<"],
        { $0.offset(of: /(\{\{<) *[a-z]/) },
        (
          "a shortcode is shown literally",
          "to include a file, write an 'include' chunk with a line 'file: part.md'"
        )
      ),
      Pattern(
        ["^["],
        { $0.offset(of: /(?:^|[^\[\\])(\^\[)[^\]]/) },
        (
          "a footnote of this form is shown literally",
          "write [^a], and '[^a]: …' on a separate line"
        )
      ),
      Pattern(
        ["[TOC", "[toc", "[_TOC"],
        { $0.offset(of: /^ *(\[)(?:TOC|toc|\[TOC\]|\[_TOC_\])\] *$/) },
        ("a table of contents cannot be placed here", "write 'toc: true' in the front matter")
      ),
    ]
}
