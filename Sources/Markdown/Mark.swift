/// The placeholder for a slot in text processed by cmark-gfm.
///
/// It consists of control characters, which HTML does not allow and which are rejected in the author's text.
enum Mark {
  /// The character that begins a mark.
  static let start: Unicode.Scalar = "\u{1}"
  private static let markupEnd: Unicode.Scalar = "\u{2}"
  private static let textEnd: Unicode.Scalar = "\u{3}"

  /// Returns the mark of a gap.
  static func of(slot: Int, asText: Bool) -> String {
    "\(start)\(slot)\(asText ? textEnd : markupEnd)"
  }

  /// Splits text at its marks.
  ///
  /// - Parameters:
  ///   - text: Text or markup with marks.
  ///   - asText: Whether all slots are inserted as text, even if the mark requests markup.
  /// - Returns: The text with gaps in place of the marks.
  static func gaps(in text: some StringProtocol, asText: Bool = false) -> HTMLTemplate {
    var result = HTMLTemplate()
    let parts = String(text).unicodeScalars.split(
      separator: start, omittingEmptySubsequences: false)
    for (number, part) in parts.enumerated() {
      guard number > 0 else {
        result.append(Substring(part))
        continue
      }
      let digits = part.prefix { ("0"..."9").contains($0) }
      let rest = part.dropFirst(digits.count)
      guard let slot = Int(Substring(digits)), let end = rest.first else { continue }
      result.append(asText || end == textEnd ? .text(slot) : .markup(slot))
      result.append(Substring(rest.dropFirst()))
    }
    return result
  }
}
