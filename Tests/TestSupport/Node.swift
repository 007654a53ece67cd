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
  public init(page: String) {
    name = "page"
    attributes = [:]
    var open: [Node] = [self]
    var rest = page[...]
    while let start = rest.firstIndex(of: "<") {
      open[open.count - 1].append(rest[..<start])
      rest = rest[start...]
      guard let end = Self.end(ofTag: rest) else { break }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        let name = tag.dropFirst()
        if let index = open.lastIndex(where: { $0.name == name }), index > 0 {
          open.removeSubrange(index...)
        }
        continue
      }
      let body = tag.hasSuffix("/") ? tag.dropLast() : tag
      let name = String(body.prefix { !$0.isWhitespace })
      let node = Node(name, Self.attributes(body.dropFirst(name.count)))
      open[open.count - 1].children.append(.element(node))
      if name == "style" || name == "script" {
        let end = rest.firstRange(of: "</\(name)>")?.lowerBound ?? rest.endIndex
        rest = rest[end...]
      }
      if !tag.hasSuffix("/") && !Self.void.contains(name) { open.append(node) }
    }
    open[open.count - 1].append(rest)
  }

  private func append(_ text: Substring) {
    if !text.isEmpty { children.append(.text(Self.plain(text))) }
  }

  private static func end(ofTag text: Substring) -> Substring.Index? {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == ">" && !isQuoted { return index }
    }
    return nil
  }

  private static func attributes(_ text: Substring) -> [String: String] {
    Dictionary(
      text.matches(of: /([^\s="]+)(?:="([^"]*)")?/).map {
        (String($0.1), plain($0.2 ?? ""))
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func plain(_ text: Substring) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
      .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
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
