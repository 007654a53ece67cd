import Classifier
import Models
import SourceText
import TestSupport
import Testing

#if Keras
/// The end of a Keras model is read by its activations and its loss.
@Suite struct KerasHeadTests {
  private static let road =
    "to predict with Keras itself, run 'report init --predictor keras' and use --predictor \"python3 predict_keras.py MODEL\""

  private func decisions(_ model: Model) -> [String] {
    model.decisions.map(\.sentence).filter {
      $0.contains("sigmoid") || $0.contains("interpreted as a")
    }
    .filter { !$0.contains("line break") }
  }

  @Test(arguments: ["twice.keras", "then-linear.keras", "softmax-twice.keras"])
  func `activations at the end are computed as Keras does`(file: String) throws {
    let model = try KerasWordsTests.model(file)
    try KerasWordsTests.expectAnswers(of: file, by: model)
    try TemporaryFolder.use { folder in
      try model.write(to: folder["m"])
      let again = try Model(at: folder["m"])
      #expect(again.sha256 == model.sha256)
      try KerasWordsTests.expectAnswers(of: file, by: again)
    }
  }

  @Test func `a sigmoid after a sigmoid is said`() throws {
    #expect(
      decisions(try KerasWordsTests.model("twice.keras")) == [
        "the last two activations are both sigmoid, so probabilities range from 50 % to 73 %"
      ])
    #expect(decisions(try KerasWordsTests.model("then-linear.keras")) == [])
  }

  @Test(arguments: ["keras", "h5"])
  func `a loss that reads logits makes a linear end one, and no other loss does`(
    suffix: String
  ) throws {
    let file = "logits.keras"
    let answer = try #require(
      KerasWordsTests.answers.first { $0["file"]?.string == file })
    let outputs = (answer["outputs"]?.array ?? []).compactMap { $0.array?[0].number }
    func model(_ name: String) throws -> Model {
      try Model(
        at: "\(KerasWordsTests.folder)/\(name).\(suffix)",
        options: ImportOptions(wordIndex: "\(KerasWordsTests.folder)/oov.json"))
    }
    let logits = try model("logits")
    #expect(decisions(logits) == [])
    for (text, output) in zip(KerasWordsTests.texts, outputs) {
      #expect(abs(logits.predict(logits.encode(text)).logits[0] - output) <= 1e-5)
    }
    func says(_ name: String) -> String {
      problems { try model(name) }.replacing(KerasWordsTests.folder + "/", with: "")
    }
    #expect(
      says("regression") == """
        regression.\(suffix): error: the model is a regression, trained with the loss 'mse'; it returns a number, not a probability
          hint: \(Self.road)
        """)
    #expect(
      says("no-logits") == """
        no-logits.\(suffix): error: the last layer has no activation, but the loss 'binary_crossentropy' interprets its output as a probability
          hint: train it with from_logits=True, or with a final sigmoid; \(Self.road)
        """)
    #expect(
      says("several") == """
        several.\(suffix): error: the model is multi-label (a sigmoid for each of 4 labels), but a multi-class model is required
          hint: \(Self.road)
        """)
  }

  @Test func `without a loss a linear end is read as a logit, which is said`() throws {
    let model = try KerasFileTests.model(KerasFileTests.answer("k3-convolution.keras"))
    #expect(
      decisions(model) == [
        "the output is interpreted as a logit, although the file specifies no loss to confirm this"
      ])
  }

  @Test func `a setting of an activation that can't be used is named`() throws {
    let text = problems { try KerasWordsTests.model("slope.keras") }
      .replacing(KerasWordsTests.folder + "/", with: "")
    #expect(
      text == """
        slope.keras: error: the layer 'leaky_re_lu' (LeakyReLU) has negative_slope 0.1, which is not supported
          hint: use negative_slope 0.2; \(Self.road)
        """)
  }
}
#endif
