extension HTML {
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
