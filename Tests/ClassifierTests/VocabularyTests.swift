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

  @Test func `the unknown token is no word, whatever it is called`() {
    let keras = Vocabulary(words: ["", "[UNK]", "film"], padding: 0, start: nil, unknown: 1)
    #expect((0..<3).map(keras.isWord) == [false, false, true])
  }

  @Test func `what is written is read again`() throws {
    let words = ["<PAD>", "<START>", "<UNK>", "é", "\u{B}", "don't", "👍"]
    let file = SourceFile(path: "v.txt", text: Vocabulary(words: words).fileContents)
    #expect(try Vocabulary.words(in: file) == words)
    let windows = file.text.split(separator: "\n").joined(separator: "\r\n")
    #expect(try Vocabulary.words(in: SourceFile(path: "v.txt", text: windows)) == words)
  }

  @Test func `words that only look the same have an index each`() {
    let vocabulary = Vocabulary(words: ["<PAD>", "<START>", "<UNK>", "\u{E9}", "e\u{301}"])
    #expect(vocabulary.index(of: "\u{E9}") == 3)
    #expect(vocabulary.index(of: "e\u{301}") == 4)
  }

  @Test func `a first word that begins with a byte order mark keeps it`() throws {
    let vocabulary = Vocabulary(words: ["\u{FEFF}a", "b", "c"])
    let text = try SourceFile.decode(Array(vocabulary.fileContents.utf8), path: "v.txt")
    #expect(try Vocabulary.words(in: SourceFile(path: "v.txt", text: text)) == vocabulary.words)
  }

  @Test func `a carriage return that would be lost is reported`() {
    let file = SourceFile(path: "v.txt", text: "a\r\r\nb\r\nc\n")
    #expect(
      problems { try Vocabulary.words(in: file) } == """
        v.txt:1: error: this line ends with more than one carriage return
          hint: end lines with LF or CRLF
        """)
  }

  @Test func `empty lines and repeated words are reported together`() {
    let file = SourceFile(path: "v.txt", text: "a\n\nb\na\n\n")
    #expect(
      problems { try Vocabulary.words(in: file) } == """
        v.txt:2: error: this line is empty
        v.txt:4: error: duplicate word 'a', first on line 1
        v.txt:5: error: this line is empty
        """)
  }
}
