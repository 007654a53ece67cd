import Archives
import Classifier
import Foundation
import LinearAlgebra
import Models
import SourceText
import TestSupport
import Testing

#if Keras
/// Files of real Keras 2 and 3: `Fixtures/make-keras-files.py` says how they and the answers came about.
@Suite struct KerasFileTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/keras").path
  static let answers = (try? Fixture.json("keras/answers.json")) ?? []
  static let files = answers.dropFirst().compactMap { $0["file"]?.string }

  /// What Keras said of a file.
  static func answer(_ file: String) throws -> JSON {
    try #require(answers.first { $0["file"]?.string == file })
  }

  /// A model of the fixtures, with what its file leaves open.
  static func model(_ answer: JSON) throws -> Model {
    let name = answer["file"]?.string ?? ""
    let isText = ["later", "convolution", "characters"].contains { name.contains($0) }
    var options = ImportOptions()
    if !isText { (options.wordIndex, options.indexOffset) = ("\(folder)/word_index.json", 3) }
    options.padding = answer["options"]?["padding"]?.string.flatMap(TextPipeline.Side.init)
    return try Model(at: "\(folder)/\(name)", options: options)
  }

  @Test(arguments: files)
  func `predictions are those of Keras to 1e-6 and gradients to 1e-5`(file: String) throws {
    let answer = try Self.answer(file)
    let model = try Self.model(answer)
    let texts = (Self.answers[0]["texts"]?.array ?? []).compactMap(\.string)
    let outputs = (answer["outputs"]?.array ?? []).compactMap { $0.array?[0].number }
    #expect(texts.count == outputs.count && texts.count == 6)
    let isLogit = (model.sequential.layers.last as? Dense)?.activation == .linear
    for (text, output) in zip(texts, outputs) {
      let prediction = model.predict(model.encode(text))
      let found = isLogit ? prediction.logits[0] : prediction.probabilities[1]
      #expect(abs(found - output) <= 1e-6 * max(1, abs(output)), "\(text)")
    }
    let review = model.encode(texts[0])
    let (logit, gradient) = model.sequential.gradient(
      at: model.sequential.embed(review.indices),
      mask: model.sequential.embedding.mask(of: review.indices))
    let probability = sigmoid(logit[0, 0])
    let slope = isLogit ? 1 : probability * (1 - probability)
    let expected = (answer["gradient"]?.array ?? []).compactMap(\.number)
    #expect(expected.count == gradient.rows * gradient.columns)
    for (found, expected) in zip(gradient.elements, expected) {
      #expect(abs(slope * found - expected) <= 1e-5 * max(1, abs(expected)))
    }
  }

  @Test(arguments: files)
  func `what is imported is read back from its folder as it was`(file: String) throws {
    let answer = try Self.answer(file)
    let model = try Self.model(answer)
    try TemporaryFolder.use { folder in
      try model.write(to: folder["model"])
      let again = try Model(at: folder["model"])
      #expect(again.sha256 == model.sha256 && again.card == model.card)
      #expect(again.sequential.tensors == model.sequential.tensors)
      #expect(again.text == model.text)
    }
  }

  @Test func `the card says what was decided`() throws {
    let model = try Model(
      at: "\(Self.folder)/k3-tutorial.h5",
      options: ImportOptions(wordIndex: "\(Self.folder)/word_index.json", indexOffset: 3))
    #expect(
      model.card == """
        # sequential

        Imported from `k3-tutorial.h5`, written by Keras 3.15.1.

        - Texts are split into words like in Keras's Tokenizer; override with `--standardize`.
        - Texts are split into words, not characters; override with `--split character`.
        - Short reviews are padded at the end, as in the tutorial; override with `--padding pre`.
        - Long reviews are truncated at the beginning, as by pad_sequences; override with `--truncating post`.
        - The output is the probability of 'positive' rather than 'negative'; override with `--classes`.

        """)
  }

  @Test func `two outputs are negative and positive, unless the classes are named`() throws {
    let path = "\(Self.folder)/k3-curves.keras"
    var files = try ZipArchive(parsing: SourceFile.bytes(of: path), path: path).files
    // The layer before the last activation has two outputs.
    let config = String(decoding: files["config.json"] ?? [], as: UTF8.self)
    files["config.json"] = Array(
      config.replacing(#""output_layers": ["dense_12""#, with: #""output_layers": ["dense_11""#)
        .utf8)
    let zip = StoredZip(files.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
    try TemporaryFolder.use { folder in
      try folder.write(zip.bytes, to: "m.keras")
      var options = ImportOptions(wordIndex: "\(Self.folder)/word_index.json", indexOffset: 3)
      let model = try Model(at: folder["m.keras"], options: options)
      #expect(model.classes == Label.binary)
      #expect(
        model.card?.contains(
          "- The outputs correspond to the classes negative, positive, in this order; override with `--classes`.\n"
        ) == true)
      options.classes = ["dull", "fun"]
      let named = try Model(at: folder["m.keras"], options: options)
      #expect(named.classes == ["dull", "fun"])
      #expect(named.card?.contains("classes") == false)
      options.classes = ["dull"]
      #expect(
        folder.relative(problems { try Model(at: folder["m.keras"], options: options) })
          == "m.keras: error: the model has 2 classes, but 1 names for them")
    }
  }

  @Test func `a list of tokens does what the word index does`() throws {
    let index = try Self.model(
      try Self.answer("k2-tutorial.keras"))
    try TemporaryFolder.use { folder in
      let list = try folder.write(index.text.vocabulary.fileContents, to: "words.txt")
      let model = try Model(
        at: "\(Self.folder)/k2-tutorial.keras", options: ImportOptions(vocabulary: list))
      #expect(model.sha256 == index.sha256)
    }
  }

  @Test func `words of the index beyond the rows of the embedding are unknown`() throws {
    let model = try Self.model(Self.answers[1])
    #expect(model.text.vocabulary.count == 40)
    #expect(Array(model.text.vocabulary.words.prefix(4)) == Vocabulary.specialTokens)
    #expect(model.text.tokenize("naïve")[0].index == model.text.vocabulary.unknown)
  }

  @Test func `without an output length a review has its own`() throws {
    let answer = try Self.answer("k3-convolution.keras")
    let model = try Self.model(answer)
    #expect(model.text.sequenceLength == nil)
    #expect(model.encode("one two three four five").indices.count == 5)
    // The window of the convolution.
    #expect(model.encode("").indices == [0, 0, 0])
    #expect(model.encode("film").paddingPositions == 1..<3)
  }
}
#endif
