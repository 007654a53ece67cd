import SourceText
import Testing

@Suite struct ShownTextTests {
  /// Every character of Unicode that changes the direction of the text around it.
  static let directional: [Unicode.Scalar] = [
    "\u{061C}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}",
    "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
  ]

  @Test func `a character that changes the direction of text is shown by its number`() {
    for scalar in Self.directional {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let number = "⟨U+\(digits.count < 4 ? "0" : "")\(digits)⟩"
      #expect("a\(scalar)b".shownOnOneLine == "a\(number)b")
      #expect("a\(scalar)b".shownOnItsLines == "a\(number)b")
    }
  }

  @Test func `those are the characters that Unicode calls so`() {
    // A mark, an embedding, an override or an isolate is a format character without a glyph; no other character between
    // U+0600 and U+FFFF has one of these classes.
    let found = (0...0xFFFF).compactMap(Unicode.Scalar.init).filter(\.isDirectional)
    #expect(Set(found) == Set(Self.directional))
    #expect(found.allSatisfy { $0.properties.generalCategory == .format })
  }

  @Test func `white space becomes a space and a control character is replaced`() {
    #expect("a\tb\nc\rd\u{B}e\u{C}f\u{85}g\u{2028}h\u{2029}i".shownOnOneLine == "a b c d e f g h i")
    #expect("\u{0}\u{1B}[31m\u{7F}\u{9B}".shownOnOneLine == "\u{FFFD}\u{FFFD}[31m\u{FFFD}\u{FFFD}")
    #expect("a\tb\nc\rd\u{1B}".shownOnItsLines == "a\tb\nc d\u{FFFD}")
  }

  @Test func `letters, accents, joiners and emoji stay as they are`() {
    let text = "é e\u{301} שלום عربى 映画 👩‍👩‍👧 a\u{A0}b soft\u{AD}hyphen 😀 “x” − … \u{FEFF}"
    #expect(text.shownOnOneLine == text)
    #expect(text.shownOnItsLines == text)
  }

  @Test func `what is shown is shown again as it is`() {
    let text = "a\u{202E}b\u{1B}\nc"
    #expect(text.shownOnOneLine.shownOnOneLine == text.shownOnOneLine)
    #expect(!text.shownOnOneLine.unicodeScalars.contains { $0.isObeyed })
  }
}
