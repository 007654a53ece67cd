public import SourceText

/// The text of a review as every command reads it, whatever it comes from.
public enum ReviewText {
  /// Takes what no reader sees away from the ends of a review.
  ///
  /// That is white space of every kind, with no-break spaces and line separators, and byte order marks. Everything between
  /// stays as it is written.
  ///
  /// - Parameters:
  ///   - text: What a file or an argument says.
  ///   - location: Where it stands.
  /// - Returns: The review.
  /// - Throws: A diagnostic where there is a NUL byte in it, which no text has.
  /// - Complexity: O(*n*).
  public static func clean(
    _ text: some StringProtocol, at location: SourceLocation
  ) throws(Diagnostic) -> String {
    if text.utf8.contains(0) { throw Diagnostic("there is a NUL byte", at: location) }
    // By scalars: a space with an accent is one character.
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isUnseen($0) }),
      let last = scalars.lastIndex(where: { !isUnseen($0) })
    else { return "" }
    return String(text[first..<scalars.index(after: last)])
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}"
  }
}
