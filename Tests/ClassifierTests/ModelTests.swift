import Classifier
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct ModelTests {
  private static let files = Dictionary(
    TinyClassifier.model.files().map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })

  @Test func `what is written is read again`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("model-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let model = TinyClassifier.model.with(card: "# Tiny\n")
    try model.write(to: folder)
    let again = try Model(folder: folder)
    #expect(again.sha256 == model.sha256)
    #expect(again.card == "# Tiny\n")
    #expect(again.name == "tiny")
    #expect(again.text == model.text)
    #expect(again.files().map(\.bytes) == model.files().map(\.bytes))
    for review in TinyClassifier.reviews {
      #expect(again.predict(again.encode(review)) == model.predict(model.encode(review)))
    }
  }

  @Test func `the card does not change the digest, everything else does`() throws {
    let model = TinyClassifier.model
    #expect(model.with(card: "x").sha256 == model.sha256)
    #expect(model.sha256.count == 64)
    #expect(TinyClassifier.model(padding: .pre).sha256 != model.sha256)
    #expect(try Model(files: Self.files, path: "m").sha256 == model.sha256)
  }

  @Test func `a model with a shared vocabulary is that of its files`() throws {
    let model = try Model(files: Self.files, path: "m")
    var files = Self.files
    files["vocabulary.txt"] = nil
    let sharing = try Model(files: files, path: "m", vocabulary: model.text.vocabulary)
    #expect(sharing.text == model.text && sharing.sha256 == model.sha256)
  }

  @Test func `the default model is whole and tells praise from blame`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let folder = root.appendingPathComponent("../../Sources/EmbeddedFiles/Model").standardized.path
    let model = try Model(folder: folder)
    #expect(model.card?.contains(model.sha256) == true)
    let layers = model.sequential.layers.map { type(of: $0).className }
    #expect(layers == ["GlobalAveragePooling1D", "Dense", "Dense"])
    let praise = model.predict(model.encode("A warm, funny film with a wonderful script."))
    let blame = model.predict(model.encode("The worst film ever: boring, stupid, awful."))
    #expect(praise.probabilities[1] > 0.5)
    #expect(blame.probabilities[1] < 0.5)
  }

  @Test func `a folder that is missing is named`() {
    #expect(
      problems { try Model(folder: "/nowhere/at-all") }
        == "/nowhere/at-all: error: there is no such folder")
  }

  @Test func `all missing files are named`() {
    #expect(
      problems { try Model(files: [:], path: "m") } == """
        m/config.json: error: there is no such file
        m/vocabulary.txt: error: there is no such file
        m/weights.safetensors: error: there is no such file
        """)
  }

  @Test(arguments: [
    (#""Dense""#, #""Dens""#, "there is no layer 'Dens'\n  hint: did you mean 'Dense'?"),
    (
      #""units": 4"#, #""units": 0"#,
      "the layer 'dense' requires 'units' to be a whole number from 1 to 1000000, not 0"
    ),
    (
      #""relu""#, #""mish""#,
      "the layer 'dense' requires 'activation' to be one of 'elu', 'gelu', 'leaky_relu', 'linear', 'relu', 'selu', 'sigmoid', 'silu', 'softmax', 'softplus', 'tanh', not \"mish\""
    ),
    (#""Embedding""#, #""Embeding""#, "the first layer is not an Embedding"),
    (
      #""Sequential""#, #""Functional""#,
      "not the configuration of a Sequential model with 'layers'"
    ),
    (#""name": "dense_1""#, #""name": "dense""#, "layer 4, 'Dense', needs a unique name"),
    (
      #""input_dim": 12"#, #""input_dim": 12, "mask_zero": 1"#,
      "the layer 'embedding' requires 'mask_zero' to be true or false, not 1"
    ),
    (
      #""sequence_length": 8"#, #""sequence_length": 0"#,
      "'text.sequence_length' must be a whole number from 1 to 100000, or null for any number, not 0"
    ),
    (
      #""padding": "post""#, #""padding": "left""#,
      "'text.padding' must be 'pre' or 'post', not \"left\""
    ),
    (
      #""split": "whitespace","#, "",
      "'text.split' must be 'whitespace' or 'character', but it is missing"
    ),
    (
      #""<UNK>""#, #""<OOV>""#,
      "'text.oov_token' must be a token of the vocabulary, not \"<OOV>\""
    ),
  ])
  func `a wrong configuration is explained`(found: String, replacement: String, problem: String) {
    #expect(Self.config.contains(found))
    let config = Self.replacingFirst(found, by: replacement, in: Self.config)
    #expect(
      problems { try Self.model(config: config) } == "m/config.json: error: \(problem)")
  }

  @Test func `a syntax error has its line and column`() {
    #expect(
      problems { try Self.model(config: "{\n  \"class_name\"; 1}") }
        == "m/config.json:2:15: error: expected ':' here")
  }

  @Test func `tensors must be those that the layers need`() throws {
    var tensors = TinyClassifier.model.sequential.tensors
    tensors[1] = Tensor("dense/kernel", Matrix(rows: 2, columns: 4))
    #expect(
      problems { try Self.model(tensors: tensors) } == """
        m/weights.safetensors: error: the tensor 'dense/kernel' is 2 × 4, but the model needs 3 × 4
        """)
    tensors = TinyClassifier.model.sequential.tensors
    tensors[4] = Tensor("dense_1/bia", row: Matrix(rows: 1, columns: 1))
    #expect(
      problems { try Self.model(tensors: tensors) } == """
        m/weights.safetensors: error: there is no tensor 'dense_1/bias'
          hint: did you mean 'dense_1/bia'?
        """)
    tensors = TinyClassifier.model.sequential.tensors + [Tensor("extra", Matrix([[1]]))]
    #expect(
      problems { try Self.model(tensors: tensors) }
        == "m/weights.safetensors: error: no layer uses the tensor 'extra'")
  }

  @Test func `a vocabulary of another length is refused`() {
    var files = Self.files
    files["vocabulary.txt", default: []] += Array("more\n".utf8)
    #expect(
      problems { try Model(files: files, path: "m") }
        == "m/vocabulary.txt: error: the vocabulary has 13 words, but the embedding has 12 rows")
  }

  @Test func `problems of several files are reported together`() {
    var files = Self.files
    files["config.json"] = Array("{".utf8)
    files["vocabulary.txt"] = [0x61, 0xFF]
    files["weights.safetensors"] = []
    #expect(
      problems { try Model(files: files, path: "m") } == """
        m/config.json:1:2: error: the file ends where a key in quotes should be
        m/vocabulary.txt:1:2: error: this byte is not UTF-8
          hint: save the file as UTF-8
        m/weights.safetensors: error: the file ends inside its header
        """)
  }

  private static let config = String(decoding: files["config.json"] ?? [], as: UTF8.self)

  private static func model(config: String) throws -> Model {
    var files = files
    files["config.json"] = Array(config.utf8)
    return try Model(files: files, path: "m")
  }

  private static func model(tensors: [Tensor]) throws -> Model {
    var files = files
    files["weights.safetensors"] = Safetensors(tensors).bytes
    return try Model(files: files, path: "m")
  }

  private static func replacingFirst(_ found: String, by new: String, in text: String) -> String {
    guard let range = text.range(of: found) else { return text }
    return text.replacingCharacters(in: range, with: new)
  }
}
