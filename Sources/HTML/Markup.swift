/// Markup read again, piece by piece: tags, and what stands between them.
///
/// It understands what this program writes and what people write into templates. Nothing is repaired: a `<` that
/// begins no tag is text, a tag without an end goes on to the end.
package struct Markup: Sequence, IteratorProtocol {
  /// A piece of markup; all pieces together are the whole.
  package enum Piece {
    /// A tag that opens an element.
    case opening(Tag)
    /// A tag that closes one, and its name.
    case closing(name: Substring, source: Substring)
    /// Text as it stands in the markup, escaped.
    case text(Substring)
    /// A comment, a declaration, or what a style or script says.
    case other(Substring)
  }

  private var rest: Substring
  /// The element whose contents are no markup, when the last tag opened one.
  private var rawElement: Substring?

  /// Reads markup from its beginning.
  package init(_ markup: some StringProtocol) {
    rest = Substring(markup)
  }

  /// Reads a piece of a page from its beginning.
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

  /// Takes all through a bracket.
  private mutating func take(throughByteAt bracket: String.Index?) -> Substring {
    take(upTo: bracket.map { rest.utf8.index(after: $0) })
  }

  private mutating func take(through end: String) -> Substring {
    // By bytes: an accent behind a bracket would make one character with it.
    take(upTo: rest.utf8.firstRange(of: end.utf8)?.upperBound)
  }

  private mutating func take(upTo end: String.Index?) -> Substring {
    let end = end ?? rest.endIndex
    defer { rest = rest[end...] }
    return rest[..<end]
  }
}

extension Markup {
  /// A tag that opens an element.
  package struct Tag {
    /// The whole tag as it stands.
    package let source: Substring
    /// The element's name as it is written.
    package var name: Substring { Self.name(in: source.dropBytes(1)) }

    /// Whether the element has no contents: its tag says so, or it never has any.
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
    /// Its name as it is written.
    package let name: Substring
    /// Its value as it stands between the quotes, escaped; empty where there is none.
    package let source: Substring
    /// Where it ends in the markup, behind its quote.
    package let end: String.Index

    /// Its value.
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

  /// The value of an attribute; nil where the tag has none of that name.
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

  /// Whether an attribute's name ends in front of it.
  fileprivate var endsName: Bool {
    isSpace || self == UInt8(ascii: "=") || self == UInt8(ascii: "/") || self == UInt8(ascii: ">")
  }
}
