/// A tokenizer for markup: tags and the text between them.
///
/// It understands the markup this program writes and the markup in templates. Nothing is repaired: a `<` that does not begin a
/// tag is text, and an unclosed tag extends to the end.
package struct Markup: Sequence, IteratorProtocol {
  /// A token of markup; the concatenation of all tokens is the input.
  package enum Piece {
    /// An opening tag.
    case opening(Tag)
    /// A closing tag with its name.
    case closing(name: Substring, source: Substring)
    /// Text as it appears in the markup, escaped.
    case text(Substring)
    /// A comment, a declaration, or the contents of a style or script.
    case other(Substring)
  }

  private var rest: Substring
  /// The element whose contents are raw text, if the last tag opened one.
  private var rawElement: Substring?

  /// Creates a tokenizer at the beginning of markup.
  package init(_ markup: some StringProtocol) {
    rest = Substring(markup)
  }

  /// Creates a tokenizer at the beginning of an HTML fragment.
  package init(_ html: HTML) { self.init(html.markup) }

  package mutating func next() -> Piece? {
    if rest.isEmpty { return nil }
    if let name = rawElement {
      rawElement = nil
      let end = rest.utf8.firstRange(of: "</\(name)".utf8)?.lowerBound ?? rest.endIndex
      if end > rest.startIndex { return .other(take(upTo: end)) }
    }
    guard rest.utf8.first == UInt8(ascii: "<") else {
      return .text(take(upTo: rest.utf8.firstIndex(of: UInt8(ascii: "<"))))
    }
    let bytes = rest.utf8
    let second = bytes.dropFirst().first
    if second?.isLetter == true { return .opening(takeTag()) }
    if second == UInt8(ascii: "/"), bytes.dropFirst(2).first?.isLetter == true {
      let source = take(throughByteAt: bytes.firstIndex(of: UInt8(ascii: ">")))
      return .closing(name: Tag.name(in: source.dropBytes(2)), source: source)
    }
    if bytes.starts(with: "<!--".utf8) { return .other(take(through: "-->")) }
    if second == UInt8(ascii: "!") {
      return .other(take(throughByteAt: bytes.firstIndex(of: UInt8(ascii: ">"))))
    }
    return .text(take(upTo: bytes.dropFirst().firstIndex(of: UInt8(ascii: "<"))))
  }

  private mutating func takeTag() -> Tag {
    var quote: UInt8?
    let end = rest.utf8.firstIndex { byte in
      if let open = quote {
        if byte == open { quote = nil }
        return false
      }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      return byte == UInt8(ascii: ">")
    }
    let tag = Tag(source: take(upTo: end.map { rest.utf8.index(after: $0) }))
    if ["style", "script"].contains(tag.name) { rawElement = tag.name }
    return tag
  }

  /// Consumes everything through a bracket.
  private mutating func take(throughByteAt bracket: String.Index?) -> Substring {
    take(upTo: bracket.map { rest.utf8.index(after: $0) })
  }

  private mutating func take(through end: String) -> Substring {
    // Searching bytes: a combining accent after a bracket would form one character with it.
    take(upTo: rest.utf8.firstRange(of: end.utf8)?.upperBound)
  }

  private mutating func take(upTo end: String.Index?) -> Substring {
    let end = end ?? rest.endIndex
    defer { rest = rest[end...] }
    return rest[..<end]
  }
}

extension Markup {
  /// An opening tag.
  package struct Tag {
    /// The source of the whole tag.
    package let source: Substring
    /// The element's name as written.
    package var name: Substring { Self.name(in: source.dropBytes(1)) }

    /// Whether the element has no contents: it is self-closing or void.
    package var isEmpty: Bool { source.hasSuffix("/>") || Self.void.contains(String(name)) }

    static func name(in text: Substring) -> Substring {
      Substring(text.utf8.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
    }

    private static let void: Set<String> = [
      "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
      "wbr",
    ]
  }

  /// An attribute of a tag.
  package struct Attribute {
    /// The name as written.
    package let name: Substring
    /// The value as it appears between the quotes, escaped; empty if there is none.
    package let source: Substring
    /// The end of the attribute in the markup, after its quote.
    package let end: String.Index

    /// The unescaped value.
    package var value: String { HTML.unescape(source) }
  }
}

extension Markup.Tag {
  /// The attributes in order.
  package var attributes: [Markup.Attribute] {
    var attributes: [Markup.Attribute] = []
    var rest = source.dropBytes(1 + name.utf8.count)
    while true {
      rest = rest.dropBytes { $0.isSpace || $0 == UInt8(ascii: "/") }
      let name = Substring(rest.utf8.prefix { !$0.endsName })
      if name.isEmpty { return attributes }
      let behind = rest[name.endIndex...].dropBytes { $0.isSpace }
      var value: Substring = ""
      if behind.utf8.first == UInt8(ascii: "=") {
        rest = behind.dropBytes(1).dropBytes { $0.isSpace }
        value = Self.value(of: &rest)
      } else {
        rest = rest[name.endIndex...]
      }
      attributes.append(Markup.Attribute(name: name, source: value, end: rest.startIndex))
    }
  }

  /// The value of an attribute; nil if the tag does not have it.
  package subscript(name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  private static func value(of rest: inout Substring) -> Substring {
    let value: Substring
    switch rest.utf8.first {
    case let quote? where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"):
      rest = rest.dropBytes(1)
      value = Substring(rest.utf8.prefix { $0 != quote })
      rest = rest[value.endIndex...].dropBytes(1)
    default:
      value = Substring(rest.utf8.prefix { !$0.isSpace && $0 != UInt8(ascii: ">") })
      rest = rest[value.endIndex...]
    }
    return value
  }
}

extension Substring {
  fileprivate func dropBytes(_ count: Int) -> Substring { Substring(utf8.dropFirst(count)) }

  fileprivate func dropBytes(while predicate: (UInt8) -> Bool) -> Substring {
    Substring(utf8.drop(while: predicate))
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  /// Whether the byte ends an attribute's name.
  fileprivate var endsName: Bool {
    isSpace || self == UInt8(ascii: "=") || self == UInt8(ascii: "/") || self == UInt8(ascii: ">")
  }
}
