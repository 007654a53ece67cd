package import HTML
import SourceText

/// A page as GitHub-flavoured Markdown, for repositories, comments and the summaries of continuous integration.
///
/// It is made of the page itself, so every chunk has its Markdown without saying so: tables stay tables, formulas are
/// TeX again, pictures are told by their descriptions or their numbers, and words keep their sign: **bold** supports
/// the class that is explained, *slanted* speaks against it, ~~struck~~ was never read, and what stands in brackets is not in
/// the vocabulary. There is no HTML in it.
package struct MarkdownText {
  /// How many levels headings go down.
  let depth: Int
  /// Begins the names of footnotes, which have to differ within a file.
  let name: String
  /// Where a link within the site leads in this file; nil makes it plain text.
  let target: (String) -> String?
  /// Whether a bar would end what is written.
  private(set) var isInCell = false

  package init(
    depth: Int = 0, name: String = "", target: @escaping (String) -> String? = { _ in nil }
  ) {
    self.depth = depth
    self.name = name
    self.target = target
  }

  /// The page as Markdown.
  ///
  /// - Parameter html: The page.
  /// - Returns: Blocks with an empty line between two of them, and a line feed at the end.
  package func text(of html: HTML) -> String {
    blocks(PageNode.nodes(of: html)).map { $0 + "\n" }.joined(separator: "\n")
  }

  /// A phrase of a page as Markdown, in one line.
  package func phrase(of html: HTML) -> String {
    inline(PageNode.nodes(of: html)).finished
  }

  /// Text as Markdown that shows it.
  package static func escape(_ text: some StringProtocol) -> String {
    var phrase = MarkdownPhrase()
    phrase.append(text)
    return phrase.finished
  }

  /// Blocks in order; phrases between them are paragraphs.
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

  /// Whether an element has lines of its own.
  private static func isBlock(_ element: PageElement) -> Bool {
    switch element.name {
    case "math": element.attributes["display"] == "block"
    case "a", "abbr", "b", "br", "code", "data", "del", "em", "i", "img", "label", "s", "small",
      "span", "strong", "sub", "sup", "svg", "u", "wbr":
      false
    default: true
    }
  }

  /// What only a page can do: choose among methods, lead to other pages, show a picture beside its number.
  static func isLeftOut(_ element: PageElement) -> Bool {
    if ["nav", "fieldset", "style", "script", "summary", "colgroup"].contains(element.name) {
      return true
    }
    if element.attributes["aria-hidden"] == "true" { return true }
    if element.has("panels") { return true }
    // Notes and legends of a method that has to be chosen first.
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

  /// What marks stand for, in the words of the page's legend.
  private func legend(_ element: PageElement) -> String {
    let rows = element.first { $0.has("scale") }?.elements ?? []
    let names = rows.map { row in
      let words = row.first { $0.name == "p" }?.children.first?.text ?? ""
      return Self.escape(String(words.trimmed))
    }
    let both = zip(["**Bold**", "*slanted*"], names).map { "\($0) \($1)" }
    return "\(both.joined(separator: ", ")); what is plain is smaller than the first step."
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
