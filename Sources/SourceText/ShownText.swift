extension Unicode.Scalar {
  /// Whether the character invisibly changes the direction of the surrounding text: the marks U+200E, U+200F and U+061C, the
  /// embeddings and overrides U+202A to U+202E, and the isolates U+2066 to U+2069 (Unicode Standard Annex 9).
  public var isDirectional: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether a terminal or a browser interprets the character instead of showing it: a control character, a line or paragraph
  /// separator, or a directional character.
  public var isObeyed: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
    default: isDirectional
    }
  }

  /// The code point in brackets, shown in place of a character that must not take effect:
  /// `⟨U+202E⟩`.
  public var shownName: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
  }
}

extension StringProtocol {
  /// The text on one line, safe to display anywhere.
  ///
  /// Characters that a terminal or a browser would interpret are replaced: white space other than the space by a space, a
  /// control character by U+FFFD, and a directional character by its code point. Letters of every script, accents, joiners and
  /// emoji are unchanged.
  public var shownOnOneLine: String { shown { _ in false } }

  /// The text with its line feeds and tabs, otherwise treated like ``shownOnOneLine``.
  public var shownOnItsLines: String { shown { $0 == "\n" || $0 == "\t" } }

  private func shown(keeping isKept: (Unicode.Scalar) -> Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case _ where isKept(scalar): result.append(scalar)
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
      case 0..<0x20, 0x7F..<0xA0: result.append("\u{FFFD}")
      case _ where scalar.isDirectional: result.append(contentsOf: scalar.shownName.unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
