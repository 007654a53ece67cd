package import HTML
import SourceText

/// Converts a page to GitHub-flavoured Markdown, for repositories, comments and job summaries.
///
/// The conversion starts from the page, so chunks need no Markdown output: tables stay tables, formulas become TeX again,
/// pictures are replaced by their descriptions or their numbers, and words keep their sign: **bold** supports the target
/// class, *italic* opposes it, ~~struck out~~ was never read, and words in brackets are out of vocabulary. The result
/// contains no HTML.
package struct MarkdownExporter {
  /// The number of levels that headings are lowered by.
  let depth: Int
  /// The prefix of footnote names, which must be unique within a file.
  let name: String
  /// Maps a link within the site to a target in this file; nil makes the link plain text.
  let target: (String) -> String?
  /// Whether the text is in a table cell, which a bar would end.
  private(set) var isInCell = false

  package init(
    depth: Int = 0, name: String = "", target: @escaping (String) -> String? = { _ in nil }
  ) {
    self.depth = depth
    self.name = name
    self.target = target
  }

  /// Returns a page as Markdown.
  ///
  /// - Parameter html: The page.
  /// - Returns: Blocks separated by empty lines, with a line feed at the end.
  package func text(of html: HTML) -> String {
    blocks(PageNode.nodes(of: html)).map { $0 + "\n" }.joined(separator: "\n")
  }

  /// Returns a phrase of a page as Markdown, in one line.
  package func phrase(of html: HTML) -> String {
    inline(PageNode.nodes(of: html)).finished
  }

  /// Returns blocks in order; phrases between them become paragraphs.
  func blocks(_ nodes: [PageNode]) -> [String] {
    var blocks: [String] = []
    var phrase: [PageNode] = []
    func flush() {
      let text = inline(phrase).finished
      if !text.isEmpty { blocks.append(text) }
      phrase = []
    }
    for node in nodes {
      guard case .element(let element) = node, Self.isBlock(element) else {
        phrase.append(node)
        continue
      }
      flush()
      if !Self.isLeftOut(element) { blocks += block(element) }
    }
    flush()
    return blocks
  }

  /// Whether an element is a block.
  private static func isBlock(_ element: PageElement) -> Bool {
    switch element.name {
    case "math": element.attributes["display"] == "block"
    case "a", "abbr", "b", "br", "code", "data", "del", "em", "i", "img", "label", "s", "small",
      "span", "strong", "sub", "sup", "svg", "u", "wbr":
      false
    default: true
    }
  }

  /// Whether an element is omitted because it only works on a page: method tabs, navigation, pictures beside numbers.
  static func isLeftOut(_ element: PageElement) -> Bool {
    if ["nav", "fieldset", "style", "script", "summary", "colgroup"].contains(element.name) {
      return true
    }
    if element.attributes["aria-hidden"] == "true" { return true }
    if element.has("panels") { return true }
    // Notes and legends of methods that are not initially selected.
    return element.classes.contains { $0.hasPrefix("by-") && $0 != "by-0" }
  }

  private func block(_ element: PageElement) -> [String] {
    switch element.name {
    case "h1", "h2", "h3", "h4", "h5", "h6":
      let level = min(6, (element.name.last?.wholeNumberValue ?? 1) + depth)
      return [String(repeating: "#", count: level) + " " + inline(element.children).finished]
    case "p" where element.has("text"): return paragraph(inline(element.children, keepsLines: true))
    case "p": return paragraph(inline(element.children))
    case "ul", "ol": return list(element)
    case "dl": return facts(element)
    case "hr": return ["---"]
    case "pre": return [Self.fenced(element.text, as: Self.language(of: element))]
    case "math": return [Self.fenced(element.attributes["alttext"] ?? "", as: "math")]
    case "table": return MarkdownTable(element, cell: cell).lines.map { [$0] } ?? []
    case "blockquote": return quote(blocks(element.children))
    case "aside" where element.has("note"): return callout(element)
    case "aside": return quote(blocks(element.children))
    case "figure": return figure(element)
    case "details": return []
    case "section" where element.has("footnotes"): return footnotes(element)
    case "div" where element.has("claim"): return quote(blocks(element.children))
    case "div" where element.has("equation"): return equation(element)
    case "div" where element.has("signed"):
      return [legend(element)]
    default: return blocks(element.children)
    }
  }

  /// Returns the meaning of the marks, in the words of the page's legend.
  private func legend(_ element: PageElement) -> String {
    let rows = element.first { $0.has("scale") }?.elements ?? []
    let names = rows.map { row in
      let words = row.first { $0.name == "p" }?.children.first?.text ?? ""
      return MarkdownPhrase.escape(String(words.trimmed))
    }
    let both = zip(["**Bold**", "*italic*"], names).map { "\($0) \($1)" }
    return "\(both.joined(separator: ", ")); plain words are below the first step."
  }

  private func paragraph(_ phrase: MarkdownPhrase) -> [String] {
    phrase.finished.isEmpty ? [] : [phrase.finished]
  }

  private func cell(_ element: PageElement) -> String {
    var text = self
    text.isInCell = true
    return text.inline(element.children).finished.replacing("\\\n", with: " ")
  }
}
