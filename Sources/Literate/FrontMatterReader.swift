import Markdown
import SourceText

/// Separates the front matter from a document and parses it.
struct FrontMatterReader {
  private(set) var frontMatter = FrontMatter()
  /// The document with empty lines in place of the front matter, which preserves line numbers.
  private(set) var body: String
  private(set) var problems = Diagnostics()
  private let lines: SourceLines

  /// Reads the front matter, if the first line is three hyphens.
  init(_ lines: SourceLines) {
    self.lines = lines
    let text = lines.source.text.replacing("\r\n", with: "\n")
    body = text
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard Self.isFence(all[0], among: ["---"]) else { return }
    guard let end = all.dropFirst().firstIndex(where: { Self.isFence($0, among: ["---", "..."]) })
    else {
      problems.report(
        Diagnostic(
          "the front matter is not closed", at: lines.location(line: 1, utf8Column: 1),
          hint: "end it with a line of three hyphens"))
      return
    }
    body = String(repeating: "\n", count: end + 1) + all[(end + 1)...].joined(separator: "\n")
    // An empty first line replaces the hyphens, so YAML's line numbers match the file's. YAML also treats the two separators as
    // line ends.
    let yaml =
      "\n" + all[1..<end].joined(separator: "\n").replacing(/[\u{2028}\u{2029}]/, with: " ")
    read(yaml)
  }

  private static func isFence(_ line: Substring, among fences: Set<Substring>) -> Bool {
    fences.contains(line.prefix { !$0.isWhitespace })
      && line.drop { !$0.isWhitespace }.trimmed.isEmpty
  }

  private mutating func read(_ yaml: String) {
    if let tooDeep = Self.firstDeepLine(of: yaml) {
      report(
        "the front matter is nested too deeply", at: lines.location(line: tooDeep, utf8Column: 1))
      return
    }
    do {
      let document = try YAMLDocument(parsing: yaml)
      guard let root = document.root, !root.isNull else { return }
      guard let mapping = root.mapping else {
        report(
          "the front matter is not a list of 'key: value' lines", at: lines.place(of: root.mark))
        return
      }
      if let key = document.firstRepeatedKey {
        report(
          "the front matter has the key '\(key.scalar ?? "")' twice", at: lines.place(of: key.mark))
        return
      }
      for (key, value) in mapping { read(key, value) }
    } catch {
      problems.report(FrontMatterSyntax(problem: error, lines: lines).diagnostic)
    }
  }

  /// Returns the first line that is nested too deeply; nil if there is none.
  ///
  /// Some versions of libyaml load nodes recursively; limiting the depth prevents a stack overflow.
  private static func firstDeepLine(of yaml: String) -> Int? {
    var depth = 0
    for (number, line) in yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      depth += line.utf8.count { "[{".utf8.contains($0) }
      let dashes = line.split(separator: " ").prefix { $0 == "-" || $0 == "?" || $0 == ":" }.count
      let indentation = line.prefix { $0 == " " }.utf8.count
      if max(depth, dashes, indentation) > 64 { return number + 1 }
      depth -= min(depth, line.utf8.count { "]}".utf8.contains($0) })
    }
    return nil
  }

  private mutating func read(_ key: YAMLDocument.Node, _ value: YAMLDocument.Node) {
    guard let name = key.scalar, FrontMatter.keys.contains(name) else {
      let name = key.scalar ?? "?"
      report(
        "the front matter has no key '\(name)'", at: lines.place(of: key.mark),
        hint: NearestName.hint(for: name, among: FrontMatter.keys))
      return
    }
    switch name {
    case "title": frontMatter.title = text(value, of: name)
    case "subtitle": frontMatter.subtitle = text(value, of: name)
    case "author":
      let names = list(value, of: name)
      frontMatter.author = names.first.map {
        Located(names.map(\.value).joined(separator: ", "), at: $0.location)
      }
    case "date": frontMatter.date = text(value, of: name, "a date such as 2026-03-01", Self.isDate)
    case "lang":
      let lang = text(value, of: name, "a language such as en or pt-BR", Self.isLanguage)
      frontMatter.lang = lang?.value ?? "en"
    case "scope": readScope(value)
    case "reviews": frontMatter.reviews = text(value, of: name)
    case "model": frontMatter.model = text(value, of: name)
    case "toc":
      let isWanted = text(value, of: name, "true or false") { Bool($0) != nil }
      frontMatter.toc = isWanted?.value == "true"
    case "focus": readFocus(value)
    case "methods": frontMatter.methods = list(value, of: name)
    default: readOptions(value)
    }
  }

  private mutating func readScope(_ value: YAMLDocument.Node) {
    guard let name = text(value, of: "scope", "report or review") else { return }
    if let scope = Scope(rawValue: name.value) {
      frontMatter.scope = scope
    } else {
      report("'scope' takes report or review, not '\(name.value)'", at: lines.place(of: value.mark))
    }
  }

  private mutating func readFocus(_ value: YAMLDocument.Node) {
    let names = FrontMatter.Focus.allCases.map(\.rawValue).joined(separator: " or ")
    guard let name = text(value, of: "focus", names) else { return }
    if let focus = FrontMatter.Focus(rawValue: name.value) {
      frontMatter.focus = focus
    } else {
      report("'focus' takes \(names), not '\(name.value)'", at: lines.place(of: value.mark))
    }
  }

  private mutating func readOptions(_ value: YAMLDocument.Node) {
    guard let mapping = value.mapping else {
      report("'options' takes options such as {steps: 64}", at: lines.place(of: value.mark))
      return
    }
    for (key, value) in mapping {
      guard let name = text(key, of: "options", "names"),
        let setting = text(value, of: "options", "a text for each name")
      else { continue }
      frontMatter.options.append(
        Options.Item(
          key: name.value, value: setting.value, keyLocation: name.location,
          valueLocation: setting.location))
    }
  }

  private mutating func list(_ value: YAMLDocument.Node, of key: String) -> [Located<String>] {
    guard let sequence = value.sequence else { return text(value, of: key).map { [$0] } ?? [] }
    return sequence.compactMap { text($0, of: key, "a text or a list of texts") }
  }

  private mutating func text(
    _ value: YAMLDocument.Node, of key: String, _ kind: String = "a text",
    _ isRight: (String) -> Bool = { _ in true }
  ) -> Located<String>? {
    guard let text = value.scalar, !value.isNull else {
      report("'\(key)' takes \(kind)", at: lines.place(of: value.mark))
      return nil
    }
    guard isRight(text) else {
      report("'\(key)' takes \(kind), not '\(text)'", at: lines.place(of: value.mark))
      return nil
    }
    return Located(text, at: lines.place(of: value.mark))
  }

  private static func isDate(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      year > 0, (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  private static func isLanguage(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/) != nil
  }

  private mutating func report(
    _ message: String, at location: SourceLocation, hint: String? = nil
  ) {
    problems.report(Diagnostic(message, at: location, hint: hint))
  }
}
