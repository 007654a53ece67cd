/// An element of a page as a reader of HTML sees it, with no help from the code that wrote it.
public final class Node {
  public let name: String
  public let attributes: [String: String]
  public private(set) var children: [Child] = []

  public enum Child {
    case text(String)
    case element(Node)
  }

  private init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// Elements that have no end tag.
  private static let void: Set = [
    "meta", "link", "input", "br", "wbr", "img", "hr", "col", "source", "base",
  ]

  /// Reads a page.
  ///
  /// It compares bytes: tests read thousands of pages, and comparing characters or matching patterns takes ten times as long.
  public init(page: String) {
    name = "page"
    attributes = [:]
    var open: [Node] = [self]
    var rest = Array(page.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      open[open.count - 1].append(rest[..<start])
      rest = rest[start...]
      guard let end = Self.end(ofTag: rest) else { break }
      let tag = rest[(start + 1)..<end]
      rest = rest[(end + 1)...]
      if tag.first == UInt8(ascii: "!") { continue }
      if tag.first == UInt8(ascii: "/") {
        let name = String(decoding: tag.dropFirst(), as: UTF8.self)
        if let index = open.lastIndex(where: { $0.name == name }), index > 0 {
          open.removeSubrange(index...)
        }
        continue
      }
      let isClosed = tag.last == UInt8(ascii: "/")
      let body = isClosed ? tag.dropLast() : tag
      let bytes = body.prefix { !Self.isSpace($0) }
      let name = String(decoding: bytes, as: UTF8.self)
      let node = Node(name, Self.attributes(body[bytes.endIndex...]))
      open[open.count - 1].children.append(.element(node))
      if name == "style" || name == "script" {
        rest = rest[(Self.start(of: "</\(name)>", in: rest) ?? rest.endIndex)...]
      }
      if !isClosed && !Self.void.contains(name) { open.append(node) }
    }
    open[open.count - 1].append(rest)
  }

  private func append(_ text: ArraySlice<UInt8>) {
    if !text.isEmpty { children.append(.text(Self.plain(text))) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func start(of word: String, in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { text[$0...].starts(with: word.utf8) }
  }

  private static func end(ofTag text: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    for index in text.indices {
      if text[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if text[index] == UInt8(ascii: ">") && !isQuoted { return index }
    }
    return nil
  }

  /// The attributes `name` and `name="value"` of a tag; the first of a name counts.
  private static func attributes(_ tag: ArraySlice<UInt8>) -> [String: String] {
    var attributes: [String: String] = [:]
    var rest = tag
    while true {
      rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "\"") }
      let name = rest.prefix {
        !isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "\"")
      }
      if name.isEmpty { return attributes }
      rest = rest[name.endIndex...]
      var value = rest.prefix(0)
      if rest.starts(with: "=\"".utf8) {
        let start = rest.startIndex + 2
        if let end = rest[start...].firstIndex(of: UInt8(ascii: "\"")) {
          value = rest[start..<end]
          rest = rest[(end + 1)...]
        }
      }
      let key = String(decoding: name, as: UTF8.self)
      if attributes[key] == nil { attributes[key] = plain(value) }
    }
  }

  private static let references: [(name: [UInt8], byte: UInt8)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
  ].map { (name: String, sign: Unicode.Scalar) in (Array(name.utf8), UInt8(ascii: sign)) }

  private static func plain(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
    var plain: [UInt8] = []
    var rest = text
    while let byte = rest.first {
      let reference =
        byte == UInt8(ascii: "&") ? references.first { rest.starts(with: $0.name) } : nil
      plain.append(reference?.byte ?? byte)
      rest = rest.dropFirst(reference?.name.count ?? 1)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The elements in it.
  public var elements: [Node] {
    children.compactMap { if case .element(let node) = $0 { node } else { nil } }
  }

  /// All elements below it, in order.
  public var all: [Node] { elements.flatMap { [$0] + $0.all } }

  /// All elements below it with a name, and perhaps a class.
  public func all(_ name: String, _ style: String? = nil) -> [Node] {
    all.filter { $0.name == name && (style.map($0.has) ?? true) }
  }

  /// Whether it has a class.
  public func has(_ style: String) -> Bool {
    (attributes["class"] ?? "").split(separator: " ").contains { $0 == style }
  }

  /// Whether it is hidden until a reader asks for it.
  private var isHidden: Bool { attributes["popover"] != nil }

  /// Its text, without white space at both ends.
  public var text: String {
    let pieces = children.map { child in
      switch child {
      case .text(let text): text
      case .element(let node): node.isHidden ? "" : node.allText
      }
    }
    let text = pieces.joined().drop(while: \.isWhitespace)
    return String(
      text[..<(text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex)])
  }

  private var allText: String {
    children.map { child in
      switch child {
      case .text(let text): text
      case .element(let node): node.isHidden ? "" : node.allText
      }
    }.joined()
  }

  /// The rows of a table, with the text of each cell.
  public var rows: [[String]] {
    all("tr").map { row in row.elements.filter { $0.name == "td" || $0.name == "th" }.map(\.text) }
  }

  /// A number in an attribute, without the per cent sign.
  public func number(_ attribute: String) -> Double {
    let text = attributes[attribute] ?? ""
    return Double(text.hasSuffix("%") ? text.dropLast() : text[...]) ?? .nan
  }
}

/// A number as a page prints it; NaN for what is none.
public func printed(_ text: some StringProtocol) -> Double {
  let digits = String(text).replacing("\u{2212}", with: "-").replacing("\u{202F}", with: "")
    .replacing("%", with: "").trimmingPrefix("+")
  return Double(digits) ?? .nan
}
