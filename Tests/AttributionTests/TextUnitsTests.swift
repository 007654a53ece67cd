import Attribution
import Classifier
import Testing

/// Sentences and clauses as ranges of positions.
struct TextUnitsTests {
  private func units(_ text: String, padding: TextPipeline.Side = .post, length: Int = 8)
    -> TextUnits
  {
    TextUnits(
      TextPipeline(
        standardization: .tokenizer, vocabulary: Vocabulary(words: Vocabulary.specialTokens),
        sequenceLength: length, padding: padding, truncating: .pre
      ).encode(text))
  }

  @Test func `sentences end at full stops, clauses at commas`() {
    let units = units("One two, three. Four five")
    #expect(units.sentences == [0..<1, 1..<4, 4..<6, 6..<7, 7..<8])
    #expect(units.clauses == [0..<1, 1..<3, 3..<4, 4..<6, 6..<7, 7..<8])
  }

  @Test(arguments: [
    "a. b", "a! b", "a? b", "a… b", "a.\" b", "a).<br /><br />b", "a?!b", "a。b",
  ])
  func `these end a sentence`(text: String) {
    #expect(units(text, length: 3).sentences == [0..<1, 1..<2, 2..<3])
  }

  @Test(arguments: ["a, b", "a; b", "a;b", "a: b", "a (b", "a) b", "a– b", "a— b"])
  func `these end a clause`(text: String) {
    #expect(units(text, length: 3).sentences == [0..<1, 1..<3])
    #expect(units(text, length: 3).clauses == [0..<1, 1..<2, 2..<3])
  }

  @Test func `a dash that Keras takes for a word belongs to the clause that it ends`() {
    #expect(units("a — b", length: 4).clauses == [0..<1, 1..<3, 3..<4])
    #expect(units("a … b", length: 4).sentences == [0..<1, 1..<3, 3..<4])
  }

  @Test(arguments: ["3.5", "1,000", "10:30", "a b", "a-b", "a \"b", "a <br /> b"])
  func `these divide nothing`(text: String) {
    #expect(units(text, length: 3).clauses == [0..<1, 1..<3])
  }

  @Test func `padding in front and words that are cut off are no trouble`() {
    #expect(units("a. b", padding: .pre, length: 5).sentences == (0..<5).map { $0..<$0 + 1 })
    #expect(units("a. b. c d", length: 3).sentences == [0..<1, 1..<3])
    #expect(units("", length: 2).sentences == [0..<1, 1..<2])
  }
}
