import Reviews
import SourceText
import TestSupport
import Testing

@Suite struct ReviewTextTests {
  private func clean(_ text: String) throws -> String {
    try ReviewText.clean(text, at: SourceLocation(file: "a.txt"))
  }

  /// White space of Unicode, which editors and web pages leave at the ends of a text, and the byte order mark.
  private static let unseen =
    " \t\r\n\u{B}\u{C}\u{85}\u{A0}\u{1680}\u{2000}\u{2003}\u{2007}\u{2009}\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}"

  @Test func `white space of every kind goes at the ends and stays in the middle`() throws {
    for scalar in Self.unseen.unicodeScalars {
      #expect(try clean("\(scalar)a\(scalar)b\(scalar)") == "a\(scalar)b")
    }
    #expect(try clean(Self.unseen + "Good, film." + Self.unseen) == "Good, film.")
    #expect(try clean(Self.unseen) == "")
  }

  @Test func `an accent on a space belongs to the review`() throws {
    #expect(try clean(" \u{A0}\u{301}a \u{301} ") == "\u{301}a \u{301}")
    #expect(try clean("\u{200B}a\u{200D}\u{202E}") == "\u{200B}a\u{200D}\u{202E}")
  }

  @Test func `a NUL byte is refused at its place`() {
    #expect {
      try clean("a\0b")
    } throws: { error in
      "\(error)" == "a.txt: error: unexpected NUL byte"
    }
  }

  @Test func `a cleaned review is clean`() throws {
    for text in [Self.unseen + "a" + Self.unseen, "\u{FEFF} \u{FEFF}a", "a\r\n\u{85}"] {
      let once = try clean(text)
      #expect(try clean(once) == once)
    }
  }
}
