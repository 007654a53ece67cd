public import SourceText

/// The normalized text of a review, the same for every command and source.
public enum ReviewText {
  /// Removes invisible characters from both ends of a review.
  ///
  /// These are white space of every kind, including no-break spaces and line separators, and byte order marks. Everything in
  /// between is unchanged.
  ///
  /// - Parameters:
  ///   - text: The text of a file or an argument.
  ///   - location: Its location.
  /// - Returns: The review.
  /// - Throws: A diagnostic if it contains a NUL byte, which text never does.
  /// - Complexity: O(*n*).
  public static func clean(
    _ text: some StringProtocol, at location: SourceLocation
  ) throws(Diagnostics) -> String {
    if text.utf8.contains(0) { throw Diagnostics("unexpected NUL byte", at: location) }
    // Compares scalars, because a space with a combining accent is one character.
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
