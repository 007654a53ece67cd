/// A text or an element of a page, as the script of a playground puts it there.
package enum PageNode: Equatable, Sendable {
  /// An attribute of an element.
  package struct Attribute: Equatable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A text.
  case text(String)
  /// An element, or all elements of the page that a selector matches; their children stay if none are given.
  case element(String, [Attribute], [PageNode]?)

  static func element(_ name: String, class style: String = "", _ text: String) -> PageNode {
    .element(name, style.isEmpty ? [] : [Attribute("class", style)], [.text(text)])
  }
}

/// Writes a change of a page as JSON.
///
/// A text is a string; an element is an array of its name or selector, an object of attributes, and an array of children.
struct PageWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ nodes: [PageNode]) {
    write(UInt8(ascii: "["))
    for (index, node) in nodes.enumerated() {
      if index > 0 { write(UInt8(ascii: ",")) }
      write(node)
    }
    write(UInt8(ascii: "]"))
  }

  private mutating func write(_ byte: UInt8) { bytes.append(byte) }

  private mutating func write(_ node: PageNode) {
    switch node {
    case .text(let text): write(text)
    case .element(let name, let attributes, let children):
      write(UInt8(ascii: "["))
      write(name)
      write(UInt8(ascii: ","))
      write(UInt8(ascii: "{"))
      for (index, attribute) in attributes.enumerated() {
        if index > 0 { write(UInt8(ascii: ",")) }
        write(attribute.name)
        write(UInt8(ascii: ":"))
        write(attribute.value)
      }
      write(UInt8(ascii: "}"))
      if let children {
        write(UInt8(ascii: ","))
        write(children)
      }
      write(UInt8(ascii: "]"))
    }
  }

  private mutating func write(_ text: String) {
    write(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case 0..<0x20:
        bytes += Array("\\u00".utf8)
        write(Self.digits[Int(byte >> 4)])
        write(Self.digits[Int(byte & 15)])
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        write(UInt8(ascii: "\\"))
        write(byte)
      default: write(byte)
      }
    }
    write(UInt8(ascii: "\""))
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
