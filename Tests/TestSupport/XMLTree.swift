import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// An element of an XML file, read by Foundation's parser.
public struct XMLTree: Equatable, Sendable {
  /// Its name.
  public let name: String
  /// Its attributes.
  public let attributes: [String: String]
  /// The elements in it.
  public fileprivate(set) var children: [XMLTree] = []
  /// The text in it, without that of elements in it.
  public fileprivate(set) var text = ""

  /// Reads a file.
  ///
  /// - Parameter text: What it says.
  /// - Returns: Its root; nil where it is not well formed.
  public static func root(of text: String) -> XMLTree? {
    let parser = XMLParser(data: Data(text.utf8))
    let reader = XMLTreeReader()
    parser.delegate = reader
    return parser.parse() ? reader.root : nil
  }

  /// All elements of a name, however deep, in order.
  public func all(_ name: String) -> [XMLTree] {
    (self.name == name ? [self] : []) + children.flatMap { $0.all(name) }
  }
}

/// Collects elements.
private final class XMLTreeReader: NSObject, XMLParserDelegate {
  var root: XMLTree?
  private var open: [XMLTree] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(XMLTree(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if !open.isEmpty { open[open.count - 1].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard let element = open.popLast() else { return }
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }
}
