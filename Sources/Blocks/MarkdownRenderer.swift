import SourceText

/// Writes blocks and phrases as GitHub-flavoured Markdown, for repositories, comments and job summaries.
///
/// Tables stay tables, formulas are TeX, pictures are replaced by their descriptions or their numbers, and marked words keep
/// their sign: **bold** supports the target class, *italic* opposes it, ~~struck out~~ was never read, and words in brackets are
/// out of vocabulary. The result contains no HTML.
public struct MarkdownRenderer {
  /// The number of levels that headings are lowered by.
  let depth: Int
  /// The prefix of footnote names, which must be unique within a file.
  let name: String
  /// Maps an address to a target in this file or elsewhere; nil makes the link plain text.
  let target: (String) -> String?
  /// Whether the text is in a table cell, which a bar would end.
  private(set) var isInCell = false

  /// Creates a renderer.
  ///
  /// - Parameters:
  ///   - depth: The number of levels that headings are lowered by.
  ///   - name: The prefix of footnote names.
  ///   - target: Maps an address to a target; nil makes the link plain text.
  public init(
    depth: Int = 0, name: String = "", target: @escaping (String) -> String? = { _ in nil }
  ) {
    self.depth = depth
    self.name = name
    self.target = target
  }

  /// Returns blocks as Markdown, separated by empty lines, with a line feed at the end.
  public func text(of blocks: [Block]) -> String {
    lines(of: blocks).map { $0 + "\n" }.joined(separator: "\n")
  }

  /// Returns a phrase as Markdown on one line.
  public func text(of phrase: Phrase) -> String { line(of: phrase).finished }

  /// Returns the text of each block.
  func lines(of blocks: [Block]) -> [String] { blocks.flatMap(lines) }

  private func lines(of block: Block) -> [String] {
    switch block {
    case .paragraph(let text, _), .phrase(let text): return paragraph(line(of: text))
    case .heading(let text, let level, _):
      let signs = String(repeating: "#", count: max(1, min(6, level + depth)))
      return ["\(signs) \(line(of: text).finished)"]
    case .list(let list): return self.list(list)
    case .facts(let facts), .keyFigures(let facts):
      let items = facts.map { "- \(text(of: $0.name)): \(text(of: $0.text))" }
      return items.isEmpty ? [] : [items.joined(separator: "\n")]
    case .table(let table): return self.table(table)
    case .picture(let picture): return paragraph(line(of: Phrase(picture.description)))
    case .marked(let text, _): return paragraph(line(of: text, keepingLines: true))
    case .legend(let legend): return self.legend(legend)
    case .quote(let blocks): return quote(lines(of: blocks))
    // GitHub has no such callout.
    case .note(kind: "answer", let blocks): return quote(lines(of: blocks))
    case .note(let kind, let blocks): return quote(lines(of: blocks), kind: kind.uppercased())
    case .finding(_, let headline, let blocks):
      return quote(lines(of: [.phrase("Finding"), .heading(headline, level: 3)] + blocks))
    case .rule: return ["---"]
    case .code(let text, let language): return [Self.fenced(text, as: language)]
    case .equation(let equation):
      let number = equation.number.map { " \\tag{\($0)}" } ?? ""
      return [Self.fenced(equation.tex + number, as: "math")]
    case .figure(let figure): return self.figure(figure)
    case .claim(let claim):
      return quote(
        lines(of: [claim.sentence, claim.evidence].compactMap(\.self).map(Block.phrase)))
    // Pages show what belongs to another method when the reader chooses it.
    case .group(let blocks, let group): return group.choice ?? 0 == 0 ? lines(of: blocks) : []
    case .rendered(_, let elsewhere): return lines(of: elsewhere)
    case .footnotes(let notes): return notes.map(footnote)
    case .control, .slot: return []
    }
  }

  private func paragraph(_ line: MarkdownPhrase) -> [String] {
    line.finished.isEmpty ? [] : [line.finished]
  }

  private func list(_ list: Block.List) -> [String] {
    let items = list.items.enumerated().map { index, item in
      let sign = list.start.map { "\($0 + index). " } ?? "- "
      return Self.indented(lines(of: item), after: sign, by: sign.count)
    }
    // If an item has several blocks, items need as many lines between them as blocks.
    let isLoose = items.contains { $0.contains("\n\n") }
    return items.isEmpty ? [] : [items.joined(separator: isLoose ? "\n\n" : "\n")]
  }

  private func quote(_ lines: [String], kind: String? = nil) -> [String] {
    let text = (kind.map { "[!\($0)]\n" } ?? "") + lines.joined(separator: "\n\n")
    guard !text.isEmpty else { return [] }
    let quoted = text.split(separator: "\n", omittingEmptySubsequences: false)
    return [quoted.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")]
  }

  /// Returns a figure: its content, its numbers if nothing else shows them, and its caption.
  private func figure(_ figure: Block.Figure) -> [String] {
    var result = lines(of: figure.body)
    if let data = figure.data, !figure.body.contains(where: \.showsData) { result += table(data) }
    let title = figure.title.map { "**\(text(of: Phrase($0))).**" }
    let caption = figure.caption.map { text(of: $0) }
    let words = [title, caption].compactMap(\.self).joined(separator: " ")
    return words.isEmpty ? result : result + [words]
  }

  /// Returns the meaning of the marks in words.
  private func legend(_ legend: Legend) -> [String] {
    // Signs have one meaning on all scales.
    let marks = legend.scales.prefix(1).map { steps in
      let both = zip(["**Bold**", "*italic*"], [steps.positive, steps.negative])
        .map { "\($0) \(MarkdownPhrase.escape($1.meaning))" }
      return "\(both.joined(separator: ", ")); plain words are below the first step."
    }
    return marks + legend.entries.filter { $0.choice ?? 0 == 0 }.map { text(of: $0.sentence) }
  }

  private func table(_ table: Table) -> [String] {
    var cells = self
    cells.isInCell = true
    let caption = table.caption.map { MarkdownPhrase.escape($0) }
    return [caption, MarkdownTable(table, by: cells).text].compactMap(\.self)
  }

  private func footnote(_ note: Block.Footnote) -> String {
    Self.indented(lines(of: note.blocks), after: "[^\(footnoteName(note.name))]: ", by: 4)
  }

  /// Returns the name of a footnote in this file.
  func footnoteName(_ own: String) -> String { name.isEmpty ? own : "\(name)-\(own)" }

  /// Returns text between fences that are longer than any in the text.
  private static func fenced(_ text: String, as language: String) -> String {
    let longest = text.longestRun(of: "`")
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let name = language.filter { $0.isLetter || $0.isNumber }
    return "\(fence)\(name)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)"
  }

  private static func indented(_ blocks: [String], after sign: String, by width: Int) -> String {
    let space = String(repeating: " ", count: width)
    let lines = blocks.joined(separator: "\n\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      index == 0 ? sign + line : line.isEmpty ? "" : space + line
    }.joined(separator: "\n")
  }
}

extension Block {
  /// Whether the block has numbers or describes them, so that a table of the same numbers adds nothing.
  fileprivate var showsData: Bool {
    switch self {
    case .table, .picture: true
    case .group(let blocks, _), .rendered(_, let blocks): blocks.contains(where: \.showsData)
    default: false
    }
  }
}

extension String {
  /// Returns the length of the longest run of a character.
  func longestRun(of sign: Unicode.Scalar) -> Int {
    unicodeScalars.split { $0 != sign }.map(\.count).max() ?? 0
  }
}
