import HTML

/// A node of the element tree of a page.
indirect enum PageNode {
  /// Unescaped text.
  case text(String)
  /// An element with its content.
  case element(PageElement)
}

/// An element of a page.
struct PageElement {
  let name: String
  /// The attributes by name.
  let attributes: [String: String]
  var children: [PageNode] = []

  init(_ tag: Markup.Tag) {
    name = tag.name.lowercased()
    attributes = Dictionary(
      tag.attributes.map { (String($0.name), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The words of the `class` attribute.
  var classes: [Substring] { attributes["class"]?.split(separator: " ") ?? [] }

  func has(_ name: String) -> Bool { classes.contains { $0 == name } }

  /// The child elements.
  var elements: [PageElement] { children.elements }

  /// The text content.
  var text: String { children.map(\.text).joined() }

  /// Returns the first descendant element that satisfies a predicate.
  func first(where isWanted: (PageElement) -> Bool) -> PageElement? {
    for child in elements {
      if isWanted(child) { return child }
      if let found = child.first(where: isWanted) { return found }
    }
    return nil
  }
}

extension PageNode {
  /// The text content.
  var text: String {
    switch self {
    case .text(let text): text
    case .element(let element): element.text
    }
  }

  /// The deepest nesting to keep; deeper content moves to the enclosing element.
  private static let depthLimit = 100

  /// Parses markup.
  ///
  /// - Parameter html: A piece of a page.
  /// - Returns: The nodes in order; unmatched closing tags are ignored.
  static func nodes(of html: HTML) -> [PageNode] {
    var open: [PageElement] = []
    var nodes: [PageNode] = []
    func add(_ node: PageNode) {
      if open.isEmpty { nodes.append(node) } else { open[open.count - 1].children.append(node) }
    }
    func close() {
      if let element = open.popLast() { add(.element(element)) }
    }
    var ignored = 0
    for piece in Markup(html) {
      switch piece {
      case .text(let text): add(.text(HTML.unescape(text)))
      case .other: break
      case .opening(let tag) where tag.isEmpty: add(.element(PageElement(tag)))
      case .opening where open.count >= depthLimit: ignored += 1
      case .opening(let tag): open.append(PageElement(tag))
      case .closing where ignored > 0: ignored -= 1
      case .closing(let name, _):
        guard open.contains(where: { $0.name == name.lowercased() }) else { continue }
        while open.last?.name != name.lowercased() { close() }
        close()
      }
    }
    while !open.isEmpty { close() }
    return nodes
  }
}

extension [PageNode] {
  /// The elements among the nodes.
  var elements: [PageElement] {
    compactMap { node in
      if case .element(let element) = node { element } else { nil }
    }
  }
}
