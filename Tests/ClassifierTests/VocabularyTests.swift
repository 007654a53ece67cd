import Classifier
import SourceText
import Testing

@Suite struct VocabularyTests {
  @Test func `words are ranked by frequency, ties by their first place`() {
    let texts = [["b", "a", "c"], ["c", "a", "d"], ["c"]]
    let vocabulary = Vocabulary(ofMostFrequent: texts, limit: 7)
    #expect(vocabulary.words == ["<PAD>", "<START>", "<UNK>", "<UNUSED>", "c", "a", "b"])
    #expect(vocabulary.index(of: "a") == 5)
    #expect(vocabulary.index(of: "d") == nil)
  }

  @Test func `special tokens are no words`() {
    let vocabulary = Vocabulary(ofMostFrequent: [["a"]], limit: 10)
    #expect((0..<5).map(vocabulary.isWord) == [false, false, false, false, true])
  }

  @Test func `what is written is read again`() throws {
    let words = ["<PAD>", "<START>", "<UNK>", "é", "\u{B}", "don't", "👍"]
    let file = SourceFile(path: "v.txt", text: Vocabulary(words: words).fileContents)
    #expect(try Vocabulary.words(in: file) == words)
    let windows = file.text.split(separator: "\n").joined(separator: "\r\n")
    #expect(try Vocabulary.words(in: SourceFile(path: "v.txt", text: windows)) == words)
  }

  @Test func `empty lines and repeated words are reported together`() {
    let file = SourceFile(path: "v.txt", text: "a\n\nb\na\n\n")
    #expect(
      problems { try Vocabulary.words(in: file) } == """
        v.txt:2: error: this line has no word
        v.txt:4: error: the word 'a' stands in line 1 already
        v.txt:5: error: this line has no word
        """)
  }
}
