import Markdown
import SourceText
import Yams

/// What is wrong with front matter that is not YAML, in our own words: those of YAML's parser are about tokens.
struct FrontMatterSyntax {
  private let lines: SourceLines
  private let problem: String
  private let mark: Mark
  /// Where what the parser could not finish begins.
  private let start: Mark

  /// Takes what the parser said; nil where it named no place.
  ///
  /// - Parameters:
  ///   - error: What the parser said.
  ///   - lines: The file.
  init?(_ error: YamlError, in lines: SourceLines) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      self.problem = problem
      self.mark = mark
      start = context?.mark ?? mark
    default: return nil
    }
    self.lines = lines
  }

  /// The problem at its place, with what to write instead.
  var diagnostic: Diagnostic {
    switch problem {
    case "mapping values are not allowed in this context":
      if let value = value(at: mark), value.text.contains(": ") || value.text.hasSuffix(":") {
        return needsQuotes("a text with a colon stands in quotation marks", value)
      }
      let above = lines.text(ofLine: mark.line - 1)
      if !above.contains(":"), !above.hasPrefix("---"), above.first?.isWhitespace == false {
        return noPair(at: lines.location(line: mark.line - 1, utf8Column: 1))
      }
      return Diagnostic(
        "this 'key: value' can't stand here", at: place(mark),
        hint: "each key begins at the start of its line")
    case "found character that cannot start any token" where character(at: mark) == "\t",
      "found a tab character where an indentation space is expected",
      "found a tab character that violates indentation":
      return Diagnostic("a tab can't stand here", at: place(mark), hint: "write spaces")
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      let bracket = character(at: start) ?? "["
      return Diagnostic(
        "this '\(bracket)' is never closed", at: place(start),
        hint:
          "end it with '\(bracket == "{" ? "}" : "]")', or put a text that begins with it in quotation marks"
      )
    case "found unexpected end of stream", "found unexpected document indicator":
      return Diagnostic(
        "this quotation mark is never closed", at: place(start), hint: "end the text with another")
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return Diagnostic(
        "this text has a backslash that means nothing in double quotation marks", at: place(mark),
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
        return needsQuotes("a text can't go on after its closing quotation mark", value)
      }
      if "[{&*!|>%@`-?,]}".contains(first) {
        return needsQuotes("a text that begins with '\(first)' stands in quotation marks", value)
      }
    }
    return problem == "did not find expected key"
      ? noPair(at: place(mark))
      : Diagnostic(
        "the front matter is not YAML here", at: place(mark),
        hint: "put text with signs such as : # [ { & * ! in quotation marks")
  }

  private func noPair(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "this line is not 'key: value'", at: location,
      hint: "a line that goes on with the value above begins with a space")
  }

  private func needsQuotes(_ message: String, _ value: Word) -> Diagnostic {
    let isPlain = !value.text.contains("\"") && !value.text.contains("\\")
    let quoted = isPlain ? "\"\(value.text)\"" : "'\(value.text.replacing("'", with: "''"))'"
    return Diagnostic(message, at: value.location, hint: "write \(quoted)")
  }

  /// What stands behind the key of a line.
  private func value(at mark: Mark) -> Word? {
    let line = lines.text(ofLine: mark.line)
    guard let match = line.firstMatch(of: /^\s*[A-Za-z][A-Za-z-]*:\s+(\S.*)$/) else { return nil }
    let offset = line[..<match.1.startIndex].utf8.count
    return Word(
      text: String(match.1.trimmed),
      location: lines.location(line: mark.line, utf8Column: offset + 1))
  }

  private func character(at mark: Mark) -> Character? {
    lines.text(ofLine: mark.line).unicodeScalars.dropFirst(mark.column - 1).first.map(
      Character.init)
  }

  private func place(_ mark: Mark) -> SourceLocation { lines.place(of: mark) }
}

extension SourceLines {
  /// A place as YAML has it: its columns count Unicode scalars.
  func place(of mark: Mark) -> SourceLocation {
    let before = Substring(text(ofLine: mark.line).unicodeScalars.prefix(mark.column - 1))
    return location(line: mark.line, utf8Column: before.utf8.count + 1)
  }
}
