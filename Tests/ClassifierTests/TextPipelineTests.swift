import Classifier
import TestSupport
import Testing

@Suite struct TextPipelineTests {
  private static let long = "one two three four five six seven good bad"

  @Test func `a short review is filled up behind, the start token in front`() {
    let review = TinyClassifier.model.encode("A good film")
    #expect(review.indices == [1, 5, 7, 6, 0, 0, 0, 0])
    #expect(review.startPosition == 0)
    #expect(review.firstPosition == 1)
    #expect(review.paddingPositions == 4..<8)
    #expect(review.read == 0..<3)
    #expect(review.truncated == 0)
  }

  @Test func `a short review is filled up in front where the model says so`() {
    let review = TinyClassifier.model(padding: .pre).encode("A good film")
    #expect(review.indices == [0, 0, 0, 0, 1, 5, 7, 6])
    #expect(review.startPosition == 4)
    #expect(review.firstPosition == 5)
    #expect(review.paddingPositions == 0..<4)
  }

  @Test func `a long review loses its beginning and with it the start token`() {
    let review = TinyClassifier.model.encode(Self.long)
    #expect(review.indices == [2, 2, 2, 2, 2, 2, 7, 8])
    #expect(review.startPosition == nil)
    #expect(review.firstPosition == 0)
    #expect(review.paddingPositions.isEmpty)
    #expect(review.read == 1..<9)
    #expect(review.truncated == 1)
  }

  @Test func `a long review loses its end where the model says so`() {
    let review = TinyClassifier.model(truncating: .post).encode(Self.long)
    #expect(review.indices == [1, 2, 2, 2, 2, 2, 2, 2])
    #expect(review.startPosition == 0)
    #expect(review.read == 0..<7)
    #expect(review.truncated == 2)
  }

  @Test func `a review that just fits keeps its start token`() {
    let review = TinyClassifier.model.encode("a a a a a a a")
    #expect(review.indices == [1, 5, 5, 5, 5, 5, 5, 5])
    #expect(review.startPosition == 0)
    #expect(review.paddingPositions.isEmpty)
  }

  @Test func `an empty review is padding behind the start token`() {
    let review = TinyClassifier.model.encode("")
    #expect(review.indices == [1, 0, 0, 0, 0, 0, 0, 0])
    #expect(review.tokens.isEmpty)
    #expect(review.read.isEmpty)
  }

  @Test func `a model without a start token puts none in front`() {
    let vocabulary = Vocabulary(words: ["<PAD>", "<UNK>", "good"], start: nil, unknown: 1)
    let pipeline = TextPipeline(
      standardization: .lowerAndStripPunctuation, vocabulary: vocabulary, sequenceLength: 3)
    #expect(pipeline.encode("Good; very").indices == [2, 1, 0])
    #expect(pipeline.encode("Good; very").startPosition == nil)
  }

  @Test(arguments: TextPipeline.Side.allCases, TextPipeline.Side.allCases)
  func `positions, padding and start tell where each index comes from`(
    padding: TextPipeline.Side, truncating: TextPipeline.Side
  ) {
    let model = TinyClassifier.model(padding: padding, truncating: truncating)
    for length in 0..<20 {
      let words = (0..<length).map { TinyClassifier.vocabulary.words[4 + $0 % 8] }
      let review = model.encode(words.joined(separator: " "))
      var rebuilt = [Int?](repeating: nil, count: 8)
      for position in review.paddingPositions { rebuilt[position] = 0 }
      if let start = review.startPosition { rebuilt[start] = 1 }
      for (offset, token) in review.readTokens.enumerated() {
        rebuilt[review.firstPosition + offset] = token.index
      }
      #expect(rebuilt == review.indices)
      #expect(review.truncated + review.readTokens.count == length)
    }
  }

  @Test(arguments: Standardization.Split.allCases)
  func `a text has a word where cutting it finds one, however late`(split: Standardization.Split) {
    let vocabulary = Vocabulary(words: ["<PAD>", "<UNK>", "good"], start: nil, unknown: 1)
    let pipeline = TextPipeline(
      standardization: .lowerAndStripPunctuation, split: split, vocabulary: vocabulary,
      sequenceLength: 3)
    let breaks = String(repeating: "<br />", count: 40)
    let texts = [
      "", "good", "...", breaks, breaks + "good", String(repeating: ". ", count: 300) + "good",
      String(repeating: "good ", count: 100), String(repeating: "!", count: 199) + "good",
      "\u{301}",
    ]
    for text in texts {
      #expect(pipeline.findsWord(in: text) == !pipeline.tokenize(text).isEmpty, "\(text)")
      let standardization = Standardization.tokenizer
      #expect(
        standardization.findsWord(in: text) == !standardization.words(in: text).isEmpty, "\(text)")
    }
  }
}
