import SourceText

/// A fragment of HTML.
///
/// Text is added by interpolation, which escapes it; only literals in this program's source and other HTML fragments are
/// inserted unchanged. A review that contains `<script>` is displayed with the text `<script>`.
///
///     let cell: HTML = "<td>\(review.text)</td>"
///
/// Attributes that name an element or an address have interpolations of their own, which also record a ``Mark``, so that ids
/// and links are known without reading the markup again.
///
///     let link: HTML = "<a\(href: "#fig-1")>Figure 1</a>"
public struct HTML: Hashable, Sendable {
  /// The markup, ready to be written to a file.
  public internal(set) var markup = ""
  /// The attributes that name elements and addresses, in the order of the markup.
  public internal(set) var marks: [Mark] = []

  /// Creates an empty fragment.
  public init() {}

  /// Wraps markup that was escaped elsewhere and has no marks, such as a style sheet.
  package init(trusting markup: String) {
    self.markup = markup
  }

  /// Creates HTML that displays a text.
  public init(text: String) {
    Self.escape(text, into: &markup)
  }

  /// Creates HTML that displays a part of a review; characters that would change the direction of the text are replaced by
  /// their code points and marked as not part of the author's text.
  public init(review text: Substring) {
    var rest = text
    while let index = rest.unicodeScalars.firstIndex(where: \.isDirectional) {
      Self.escape(rest[..<index], into: &markup)
      markup += "<span class=\"ctrl\">\(rest.unicodeScalars[index].shownName)</span>"
      rest = rest[rest.unicodeScalars.index(after: index)...]
    }
    Self.escape(rest, into: &markup)
  }

  /// Whether two fragments have the same markup; the same marks follow from it.
  public static func == (left: HTML, right: HTML) -> Bool { left.markup == right.markup }

  public func hash(into hasher: inout Hasher) { hasher.combine(markup) }

  /// Whether the fragment is empty.
  public var isEmpty: Bool { markup.isEmpty }

  /// Appends a fragment to another.
  public static func += (left: inout HTML, right: HTML) {
    if !right.marks.isEmpty {
      let offset = left.markup.utf8.count
      left.marks += right.marks.lazy.map { $0.shifted(by: offset) }
    }
    left.markup += right.markup
  }

  /// Appends a text, escaped, which takes less time than appending `HTML(text:)`.
  public mutating func append(text: String) { Self.escape(text, into: &markup) }

  /// Concatenates two fragments.
  public static func + (left: HTML, right: HTML) -> HTML {
    var sum = left
    sum += right
    return sum
  }

  /// Escapes `&`, `<`, `>`, `"` and `'`, replaces control characters, which HTML does not allow, and replaces directional
  /// characters by their code points.
  private static func escape(_ text: Substring, into markup: inout String) {
    if isPlain(text.utf8Span.span) {
      markup += text
    } else {
      escapeScalars(of: text, into: &markup)
    }
  }

  static func escape(_ text: String, into markup: inout String) {
    if isPlain(text.utf8Span.span) {
      markup += text
    } else {
      escapeScalars(of: text[...], into: &markup)
    }
  }

  /// Whether a text needs no escaping, which is nearly always the case: scanning its bytes is far cheaper than iterating over
  /// its characters.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      if !isPlain(byte) { return false }
      // A string is valid UTF-8, so these bytes have successors.
      if byte == 0xD8 && bytes[index + 1] == 0x9C { return false }
      if byte == 0xE2 && isDirectional(bytes[index + 1], bytes[index + 2]) { return false }
    }
    return true
  }

  /// Whether the bytes after 0xE2 encode a directional character.
  private static func isDirectional(_ second: UInt8, _ third: UInt8) -> Bool {
    switch (second, third) {
    case (0x80, 0x8E...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): true
    default: false
    }
  }

  /// Whether a byte of UTF-8 belongs to a character that needs no escaping, regardless of its
  /// neighbours.
  private static func isPlain(_ byte: UInt8) -> Bool {
    // A bit for each byte.
    let bits: UInt64 =
      switch byte >> 6 {
      // Tab, line feed, carriage return, and from the space on all but " & ' < >.
      case 0: 0xAFFF_FF3B_0000_2600
      case 1: 0x7FFF_FFFF_FFFF_FFFF
      case 2: .max
      // Some characters that begin with 0xC2, or with 0xEF and above, are control characters or noncharacters.
      default: 0x0000_7FFF_FFFF_FFFB
      }
    return bits >> UInt64(byte & 63) & 1 == 1
  }

  /// Appends a text with some of its characters replaced; the characters between them are appended together.
  private static func escapeScalars(of text: Substring, into markup: inout String) {
    let bytes = text.utf8Span.span
    var (start, index) = (text.startIndex, 0)
    while index < bytes.count {
      if isPlain(bytes[index]), bytes[index] != 0xD8, bytes[index] != 0xE2 {
        index += 1
        continue
      }
      let place = text.utf8.index(text.startIndex, offsetBy: index)
      let scalar = text.unicodeScalars[place]
      index += UTF8.width(scalar)
      guard let replacement = replacement(of: scalar) else { continue }
      markup += text[start..<place]
      markup += replacement
      start = text.unicodeScalars.index(after: place)
    }
    markup += text[start...]
  }

  /// Returns what stands for a character in HTML; nil for the character itself.
  private static func replacement(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    case "\t", "\n", "\r": nil
    case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": "\u{FFFD}"
    case _ where scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value):
      "\u{FFFD}"
    case _ where scalar.isDirectional: scalar.shownName
    default: nil
    }
  }
}

extension HTML: ExpressibleByStringInterpolation {
  /// Collects literals unchanged and text escaped.
  public struct StringInterpolation: StringInterpolationProtocol {
    var html = HTML()

    public init(literalCapacity: Int, interpolationCount: Int) {
      html.markup.reserveCapacity(literalCapacity + interpolationCount * 8)
    }

    public mutating func appendLiteral(_ literal: String) {
      html.markup += literal
    }

    /// Appends a text, escaped.
    public mutating func appendInterpolation(_ text: String) {
      HTML.escape(text, into: &html.markup)
    }

    /// Appends a part of a text, escaped.
    public mutating func appendInterpolation(_ text: Substring) {
      HTML.escape(text, into: &html.markup)
    }

    /// Appends a whole number.
    public mutating func appendInterpolation(_ number: Int) {
      html.markup += String(number)
    }

    /// Appends HTML unchanged.
    public mutating func appendInterpolation(_ html: HTML) {
      self.html += html
    }

    /// Appends several HTML fragments.
    public mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { html += piece }
    }
  }

  public init(stringLiteral value: String) {
    markup = value
  }

  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.html
  }
}

extension [HTML] {
  /// Concatenates the fragments.
  ///
  /// - Parameter separator: The HTML between two fragments.
  /// - Returns: The concatenation.
  public func joined(separator: HTML = "") -> HTML {
    var html = HTML()
    var isFirst = true
    for piece in self {
      if !isFirst { html += separator }
      html += piece
      isFirst = false
    }
    return html
  }
}
