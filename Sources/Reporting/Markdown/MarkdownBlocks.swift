import SourceText

/// Container blocks and literal blocks.
extension MarkdownExporter {
  func list(_ element: PageElement) -> [String] {
    let items = element.elements.filter { $0.name == "li" }
    let start = element.attributes["start"].flatMap(Int.init) ?? 1
    let lines = items.enumerated().map { index, item in
      let sign = element.name == "ol" ? "\(start + index). " : "- "
      return Self.indented(blocks(item.children), behind: sign)
    }
    // If an item has several blocks, items need as many lines between them as blocks.
    let isLoose = lines.contains { $0.contains("\n\n") }
    return lines.isEmpty ? [] : [lines.joined(separator: isLoose ? "\n\n" : "\n")]
  }

  /// Returns a description list as a list of terms with their descriptions.
  func facts(_ element: PageElement) -> [String] {
    var lines: [String] = []
    var term = ""
    for entry in element.elements.flatMap({ $0.name == "div" ? $0.elements : [$0] }) {
      let text = inline(entry.children).finished
      if entry.name == "dt" { term = text } else { lines.append("- \(term): \(text)") }
    }
    return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
  }

  func quote(_ blocks: [String], kind: String? = nil) -> [String] {
    let text = (kind.map { "[!\($0)]\n" } ?? "") + blocks.joined(separator: "\n\n")
    guard !text.isEmpty else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return [lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")]
  }

  /// Returns a note in GitHub's syntax, without the page's label for its kind, which GitHub adds.
  func callout(_ element: PageElement) -> [String] {
    let kinds = ["tip", "important", "warning", "caution"]
    let kind = kinds.first { element.has($0) } ?? "note"
    let body = element.children.filter { node in
      if case .element(let child) = node { !child.has("label") } else { true }
    }
    return quote(blocks(body), kind: kind.uppercased())
  }

  /// Returns a figure: its text, the description of a picture, and its caption.
  func figure(_ element: PageElement) -> [String] {
    var shown = element.children
    var caption: PageElement?
    if case .element(let last)? = shown.last, last.name == "figcaption" {
      caption = last
      shown.removeLast()
    }
    var result = blocks(shown)
    let hasTable = element.elements.contains { child in
      child.name == "table"
        || child.name != "figcaption" && child.first { $0.name == "table" } != nil
    }
    if let picture = element.first(where: { $0.name == "desc" }), !hasTable {
      result += paragraph(of: picture)
    } else if let table = caption?.first(where: { $0.name == "table" }), !hasTable {
      result += blocks([.element(table)])
    }
    if let caption {
      result += blocks(caption.children)
    }
    return result
  }

  private func paragraph(of element: PageElement) -> [String] {
    let text = inline(element.children).finished
    return text.isEmpty ? [] : [text]
  }

  /// Returns a display formula that includes its number.
  func equation(_ element: PageElement) -> [String] {
    let tex = element.first { $0.name == "math" }?.attributes["alttext"] ?? ""
    let number = element.first { $0.has("number") }?.text.filter(\.isNumber)
    return [Self.fenced(tex + (number.map { " \\tag{\($0)}" } ?? ""), as: "math")]
  }

  /// Returns the texts of footnotes, which are numbered where they are referenced.
  func footnotes(_ element: PageElement) -> [String] {
    let items = element.first { $0.name == "ol" }?.elements ?? []
    return items.compactMap { item in
      guard let id = item.attributes["id"] else { return nil }
      return Self.indented(blocks(item.children), behind: "[^\(footnote(id))]: ", by: 4)
    }
  }

  /// Returns the name of a footnote in this file.
  func footnote(_ id: String) -> String {
    let own = id.hasPrefix("fn-") ? id.dropFirst(3) : id[...]
    return name.isEmpty ? String(own) : "\(name)-\(own)"
  }

  /// Returns text between fences that are longer than any in the text.
  static func fenced(_ text: String, as language: String) -> String {
    let longest = longestRun(of: "`", in: text)
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)"
  }

  static func language(of element: PageElement) -> String {
    let name = element.elements.first?.classes.first { $0.hasPrefix("language-") }
    return String(name?.dropFirst("language-".count) ?? "").filter { $0.isLetter || $0.isNumber }
  }

  private static func indented(_ blocks: [String], behind sign: String, by width: Int? = nil)
    -> String
  {
    let space = String(repeating: " ", count: width ?? sign.count)
    let lines = blocks.joined(separator: "\n\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      index == 0 ? sign + line : line.isEmpty ? "" : space + line
    }.joined(separator: "\n")
  }
}
