import SourceText

/// A piece of a page.
///
/// Text gets in by interpolation, which escapes it; only literals in this program's source and other pieces of
/// HTML pass as they are. A review that says `<script>` is shown saying `<script>`.
///
///     let cell: HTML = "<td>\(review.text)</td>"
public struct HTML: Hashable, Sendable {
  /// The markup, ready to be written to a file.
  public private(set) var markup: String

  /// Creates an empty piece.
  public init() {
    markup = ""
  }

  /// Vouches for markup that was escaped elsewhere, such as by cmark-gfm in safe mode.
  package init(trusting markup: String) {
    self.markup = markup
  }

  /// Creates the HTML that shows a text.
  public init(text: String) {
    markup = ""
    Self.escape(text, into: &markup)
  }

  /// Creates the HTML that shows a part of a text.
  public init(text: Substring) {
    markup = ""
    Self.escape(text, into: &markup)
  }

  /// Creates the HTML that shows a part of a review, in which characters that would change the direction of the text are
  /// set apart from what its author typed, each with its number.
  public init(review text: Substring) {
    markup = ""
    var rest = text
    while let index = rest.unicodeScalars.firstIndex(where: \.isDirectional) {
      Self.escape(rest[..<index], into: &markup)
      markup += "<span class=\"ctrl\">\(rest.unicodeScalars[index].shownName)</span>"
      rest = rest[rest.unicodeScalars.index(after: index)...]
    }
    Self.escape(rest, into: &markup)
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { markup.isEmpty }

  /// Puts a piece behind another.
  public static func += (left: inout HTML, right: HTML) {
    left.markup += right.markup
  }

  /// Two pieces, one behind the other.
  public static func + (left: HTML, right: HTML) -> HTML {
    HTML(trusting: left.markup + right.markup)
  }

  /// Replaces a piece of markup wherever it stands.
  package mutating func replace(_ old: HTML, with new: HTML) {
    markup = markup.replacing(old.markup, with: new.markup)
  }

  /// Escapes `&`, `<`, `>`, `"` and `'`, replaces control characters, which HTML does not allow, and writes characters
  /// that would change the direction of the text as their numbers.
  private static func escape(_ text: Substring, into markup: inout String) {
    if isPlain(text.utf8Span.span) {
      markup += text
    } else {
      escapeScalars(of: text, into: &markup)
    }
  }

  private static func escape(_ text: String, into markup: inout String) {
    if isPlain(text.utf8Span.span) {
      markup += text
    } else {
      escapeScalars(of: text[...], into: &markup)
    }
  }

  /// Whether a text has nothing to escape, as almost every one: a look at its bytes is far cheaper than a walk over its
  /// characters.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      if !isPlain(byte) { return false }
      // A string is valid UTF-8, so that these bytes have followers.
      if byte == 0xD8 && bytes[index + 1] == 0x9C { return false }
      if byte == 0xE2 && isDirectional(bytes[index + 1], bytes[index + 2]) { return false }
    }
    return true
  }

  /// Whether the bytes after 0xE2 make a character that changes the direction of the text.
  private static func isDirectional(_ second: UInt8, _ third: UInt8) -> Bool {
    switch (second, third) {
    case (0x80, 0x8E...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): true
    default: false
    }
  }

  /// Whether a byte of UTF-8 belongs to a character that passes, whatever stands around it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    // Of those that begin with 0xC2 or with 0xEF and above, some are control characters or no characters at all.
    case 0x20..<0x7F, 0x80..<0xC2, 0xC3..<0xEF, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  private static func escapeScalars(of text: Substring, into markup: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      case "'": markup += "&#39;"
      case "\t", "\n", "\r": markup.unicodeScalars.append(scalar)
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": markup += "\u{FFFD}"
      case _ where scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value):
        markup += "\u{FFFD}"
      case _ where scalar.isDirectional: markup += scalar.shownName
      default: markup.unicodeScalars.append(scalar)
      }
    }
  }
}

extension HTML: ExpressibleByStringInterpolation {
  /// Collects literals as they are and text escaped.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 8)
    }

    public mutating func appendLiteral(_ literal: String) {
      markup += literal
    }

    /// Text, which is escaped.
    public mutating func appendInterpolation(_ text: String) {
      HTML.escape(text, into: &markup)
    }

    /// A part of a text, which is escaped.
    public mutating func appendInterpolation(_ text: Substring) {
      HTML.escape(text, into: &markup)
    }

    /// A whole number.
    public mutating func appendInterpolation(_ number: Int) {
      markup += String(number)
    }

    /// HTML, which passes.
    public mutating func appendInterpolation(_ html: HTML) {
      markup += html.markup
    }

    /// Pieces of HTML, one behind the other.
    public mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { markup += piece.markup }
    }
  }

  public init(stringLiteral value: String) {
    markup = value
  }

  public init(stringInterpolation: StringInterpolation) {
    markup = stringInterpolation.markup
  }
}

extension [HTML] {
  /// All pieces in order.
  ///
  /// - Parameter separator: What stands between two pieces.
  /// - Returns: One piece.
  public func joined(separator: HTML = "") -> HTML {
    var markup = ""
    var isFirst = true
    for piece in self {
      if !isFirst { markup += separator.markup }
      markup += piece.markup
      isFirst = false
    }
    return HTML(trusting: markup)
  }
}
