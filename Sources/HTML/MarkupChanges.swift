/// Markup with some of it changed.
extension HTML {
  /// What becomes of an attribute.
  package enum Change {
    /// It stays as it is.
    case keep
    /// It gets another value.
    case set(String)
    /// It goes.
    case remove
  }

  /// The same markup with attributes changed, everything else byte for byte.
  ///
  /// - Parameter change: Says what becomes of each attribute of each tag.
  /// - Returns: The changed markup.
  /// - Complexity: O(*n*).
  package func changingAttributes(
    _ change: (_ tag: Markup.Tag, _ attribute: Markup.Attribute) -> Change
  ) -> HTML {
    var result = ""
    result.reserveCapacity(markup.utf8.count)
    var copied = markup.startIndex
    for piece in Markup(self) {
      guard case .opening(let tag) = piece else { continue }
      for attribute in tag.attributes {
        switch change(tag, attribute) {
        case .keep: continue
        case .set(let value):
          result += markup[copied..<attribute.name.startIndex]
          result += "\(attribute.name)=\"\(HTML(text: value).markup)\""
        case .remove:
          result += markup[copied..<attribute.name.startIndex]
          if result.hasSuffix(" ") { result.removeLast() }
        }
        copied = attribute.end
      }
    }
    return HTML(trusting: result + markup[copied...])
  }

  /// The text that escaped text shows.
  ///
  /// - Parameter source: Text with references such as `&amp;` and `&#39;`.
  /// - Returns: The text; a reference that is not known stays as it is.
  package static func unescape(_ source: some StringProtocol) -> String {
    var rest = Substring(source)
    var text = ""
    while let start = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
      text += rest[..<start]
      rest = rest[start...]
      guard let end = rest.utf8.prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let character = character(named: Substring(rest[..<end].utf8.dropFirst()))
      else {
        text += "&"
        rest = Substring(rest.utf8.dropFirst())
        continue
      }
      text.unicodeScalars.append(character)
      rest = rest[rest.utf8.index(after: end)...]
    }
    return text + rest
  }

  private static func character(named name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    case "nbsp": "\u{A0}"
    case _ where name.hasPrefix("#x") || name.hasPrefix("#X"):
      UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    case _ where name.hasPrefix("#"):
      UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
    default: nil
    }
  }
}
