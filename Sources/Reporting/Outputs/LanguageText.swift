import HTML
import Literate
import SourceText

/// The reference of the document language as text, generated from the declarations that validate documents.
public enum LanguageText {
  private static let language = ReportLanguage.language()

  /// The names accepted by ``description(of:)``.
  public static var names: [String] {
    language.descriptions.map(\.verb) + ["value", "ref", "when", "formats", expressionsName]
      + language.values.map(\.path)
  }

  /// All verbs, each in a few lines.
  public static var list: String {
    let chunks = language.descriptions.map { chunk in
      "\(chunk.verb)\n  \(chunk.summary)\n  options  \(short(chunk.options))\n"
    }
    let phrases = language.phrases.map { phrase in
      "`{\(phrase.verb) …}`\n  \(phrase.summary)\n  options  \(short(phrase.options))\n"
    }
    let conditions = """
      In headings

      `{when=…}`
        \(language.conditions.summary)
        options  \(short(language.conditions.options))

      """
    return """
      \((chunks + ["Inline\n"] + phrases + [conditions]).joined(separator: "\n"))
      'report chunks NAME' shows option values and an example; 'report chunks value' lists the \
      \(counted(language.values.count, "value")), 'report chunks formats' their units, and 'report chunks \
      expressions' shows how to calculate and compare.
      """
  }

  /// Describes a verb, a value or all units.
  ///
  /// - Parameter name: One of ``names``.
  /// - Returns: The description; nil if there is no such name.
  public static func description(of name: String) -> String? {
    if name == "formats" { return formats }
    if name == expressionsName { return expressions }
    if name == "when" {
      return """
        \(description(of: language.conditions))

        \(values(language.truths))
        """
    }
    let verbs = (language.descriptions + language.phrases).filter { $0.verb == name }
    if !verbs.isEmpty {
      let text = verbs.map(description(of:)).joined(separator: "\n\n")
      return name == "value" ? "\(text)\n\n\(values(language.values))" : text
    }
    return language.values.first { $0.path == name }.map { value in
      let example = "`{value \(value.path)}`"
      return """
        \(value.path)
          \(value.summary)

        Unit
          \(value.unit): \(value.unit.summary)

        \(scopes(value.scopes))

        Example
          \(example)
        """
    }
  }

  private static func description(of chunk: ChunkDescription) -> String {
    let isPhrase = chunk.example.contains("`{\(chunk.verb)") && !chunk.example.hasPrefix("```")
    let isResult = !isPhrase && !["math", "check", "include", "when"].contains(chunk.verb)
    let options = chunk.options + (isResult ? ChunkDescription.commonOptions : [])
    var lines = [chunk.verb, "  \(chunk.summary)", "", "Options"]
    lines += options.map { "  \($0.key)=\($0.fallback)  (\($0.values))" }
    if options.isEmpty { lines.append("  none") }
    if !isPhrase {
      lines += ["", "Label", "  \(chunk.labelPrefix.map { "#\($0)-…" } ?? "none")"]
      lines += ["", scopes(chunk.scopes)]
    }
    lines += ["", "Example"]
    lines += chunk.example.split(separator: "\n", omittingEmptySubsequences: false).map {
      "  \($0)"
    }
    return lines.joined(separator: "\n")
  }

  private static func values(_ values: [ValuePath<ReportContext>]) -> String {
    let rows = values.map { ["\($0.path)", "\($0.summary) (\($0.unit))"] }
    return "Values\n" + pairs(rows)
  }

  private static var formats: String {
    let rows = Value.Unit.allCases.map { ["\($0)", "\($0.summary), for example \($0.example)"] }
    return "Units\n" + pairs(rows)
  }

  static func pairs(_ rows: [[String]]) -> String {
    TextTable([TextTable.Column(), TextTable.Column()], rows: rows, indent: 2).text()
  }

  private static func scopes(_ scopes: Set<Scope>) -> String {
    let place =
      scopes.count == Scope.allCases.count
      ? "every document"
      : scopes.contains(.report)
        ? "documents with the scope 'report'"
        : "documents with the scope 'review', and all documents with review=ID"
    return "Allowed in\n  \(place)"
  }

  private static func short(_ options: [Options.Declaration]) -> String {
    options.isEmpty ? "none" : options.map { "\($0.key)=\($0.fallback)" }.joined(separator: " ")
  }
}
