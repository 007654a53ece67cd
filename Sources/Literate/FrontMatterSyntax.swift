import Markdown
import SourceText

/// Explains YAML syntax errors in front matter; the parser's own messages are about tokens.
struct FrontMatterSyntax {
  let problem: YAMLDocument.Problem
  let lines: SourceLines

  private var mark: YAMLDocument.Mark { problem.mark }
  private var start: YAMLDocument.Mark { problem.start }

  /// The problem at its location, with a hint.
  var diagnostic: Diagnostic {
    switch problem.text {
    case "mapping values are not allowed in this context":
      if let value = value(at: mark), value.text.contains(": ") || value.text.hasSuffix(":") {
        return needsQuotes("a text with a colon must be in quotation marks", value)
      }
      let above = lines.text(ofLine: mark.line - 1)
      if !above.contains(":"), !above.hasPrefix("---"), above.first?.isWhitespace == false {
        return noPair(at: lines.location(line: mark.line - 1, utf8Column: 1))
      }
      return Diagnostic(
        "this 'key: value' is not allowed here", at: place(mark),
        hint: "start each key at the beginning of its line")
    case "found character that cannot start any token" where character(at: mark) == "\t",
      "found a tab character where an indentation space is expected",
      "found a tab character that violates indentation":
      return Diagnostic("a tab is not allowed here", at: place(mark), hint: "use spaces")
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      let bracket = character(at: start) ?? "["
      return Diagnostic(
        "this '\(bracket)' is not closed", at: place(start),
        hint:
          "end it with '\(bracket == "{" ? "}" : "]")', or put text that begins with it in quotation marks"
      )
    case "found unexpected end of stream", "found unexpected document indicator":
      return Diagnostic(
        "this quotation mark is not closed", at: place(start),
        hint: "end the text with a quotation mark")
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return Diagnostic(
        "unknown escape sequence in double quotation marks", at: place(mark),
        hint: "put the text in single quotation marks")
    case "could not find expected ':'":
      return noPair(at: place(value(at: start) == nil ? start : mark))
    default: return general
    }
  }

  private var general: Diagnostic {
    for mark in [mark, start] {
      guard let value = value(at: mark), let first = value.text.first else { continue }
      if "\"'".contains(first) {
        return needsQuotes("text is not allowed after the closing quotation mark", value)
      }
      if "[{&*!|>%@`-?,]}".contains(first) {
        return needsQuotes("a text that begins with '\(first)' must be in quotation marks", value)
      }
    }
    return problem.text == "did not find expected key"
      ? noPair(at: place(mark))
      : Diagnostic(
        "the front matter is not valid YAML here", at: place(mark),
        hint: "put text with signs such as : # [ { & * ! in quotation marks")
  }

  private func noPair(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "this line is not 'key: value'", at: location,
      hint: "start a line with a space to continue the value above")
  }

  private func needsQuotes(_ message: String, _ value: Word) -> Diagnostic {
    let isPlain = !value.text.contains("\"") && !value.text.contains("\\")
    let quoted = isPlain ? "\"\(value.text)\"" : "'\(value.text.replacing("'", with: "''"))'"
    return Diagnostic(message, at: value.location, hint: "write \(quoted)")
  }

  /// Returns the value after the key of a line.
  private func value(at mark: YAMLDocument.Mark) -> Word? {
    let line = lines.text(ofLine: mark.line)
    guard let match = line.firstMatch(of: /^\s*[A-Za-z][A-Za-z-]*:\s+(\S.*)$/) else { return nil }
    let offset = line[..<match.1.startIndex].utf8.count
    return Word(
      text: String(match.1.trimmed),
      location: lines.location(line: mark.line, utf8Column: offset + 1))
  }

  private func character(at mark: YAMLDocument.Mark) -> Character? {
    lines.text(ofLine: mark.line).unicodeScalars.dropFirst(mark.column - 1).first.map(
      Character.init)
  }

  private func place(_ mark: YAMLDocument.Mark) -> SourceLocation { lines.place(of: mark) }
}

extension SourceLines {
  /// Converts a YAML location, whose columns count Unicode scalars.
  func place(of mark: YAMLDocument.Mark) -> SourceLocation {
    let before = Substring(text(ofLine: mark.line).unicodeScalars.prefix(mark.column - 1))
    return location(line: mark.line, utf8Column: before.utf8.count + 1)
  }
}
