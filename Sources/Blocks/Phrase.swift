public import HTML

/// Running text with emphasis, code, links, numbers and formulas: the content of a paragraph, a cell or a caption.
///
/// A phrase is written like a string. Literals and interpolated strings are plain text, which every renderer escapes; all other
/// content is interpolated with a label.
///
///     let caption: Phrase = "The layer \(code: name) averages \(count) rows: \(strong: "one row"), repeated."
public struct Phrase: Hashable, Sendable {
  /// A part of a phrase.
  public indirect enum Piece: Hashable, Sendable {
    /// Plain text.
    case text(String)
    /// Strong importance.
    case strong(Phrase)
    /// The title of a caption or a result.
    case title(Phrase)
    /// Stress.
    case emphasis(Phrase)
    /// Deleted text.
    case deleted(Phrase)
    /// A side remark in small print.
    case small(Phrase)
    /// A second line in small print, as below a number in a cell.
    case secondary(Phrase)
    /// Text with a style and a tooltip for pages; other formats show the text alone.
    case span(Phrase, style: Style? = nil, title: String? = nil)
    /// Code.
    case code(String)
    /// An exponent.
    case superscript(String)
    /// A number as shown, with its value in full precision.
    case data(value: String, text: String)
    /// A date, such as 2026-03-01.
    case date(String)
    /// A link.
    case link(Phrase, to: String, isCurrent: Bool = false)
    /// A formula as MathML and as TeX.
    case formula(HTML, tex: String)
    /// A reference to a footnote.
    case footnote(String)
    /// Words with marks.
    case marked(MarkedText)
    /// A sample of a mark in a legend.
    case sample(String, MarkSample)
    /// A word of the field with its meaning, which a page shows when a reader asks for it; other formats show the word alone.
    case term(Phrase, meaning: Phrase, id: String)
    /// A line end.
    case lineBreak
    /// A place where a long word may be broken.
    case breakOpportunity
    /// A picture beside text that says the same, which exists on pages only.
    case graphic(HTML)
    /// One wording for pages and another for all other formats.
    case rendered(HTML, elsewhere: Phrase)
    /// A place that is filled for each page.
    case slot(Int)
  }

  /// The parts in order; no two adjacent parts are text.
  public private(set) var pieces: [Piece]

  /// Creates an empty phrase.
  public init() { pieces = [] }

  /// Creates plain text.
  public init(_ text: some StringProtocol) {
    pieces = text.isEmpty ? [] : [.text(String(text))]
  }

  /// Creates a phrase of one part.
  public init(_ piece: Piece) { pieces = [piece] }

  /// Whether the phrase has no parts.
  public var isEmpty: Bool { pieces.isEmpty }

  /// Appends a part.
  public mutating func append(_ piece: Piece) {
    if case .text(let text) = piece {
      if text.isEmpty { return }
      if case .text(let last)? = pieces.last {
        pieces[pieces.count - 1] = .text(last + text)
        return
      }
    }
    pieces.append(piece)
  }

  /// Appends a phrase to another.
  public static func += (left: inout Phrase, right: Phrase) {
    for piece in right.pieces { left.append(piece) }
  }

  /// Concatenates two phrases.
  public static func + (left: Phrase, right: Phrase) -> Phrase {
    var both = left
    both += right
    return both
  }

  /// Returns the phrase with its slots filled.
  package func filled(by filling: (Int) -> Phrase) -> Phrase {
    var result = Phrase()
    for piece in pieces {
      switch piece {
      case .slot(let slot): result += filling(slot)
      case .strong(let inner): result.append(.strong(inner.filled(by: filling)))
      case .title(let inner): result.append(.title(inner.filled(by: filling)))
      case .emphasis(let inner): result.append(.emphasis(inner.filled(by: filling)))
      case .deleted(let inner): result.append(.deleted(inner.filled(by: filling)))
      case .link(let inner, let address, let isCurrent):
        result.append(.link(inner.filled(by: filling), to: address, isCurrent: isCurrent))
      default: result.append(piece)
      }
    }
    return result
  }
}

extension [Phrase] {
  /// Concatenates the phrases.
  ///
  /// - Parameter separator: The text between two phrases.
  /// - Returns: The concatenation.
  public func joined(separator: String = "") -> Phrase {
    var result = Phrase()
    for (index, phrase) in enumerated() {
      if index > 0 { result.append(.text(separator)) }
      result += phrase
    }
    return result
  }
}

/// The name by which a style sheet refers to an element.
///
/// Only pages use it: what an element means to readers of other formats is stated by its type.
public struct Style: Hashable, Sendable, ExpressibleByStringLiteral {
  let name: String

  /// Creates a style, one or several names separated by spaces.
  public init(_ name: String) { self.name = name }

  public init(stringLiteral name: String) { self.name = name }
}
