import SourceText

/// What holds for the whole of a document, wherever it stands: footnotes and the addresses of links.
enum Definitions {
  /// The lines on which something is defined.
  ///
  /// - Parameters:
  ///   - nodes: The document.
  ///   - lines: The file.
  /// - Returns: The numbers of lines, from 1. Definitions in lists and quotes go with these.
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

  private static func isDefinition(_ line: Substring) -> Bool {
    let indentation = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    let text = line.utf8.dropFirst(indentation)
    guard indentation < 4, text.first == UInt8(ascii: "["),
      let end = text.firstIndex(of: UInt8(ascii: "]"))
    else { return false }
    return text[end...].dropFirst().first == UInt8(ascii: ":")
  }
}
