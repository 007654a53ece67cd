import Classifier
import LinearAlgebra
import SourceText
import Testing

@Suite struct StandardizationTests {
  @Test(arguments: Standardization.allCases)
  func `words are cut as Keras cuts them`(standardization: Standardization) throws {
    let rows = try Fixture.json("tokens.json")
    #expect(rows.count > 20)
    for row in rows {
      let text = try #require(row["text"]?.string)
      let expected = try #require(row[standardization.rawValue]?.array).map(\.string)
      #expect(standardization.words(in: text).map(\.text) == expected, "\(text.debugDescription)")
    }
  }

  @Test(arguments: Standardization.allCases)
  func `a word's range leads back to the word in the text`(standardization: Standardization) {
    for seed in 0..<200 {
      let text = Self.randomText(seed: UInt64(seed))
      let scalars = Array(text.unicodeScalars)
      var end = 0
      for word in standardization.words(in: text) {
        #expect(word.range.lowerBound >= end && !word.range.isEmpty)
        end = word.range.upperBound
        var slice = String.UnicodeScalarView()
        slice.append(contentsOf: scalars[word.range])
        // Whether a sigma is final depends on what stands around the word.
        let again = standardization.words(in: String(slice)).map { Self.withoutFinalSigma($0.text) }
        #expect(again == [Self.withoutFinalSigma(word.text)], "\(text.debugDescription)")
      }
      #expect(end <= scalars.count)
    }
  }

  @Test func `deleted apostrophes stay in the range of their word`() {
    let words = Standardization.lowerAndStripPunctuation.words(in: "I 'don't' mind")
    #expect(words.map(\.text) == ["i", "dont", "mind"])
    #expect(words.map(\.range) == [0..<1, 3..<8, 10..<14])
  }

  @Test func `ranges count scalars, not characters`() {
    let words = Standardization.tokenizer.words(in: "👍🏽 e\u{301}! film")
    #expect(words.map(\.range) == [0..<2, 3..<5, 7..<11])
  }

  private static func withoutFinalSigma(_ word: String) -> String {
    String(word.map { $0 == "ς" ? "σ" : $0 })
  }

  private static func randomText(seed: UInt64) -> String {
    let alphabet: [String] = [
      "a", "B", "é", "E\u{301}", "Σ", "ß", "İ", "ǅ", "'", "'", " ", " ", " ", ".", ",", "-",
      "<br />",
      "<br>", "<", ">", "\n", "\t", "\r", "\u{A0}", "\u{B}", "👨‍👩‍👧", "م", "ע", "映", "𐐀", "1",
      "\u{2028}",
    ]
    var random = SplitMix64(seed: seed)
    return (0..<40).map { _ in alphabet[random.below(alphabet.count)] }.joined()
  }

  @Test func `characters are words of their own, spaces too, and what is deleted is none`() {
    let words = Standardization.lowerAndStripPunctuation.words(
      in: "Oh, É!<br />", split: .character)
    #expect(words.map(\.text) == ["o", "h", " ", "É", " "])
    #expect(words.map(\.range) == [0..<1, 1..<2, 3..<4, 4..<5, 6..<12])
  }
}
