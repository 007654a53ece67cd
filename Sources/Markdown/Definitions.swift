import SourceText

/// Definitions that apply to the whole document wherever they appear: footnotes and link references.
enum Definitions {
  /// Returns the lines that contain definitions.
  ///
  /// - Parameters:
  ///   - nodes: The document.
  ///   - lines: The file.
  /// - Returns: Line numbers, from 1, including definitions in lists and block quotes.
  /// - Complexity: O(*n*) in the length of the file.
  static func lines(of nodes: [MarkdownNode], in lines: SourceLines) -> Set<Int> {
    var code: Set<Int> = []
    var found: Set<Int> = []
    for node in nodes {
      let range = node.line..<max(node.line, node.lastLine) + 1
      switch node.kind {
      case .fence: code.formUnion(range)
      case .footnoteDefinition where isDefinition(lines.text(ofLine: node.line)):
        found.formUnion(range)
      default: break
      }
    }
    for line in 1...lines.count where !code.contains(line) {
      if isDefinition(lines.text(ofLine: line)) { found.insert(line) }
    }
    return found
  }

  /// Returns the source of each definition: link references as written, footnotes without their text.
  ///
  /// - Parameters:
  ///   - nodes: The document.
  ///   - lines: The file.
  /// - Returns: Texts that define the same names in another document, by lower-case name.
  static func texts(of nodes: [MarkdownNode], in lines: SourceLines) -> [String: String] {
    var code: Set<Int> = []
    for node in nodes {
      if case .fence = node.kind { code.formUnion(node.line...max(node.line, node.lastLine)) }
    }
    var texts: [String: String] = [:]
    for number in 1...lines.count {
      let line = lines.text(ofLine: number)
      guard !code.contains(number), isDefinition(line) else { continue }
      let text = line.drop { $0 == " " }
      let name = text.dropFirst().prefix { $0 != "]" }
      // The address may be on the next line.
      let whole =
        name.hasPrefix("^")
        ? "[\(name)]: -"
        : text.last == ":" ? "\(text) \(lines.text(ofLine: number + 1))" : String(text)
      if texts[name.lowercased()] == nil { texts[name.lowercased()] = whole }
    }
    return texts
  }

  /// Returns the lower-case names that a text may refer to, without duplicates.
  static func names(in text: String) -> Set<String> {
    Set(text.matches(of: /\[([^\[\]]+)\]/).map { $0.1.lowercased() })
  }

  private static func isDefinition(_ line: Substring) -> Bool {
    let indentation = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    let text = line.utf8.dropFirst(indentation)
    guard indentation < 4, text.first == UInt8(ascii: "["),
      let end = text.firstIndex(of: UInt8(ascii: "]"))
    else { return false }
    return text[end...].dropFirst().first == UInt8(ascii: ":")
  }
}
