import HTML

/// A page as a tree, for those who want its meaning and not its markup.
indirect enum PageNode {
  /// Text, without escapes.
  case text(String)
  /// A tag with what stands in it.
  case element(PageElement)
}

/// An element of a page.
struct PageElement {
  let name: String
  /// Its attributes by name.
  let attributes: [String: String]
  var children: [PageNode] = []

  init(_ tag: Markup.Tag) {
    name = tag.name.lowercased()
    attributes = Dictionary(
      tag.attributes.map { (String($0.name), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The words of its `class`.
  var classes: [Substring] { attributes["class"]?.split(separator: " ") ?? [] }

  func has(_ name: String) -> Bool { classes.contains { $0 == name } }

  /// The elements in it.
  var elements: [PageElement] { children.elements }

  /// All text in it.
  var text: String { children.map(\.text).joined() }

  /// The first element below it, however deep, that is wanted.
  func first(where isWanted: (PageElement) -> Bool) -> PageElement? {
    for child in elements {
      if isWanted(child) { return child }
      if let found = child.first(where: isWanted) { return found }
    }
    return nil
  }
}

extension PageNode {
  /// All text in it.
  var text: String {
    switch self {
    case .text(let text): text
    case .element(let element): element.text
    }
  }

  /// The deepest nesting that is kept; what is deeper stands in the element above.
  private static let depthLimit = 100

  /// Reads markup.
  ///
  /// - Parameter html: A piece of a page.
  /// - Returns: Its nodes in order; a closing tag that fits nothing is passed over.
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
  /// The elements among them.
  var elements: [PageElement] {
    compactMap { node in
      if case .element(let element) = node { element } else { nil }
    }
  }
}
