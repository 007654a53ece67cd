import Attribution
import Classifier
import LinearAlgebra
import Models
import Playground
import TestSupport
import Testing

/// A playground has the numbers of the report, to the last bit.
struct PlaygroundAnswerTests {
  private func playground(
    _ model: Model, _ target: OutputScale = .probability, _ baseline: Baseline = .pad
  ) throws -> PlaygroundModel {
    try #require(PlaygroundModel(Explainer(model, target: target), baseline: baseline))
  }

  @Test(arguments: PlaygroundCase.all, [OutputScale.probability, .logit])
  func `every number is the report's`(_ one: PlaygroundCase, _ target: OutputScale) throws {
    let model = try one.model()
    let explainer = Explainer(model, target: target)
    for baseline in [Baseline.pad, .zero, .mean, .neutral] {
      let playground = try playground(model, target, baseline)
      for text in PlaygroundCase.texts {
        let explained = explainer.explain(text)
        let expected = IntegratedGradients(baseline: baseline).attribute(explained)
        let answer = PlaygroundAnswer(text, by: playground)
        #expect(answer.scores == expected.scores, "\(text)")
        #expect(answer.start == expected.baselineValue)
        #expect(answer.padding == expected.padding)
        #expect(answer.specialTokens == expected.specialTokens)
        #expect(answer.sum == expected.sum)
        #expect(answer.value == explained.value)
        #expect(answer.logits == explained.prediction.logits)
        #expect(answer.probabilities == explained.prediction.probabilities)
        #expect(answer.verdict == explained.prediction.classIndex)
        #expect(answer.subject == explained.output.classIndex)
        #expect(answer.positions == explained.length)
        #expect(answer.gradient == explained.gradient.row(explained.firstUnmasked), "\(text)")
        #expect(answer.words.map(\.range) == explained.review.tokens.map(\.range))
        #expect(answer.words.map(\.index) == explained.review.tokens.map(\.index))
        #expect(answer.words.map(\.isKnown) == explained.review.tokens.map(\.isKnown))
        #expect(answer.read == explained.review.read)
      }
    }
  }

  @Test(arguments: PlaygroundCase.all)
  func `bytes preserve a model`(_ one: PlaygroundCase) throws {
    let playground = try playground(one.model())
    let bytes = playground.bytes()
    let read = try #require(PlaygroundModel(reading: bytes))
    #expect(read.bytes() == bytes)
    for text in PlaygroundCase.texts {
      #expect(
        PlaygroundAnswer(text, by: read).numbers == PlaygroundAnswer(text, by: playground).numbers)
    }
  }

  @Test func `bytes that are not a model are refused`() throws {
    let bytes = try playground(TinyClassifier.model).bytes()
    for count in bytes.indices { #expect(PlaygroundModel(reading: Array(bytes[..<count])) == nil) }
    #expect(PlaygroundModel(reading: bytes + [0]) == nil)
    var random = SplitMix64(seed: 1)
    for _ in 0..<20_000 {
      var changed = bytes
      changed[random.below(bytes.count)] = UInt8(random.below(256))
      // Whatever is still a model answers.
      if let model = PlaygroundModel(reading: changed) {
        _ = PlaygroundAnswer("A good film </s> zyx", padding: 3, by: model)
      }
    }
  }

  @Test func `half precision halves the embedding and changes bits`() throws {
    let playground = try playground(Model.load())
    let (exact, half) = (playground.bytes(), playground.bytes(isHalf: true))
    #expect(exact.count - half.count == 2 * 160_000)
    let read = try #require(PlaygroundModel(reading: half))
    let text = "A warm, funny film with a wonderful cast."
    let (one, other) = (PlaygroundAnswer(text, by: playground), PlaygroundAnswer(text, by: read))
    #expect(PlaygroundAnswer.digest(one.numbers) != PlaygroundAnswer.digest(other.numbers))
    #expect(abs(one.value - other.value) < 1e-3)
  }

  @Test func `the digest changes with each bit`() {
    let numbers = [1.0, 0, -3.5]
    let digest = PlaygroundAnswer.digest(numbers)
    for place in numbers.indices {
      for bit in 0..<64 {
        var changed = numbers
        changed[place] = Double(bitPattern: numbers[place].bitPattern ^ 1 << UInt64(bit))
        #expect(PlaygroundAnswer.digest(changed) != digest)
      }
    }
  }

  @Test func `padding is added to that of the model, and dilutes every word`() throws {
    let playground = try playground(Model.load(), .logit)
    let text = "A warm, funny film."
    let (few, many) = (
      PlaygroundAnswer(text, by: playground), PlaygroundAnswer(text, padding: 256, by: playground)
    )
    #expect(many.positions == 512 && many.paddingPositions == few.paddingPositions + 256)
    for (score, other) in zip(few.scores, many.scores) { #expect(abs(other) < abs(score)) }
    let masked = try self.playground(Model.load("average-masked"), .logit)
    #expect(
      PlaygroundAnswer(text, padding: 256, by: masked).scores
        == PlaygroundAnswer(text, by: masked).scores)
  }

  @Test func `the words to which the gradient points are the best swaps`() throws {
    let model = try Model.load()
    let explained = Explainer(model).explain("A dull film.")
    let swaps = VocabularySwaps(explained, count: PlaygroundAnswer.directionCount)
    let answer = PlaygroundAnswer("A dull film.", by: try playground(model))
    #expect(answer.directions.map(\.index) == swaps.raising.map(\.index))
    #expect(answer.directions.map(\.change) == swaps.raising.map(\.predicted))
  }

  @Test func `models without an average, or too large for a page, have a reason`() throws {
    let max = try Model.load("max")
    #expect(PlaygroundModel.refusal(of: Explainer(max))?.contains("average") == true)
    #expect(PlaygroundModel(Explainer(max), baseline: .pad) == nil)
    let words = Vocabulary.specialTokens + (0..<40_000).map { "w\($0)" }
    let large = try Model(
      sequential: Sequential(
        embedding: Embedding(table: Matrix(rows: words.count, columns: 32)),
        layers: [
          GlobalAveragePooling1D(),
          Dense(
            kernel: Matrix(rows: 32, columns: 1), bias: Matrix(rows: 1, columns: 1),
            activation: .sigmoid),
        ]),
      text: TextPipeline(standardization: .tokenizer, vocabulary: Vocabulary(words: words)))
    #expect(
      PlaygroundModel.refusal(of: Explainer(large))
        == "the model takes 5.4 MB, and a page holds at most 4 MB")
    let tiny = TinyClassifier.model
    let long = try Model(
      sequential: tiny.sequential,
      text: TextPipeline(
        standardization: tiny.text.standardization, vocabulary: tiny.text.vocabulary,
        sequenceLength: 100_001))
    #expect(
      PlaygroundModel.refusal(of: Explainer(long))
        == "the model reads 100001 positions, and a page computes at most 100000")
  }
}
