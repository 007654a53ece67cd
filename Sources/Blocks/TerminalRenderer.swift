import SourceText

/// Writes phrases, marked text and blocks for a terminal, where no text of a review has an effect.
///
/// With colours, marked words have a blue or an orange background, and negative words are also underlined. Without colours,
/// each marked word is followed by its value in brackets.
public struct TerminalRenderer {
  private let hasColour: Bool

  /// Creates a renderer.
  ///
  /// - Parameter hasColour: Whether the terminal supports colours.
  public init(hasColour: Bool = false) { self.hasColour = hasColour }

  /// Returns a phrase on one line.
  public func text(of phrase: Phrase) -> String {
    phrase.pieces.map(text).joined()
  }

  private func text(of piece: Phrase.Piece) -> String {
    switch piece {
    case .text(let text), .code(let text), .data(_, let text), .date(let text),
      .sample(let text, _):
      text.shownOnOneLine
    case .strong(let inner), .title(let inner): bold(text(of: inner))
    case .emphasis(let inner), .deleted(let inner), .small(let inner), .span(let inner, _, _),
      .link(let inner, _, _), .rendered(_, let inner), .term(let inner, _, _):
      text(of: inner)
    case .secondary(let inner): " " + text(of: inner)
    case .superscript(let text): MarkdownRenderer.raised(text.shownOnOneLine)
    case .formula(_, let tex): tex.shownOnOneLine
    case .footnote(let name): "[\(name.shownOnOneLine)]"
    case .marked(let text): self.text(of: text)
    case .lineBreak: " "
    case .breakOpportunity, .graphic, .slot: ""
    }
  }

  /// Returns marked words on the lines of the text.
  public func text(of text: MarkedText) -> String {
    text.segments.map { segment in
      switch segment {
      case .plain(let text): text.shownOnItsLines
      case .word(let word, let mark): self.mark(word.shownOnItsLines, mark)
      case .unread(let text, _): unread(text.shownOnItsLines)
      }
    }.joined()
  }

  /// Returns a table as lines of aligned columns.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - width: The width of the terminal; nil for no limit.
  /// - Returns: The lines, that of the heads in bold.
  public func lines(of table: Table, fitting width: Int? = nil) -> [String] {
    let plain = TerminalRenderer()
    let columns = zip(table.heads, table.alignments).enumerated().map { index, column in
      TextTable.Column(
        plain.text(of: column.0), isRightAligned: column.1.alignment == .number,
        minimum: index == 0 ? 12 : 0, overflow: index == 0 ? .cut : .whole)
    }
    let rows = (table.rows + table.foot).map { row in
      row.cells.flatMap { cell in
        [plain.text(of: cell.content)] + Array(repeating: "", count: max(0, cell.span - 1))
      }
    }
    return TextTable(columns, rows: rows).lines(fitting: width, heading: bold)
  }

  /// Returns text of strong importance.
  public func bold(_ text: String) -> String { hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  private func unread(_ text: String) -> String {
    // The space before the first word stays outside.
    guard let first = text.unicodeScalars.firstIndex(where: \.properties.isLetterOrDigit) else {
      return text
    }
    let words = text[first...]
    return text[..<first] + (hasColour ? "\u{1B}[2m\(words)\u{1B}[0m" : "[not read: \(words)]")
  }

  /// Background colours of the 256-colour palette, from weak to strong.
  private static let positive = [195, 153, 117, 75, 33, 27]
  private static let negative = [230, 223, 216, 215, 208, 202]

  private func mark(_ word: String, _ mark: MarkedText.Mark) -> String {
    guard mark.step != 0 else { return word }
    guard hasColour else { return mark.value.isEmpty ? word : "\(word)[\(mark.value)]" }
    let strength = min(abs(mark.step), MarkedText.Mark.steps)
    let ground = mark.step > 0 ? Self.positive[strength - 1] : Self.negative[strength - 1]
    let ink = mark.step > 4 ? 231 : 16
    let line = mark.step < 0 ? "4;" : ""
    return "\u{1B}[\(line)38;5;\(ink);48;5;\(ground)m\(word)\u{1B}[0m"
  }
}
