/// Edits to markup.
extension HTML {
  /// An edit to an attribute.
  package enum Change {
    /// Keeps the attribute.
    case keep
    /// Sets another value.
    case set(String)
    /// Removes the attribute.
    case remove
  }

  /// Returns the markup with attributes changed and everything else preserved byte for byte.
  ///
  /// - Parameter change: Returns the edit for an attribute of a tag.
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

  /// Unescapes text.
  ///
  /// - Parameter source: Text with references such as `&amp;` and `&#39;`.
  /// - Returns: The text; unknown references are left unchanged.
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
