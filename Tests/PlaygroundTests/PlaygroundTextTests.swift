import Attribution
import Classifier
import Models
import Playground
import TestSupport
import Testing

/// The parts and edits of a text in a playground.
struct PlaygroundTextTests {
  private func read(_ text: String, _ model: Model) throws -> (PlaygroundText, PlaygroundAnswer) {
    let playground = try #require(PlaygroundModel(Explainer(model), baseline: .pad))
    let answer = PlaygroundAnswer(text, by: playground)
    return (PlaygroundText(text, answer), answer)
  }

  @Test(arguments: PlaygroundCase.all)
  func `pieces are the text, and its length is in code units of UTF-16`(_ one: PlaygroundCase)
    throws
  {
    for text in PlaygroundCase.texts {
      let (read, answer) = try read(text, one.model())
      #expect(read.pieces.map(\.text).joined().unicodeScalars.elementsEqual(text.unicodeScalars))
      #expect(read.length == text.utf16.count)
      #expect(read.pieces.allSatisfy { !$0.text.isEmpty })
      let words = read.pieces.compactMap { piece in
        if case .word(let word) = piece.paint { word } else { nil as Int? }
      }
      #expect(words == Array(0..<answer.read.count))
    }
  }

  @Test func `shuffled words are the same words, and the prediction does not move`() throws {
    let text = "A warm, funny film; the last hour is slow (and \u{1F3AC} long)."
    let (read, answer) = try read(text, Model.load())
    let shuffled = read.edited(.shuffle, word: nil, seed: 7)
    let (_, other) = try self.read(shuffled, Model.load())
    #expect(shuffled != text)
    #expect(shuffled.unicodeScalars.count == text.unicodeScalars.count)
    #expect(other.words.map(\.index).sorted() == answer.words.map(\.index).sorted())
    #expect(abs(other.value - answer.value) < 1e-12)
  }

  @Test func `only words that are read are shuffled`() throws {
    let text = "the the the a good film that is not bad or boring"
    let (read, answer) = try read(text, TinyClassifier.model)
    #expect(answer.read.lowerBound > 0)
    let shuffled = read.edited(.shuffle, word: nil, seed: 3)
    let start = answer.words[answer.read.lowerBound].range.lowerBound
    #expect(shuffled.unicodeScalars.prefix(start).elementsEqual(text.unicodeScalars.prefix(start)))
  }

  @Test func `a word is removed, doubled, or put after "not"`() throws {
    let (read, _) = try read("A 🎬 good, film.", TinyClassifier.model)
    #expect(read.word(at: 6) == 2)
    #expect(read.edited(.remove, word: 2, seed: 0) == "A 🎬, film.")
    #expect(read.edited(.double, word: 2, seed: 0) == "A 🎬 good good, film.")
    #expect(read.edited(.not, word: 2, seed: 0) == "A 🎬 not good, film.")
  }

  @Test func `a place belongs to the word at it, or to the last one before it`() throws {
    let (read, _) = try read("  good film ", TinyClassifier.model)
    #expect([0, 2, 6, 7, 11, 500].map { read.word(at: $0) } == [0, 0, 0, 1, 1, 1])
  }

  @Test(arguments: PlaygroundText.Edit.allCases)
  func `an edit of a text without words changes nothing or adds one`(
    _ edit: PlaygroundText.Edit
  ) throws {
    let (read, _) = try read(" ", TinyClassifier.model)
    #expect(read.word(at: 0) == nil)
    #expect(read.edited(edit, word: nil, seed: 1) == (edit == .not ? "not  " : " "))
    #expect(read.edited(edit, word: 5, seed: 1) == (edit == .not ? "not  " : " "))
  }
}
