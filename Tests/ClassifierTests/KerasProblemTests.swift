import Archives
import Classifier
import Foundation
import LinearAlgebra
import Models
import SourceText
import TestSupport
import Testing

#if Keras
/// What is wrong with Keras' files, and what they can't be used for.
@Suite struct KerasProblemTests {
  private static let hint =
    "to predict with Keras itself, run 'report init --predictor keras' and use --predictor \"python3 predict_keras.py MODEL\""

  /// A file of the fixtures with its `config.json` changed, as `m.keras`.
  private func problem(
    _ file: String, changing found: String, to replacement: String
  ) throws -> String {
    let path = "\(KerasFileTests.folder)/\(file)"
    var files = try ZipArchive(parsing: SourceFile.bytes(of: path), path: path).files
    let config = String(decoding: files["config.json"] ?? [], as: UTF8.self)
    let range = try #require(config.range(of: found), "\(config)")
    files["config.json"] = Array(config.replacingCharacters(in: range, with: replacement).utf8)
    let zip = StoredZip(files.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
    return try TemporaryFolder.use { folder in
      try folder.write(zip.bytes, to: "m.keras")
      let options =
        file.contains("chain") || file.contains("tutorial")
        ? ImportOptions(wordIndex: "\(KerasFileTests.folder)/word_index.json", indexOffset: 3)
        : ImportOptions()
      return folder.relative(problems { try Model(at: folder["m.keras"], options: options) })
    }
  }

  @Test(arguments: [
    (
      "k3-chain.keras", #""return_sequences": true"#, #""return_sequences": 3"#,
      """
      m.keras: error: the layer 'forward_lstm' requires 'return_sequences' to be true or false, not 3
        hint: HINT
      """
    ),
    (
      "k3-chain.keras", #""merge_mode": "concat""#, #""merge_mode": null"#,
      """
      m.keras: error: the layer 'bidirectional' (Bidirectional) has merge_mode null, which is not supported
        hint: HINT
      """
    ),
    (
      "k3-chain.keras", #""reset_after": true"#, #""reset_after": false"#,
      """
      m.keras: error: the layer 'gru' (GRU) has reset_after false, which is not supported
        hint: HINT
      """
    ),
    (
      "k3-convolution.keras", #""dilation_rate": [1]"#, #""dilation_rate": [2]"#,
      """
      m.keras: error: the layer 'conv1d' (Conv1D) has dilation_rate [2], which is not supported
        hint: use dilation_rate 1 or [1]; HINT
      """
    ),
    (
      "k3-convolution.keras", #""split": "whitespace""#, #""split": null"#,
      """
      m.keras: error: the layer 'text_vectorization_1' (TextVectorization) has split null, which is not supported
        hint: use split "whitespace" or "character"; HINT
      """
    ),
    (
      "k2-later.keras", #""output_mode": "int""#, #""output_mode": "tf_idf""#,
      """
      m.keras: error: the layer 'text_vectorization' (TextVectorization) has output_mode "tf_idf", which is not supported
        hint: use output_mode "int"; HINT
      """
    ),
    (
      "k2-later.keras", #""standardize": "lower_and_strip_punctuation""#,
      #""standardize": {"class_name": "function", "config": "custom_standardization"}"#,
      """
      m.keras: error: the layer 'text_vectorization' (TextVectorization) standardizes with 'custom_standardization', whose code is not in the file
        hint: if it works as in the tutorial (lower case, line breaks to spaces, no punctuation), add --standardize lower_and_strip_punctuation; HINT
      """
    ),
    (
      "k3-tutorial.keras", #""class_name": "GlobalAveragePooling1D""#,
      #""class_name": "MultiHeadAttention""#,
      """
      m.keras: error: the layer 'global_average_pooling1d' is a MultiHeadAttention, which is not supported
        hint: supported layers are Activation, BatchNormalization, Bidirectional, Conv1D, Dense, Dropout, Embedding, Flatten, GRU, GlobalAveragePooling1D, GlobalMaxPooling1D, LSTM, LayerNormalization, and TextVectorization before them; HINT
      """
    ),
    (
      "k3-tutorial.keras", #""activation": "relu""#, #""activation": "mish""#,
      """
      m.keras: error: the layer 'dense' (Dense) requires 'activation' to be one of 'elu', 'gelu', 'leaky_relu', 'linear', 'relu', 'selu', 'sigmoid', 'silu', 'softmax', 'softplus', 'tanh', not "mish"
        hint: HINT
      """
    ),
    (
      "k3-tutorial.keras", #""class_name": "Sequential""#, #""class_name": "Mine""#,
      """
      m.keras: error: the model is of the class 'Mine', whose code is not in the file
        hint: HINT
      """
    ),
    (
      "k3-chain.keras", #""keras_history": ["gru", 0, 0]"#, #""keras_history": ["words", 0, 0]"#,
      "m.keras: error: the first layer of a text classifier must be an Embedding, but 'dense"
    ),
    (
      "k3-later.keras", #""output_mode": "int""#, #""output_mode": "multi_hot""#,
      """
      m.keras: error: the layer 'text_vectorization' (TextVectorization) has output_mode "multi_hot", which is not supported
        hint: use output_mode "int"; HINT
      """
    ),
    (
      "k3-chain.keras", #""batch_shape": [null, 12]"#, #""batch_shape": [null, 1e15]"#,
      "m.keras: error: the model's sequence length is 1000000000000000; it must be from 1 to 100000"
    ),
    (
      "k2-chain.keras", #""inbound_nodes": [[["words", 0, 0, {}]]]"#,
      #""inbound_nodes": [[["words", 0, 0, {}], ["gru", 0, 0, {}]]]"#,
      """
      m.keras: error: the layer 'embedding_2' has 2 inputs, so the model is not a chain
        hint: HINT
      """
    ),
  ])
  func `what can't be used is named with its class and what would be needed`(
    file: String, found: String, replacement: String, expected: String
  ) throws {
    let text = try problem(file, changing: found, to: replacement)
    #expect(text.hasPrefix(expected.replacing("HINT", with: Self.hint)), "\(text)")
  }

  @Test func `a chain that goes in a circle is no chain`() throws {
    let text = try problem(
      "k3-chain.keras", changing: #""keras_history": ["words", 0, 0]"#,
      to: #""keras_history": ["gru", 0, 0]"#)
    #expect(text.hasPrefix("m.keras: error: the layer '"), "\(text)")
  }

  @Test func `what the file leaves open is asked for`() throws {
    let file = "\(KerasFileTests.folder)/k3-tutorial.keras"
    func says(_ options: ImportOptions) -> String {
      problems { try Model(at: file, options: options) }
        .replacing(KerasFileTests.folder + "/", with: "")
    }
    #expect(
      says(ImportOptions()) == """
        k3-tutorial.keras: error: the model's inputs are word indices, but the file contains no vocabulary
          hint: add --word-index FILE with the output of tokenizer.to_json() or imdb.get_word_index(), or --vocabulary FILE with one token per line
        """)
    #expect(
      says(ImportOptions(wordIndex: "a", vocabulary: "b"))
        == "k3-tutorial.keras: error: use only one of --word-index and --vocabulary"
    )
    try TemporaryFolder.use { folder in
      let index = try folder.write(
        #"{"film": 1, "the": 1, "odd": 1.5, "no": -1, "": 2}"#, to: "i.json")
      #expect(
        folder.relative(says(ImportOptions(wordIndex: index))) == """
          i.json: error: the rank of 'no' is -1, not a whole number from 1
          i.json: error: the rank of 'odd' is 1.5, not a whole number from 1
          i.json: error: the words 'film' and 'the' have the same rank
          """)
    }
  }

  @Test func `a model folder leaves nothing open`() throws {
    try TemporaryFolder.use { folder in
      try TinyClassifier.model.write(to: folder["m"])
      let text = problems {
        try Model(at: folder["m"], options: ImportOptions(wordIndex: "i", padding: .pre))
      }
      #expect(
        folder.relative(text) == """
          m: error: a model folder already specifies the settings of --word-index and --padding
            hint: remove --word-index and --padding
          """)
    }
  }

  @Test func `a number that is none is named with its place`() throws {
    let path = "\(KerasFileTests.folder)/k3-tutorial.h5"
    let bytes = try SourceFile.bytes(of: path)
    // The second layer's kernel, whose numbers follow the formula of the fixtures.
    let row = TinyClassifier.table(rows: 1, columns: 5, salt: 5).elements
      .flatMap { number in
        (0..<4).map { UInt8(truncatingIfNeeded: Float(number).bitPattern >> (8 * $0)) }
      }
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: row) })
    var changed = bytes
    changed.replaceSubrange(start + 8..<start + 12, with: [0, 0, 0xC0, 0x7F])
    try TemporaryFolder.use { folder in
      try folder.write(changed, to: "m.h5")
      let text = problems {
        try Model(
          at: folder["m.h5"],
          options: ImportOptions(
            wordIndex: "\(KerasFileTests.folder)/word_index.json", indexOffset: 3))
      }
      #expect(
        folder.relative(text) == """
          m.h5: error: the number dense/bias[2] is nan
            hint: the weights overflowed during training
          """)
    }
  }

  @Test func `what is no model is said to be none`() throws {
    try TemporaryFolder.use { folder in
      let torch = StoredZip([.init("model/data.pkl", [1])]).bytes
      let other = StoredZip([.init("a.txt", [1])]).bytes
      for (name, bytes, expected) in [
        (
          "a.bin", [1, 2, 3],
          "a.bin: error: unsupported model format\n  hint: use a folder"
        ),
        (
          "a.pt", torch,
          "a.pt: error: this is a PyTorch file, which contains a program\n  hint: write it as a model folder, as the article on models shows"
        ),
        ("a.zip", other, "a.zip: error: the archive lacks 'config.json' or 'model.weights.h5'"),
        ("b.zip", [0x50, 0x4B, 3, 4, 5], "b.zip: error: not a readable zip archive"),
        (
          "a.h5", [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0],
          "a.h5: error: not a readable HDF5 file"
        ),
      ] as [(String, [UInt8], String)] {
        let path = try folder.write(bytes, to: name)
        let text = folder.relative(problems { try Model(at: path) })
        #expect(text.hasPrefix(expected), "\(text)")
      }
    }
  }
}
#endif
