import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Predictor
import SourceText
import TestSupport
import Testing

/// Gradients that a program gives.
@Suite struct GradientTests {
  /// The network of the guide's second program, as a model of our own.
  private static func model() throws -> Model {
    let words = ["good", "warm", "film", "bad", "dull"]
    let rows = [[0, 0], [0, 0], [1, 0.5], [0.7, -0.4], [0.1, 0.2], [-1, 0.3], [-0.6, -0.9]]
    return try Model(
      sequential: Sequential(
        embedding: Embedding(table: Matrix(rows), masksZero: true),
        layers: [
          GlobalAveragePooling1D(),
          Dense(
            kernel: Matrix([[0.8, -0.6, 0.3], [-0.5, 0.4, 0.9]]), bias: Matrix([[0.1, 0.2, -0.1]]),
            activation: .relu),
          Dense(
            name: "last", kernel: Matrix([[1.5], [-2], [0.7]]), bias: Matrix([[-0.2]]),
            activation: .sigmoid),
        ]),
      text: TextPipeline(
        standardization: .tokenizer,
        vocabulary: Vocabulary(words: ["<PAD>", "<UNK>"] + words, start: nil, unknown: 1),
        sequenceLength: 12))
  }

  /// Starts the guide's second program behind a file that writes down what it is asked.
  private func use(_ test: (TemporaryFolder, () throws -> Predictor) throws -> Void) throws {
    guard PredictorTests.hasPython else { return }
    try TemporaryFolder.use { folder in
      let child = Child(folder: folder)
      let command = "tee -a '\(folder["asked"])' | \(try child.example("python", 1))"
      try test(folder) { try child.start(command) }
    }
  }

  private static let texts = ["A good, warm film!", "Dull. Dull and bad", "good", "No such words"]

  @Test(arguments: [OutputScale.probability, .logit])
  func `the example of the guide has the numbers of our own network`(target: OutputScale) throws {
    try use { _, start in
      let predictor = try start()
      defer { predictor.stop() }
      let explainer = try Explainer(predictor, target: target)
      let network = Explainer(model: try Self.model(), output: Output(target))
      let methods = try ConfiguredMethod.list(
        parsing: "input-x-gradient,saliency", defaults: [], within: explainer.access)
      let norms = try ["l1", "signed", "absolute"].flatMap { norm in
        try ConfiguredMethod.list(parsing: "saliency:norm=\(norm)", defaults: [])
      }
      for text in Self.texts {
        let (found, expected) = (explainer.explain(text), network.explain(text))
        #expect(abs(found.value - expected.value) < 1e-9)
        for method in methods + norms {
          let pairs = zip(method.attribute(found).scores, method.attribute(expected).scores)
          for (found, expected) in pairs { #expect(abs(found - expected) < 1e-9) }
        }
        let collapse = PoolingCollapse(found.atEmbeddings)
        #expect(collapse.collapses && collapse.maxRowDifference == 0)
        #expect(collapse.distinctRows == 1)
      }
      #expect(explainer.failure == nil)
    }
  }

  @Test func `gradients are asked for once, and never again by another run`() throws {
    try use { folder, start in
      let first = try start()
      let once = try Self.texts.map {
        try first.gradients(of: $0, pieces: try first.tokens(of: $0).pieces.count)
      }
      first.stop()
      try folder.write("", to: "asked")
      let second = try start()
      for (text, once) in zip(Self.texts, once) {
        #expect(
          try second.gradients(of: text, pieces: try second.tokens(of: text).pieces.count)
            == once)
      }
      second.stop()
      #expect(folder.read("asked") == "")
      // A file that a full disk cut short is none.
      for file in folder.entries.filter({ $0.hasSuffix(".gradients") }) {
        try folder.write(String(try #require(folder.read(file)).dropLast(5)), to: file)
      }
      let third = try start()
      #expect(try third.gradients(of: Self.texts[0], pieces: 4) == once[0])
      third.stop()
      #expect(try #require(folder.read("asked")).split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: [
    (
      #""embeddings":[[[1],[2]]]"#,
      """
      returns 0 lists of "gradients" in batch 1 (one text from 'A film.')
        hint: return one per text
      """
    ),
    (
      #""embeddings":[[[1]]],"gradients":[[[[1]],[[1]]]]"#,
      """
      returns for text 1 1 rows of embeddings, expected 2 in batch 1 (one text from 'A film.')
        hint: return one row per token, all of the same length
      """
    ),
    (
      #""embeddings":[[[1],[2,3]]],"gradients":[[[[1]],[[1]]]]"#,
      """
      returns for text 1 embeddings whose row 2 is not a list of 1 numbers in batch 1 (one text from 'A film.')
        hint: return one row per token, all of the same length
      """
    ),
    (
      #""embeddings":[[[],[]]],"gradients":[[[[],[]],[[],[]]]]"#,
      """
      returns for text 1 embeddings without numbers in batch 1 (one text from 'A film.')
        hint: return one row per token, all of the same length
      """
    ),
    (
      #""embeddings":[[[1],[2]]],"gradients":[[[[1],[2]]]]"#,
      """
      returns for text 1 gradients of 1 classes in batch 1 (one text from 'A film.')
        hint: return gradients of 2 classes
      """
    ),
    (
      #""embeddings":[[[1],[2]]],"gradients":[[[[1],[2]],[[1],["2"]]]]"#,
      """
      returns for text 1 and class 2 gradients whose row 2 is not a list of 1 numbers in batch 1 (one text from 'A film.')
        hint: return one row per token, as long as the rows of its embeddings
      """
    ),
  ])
  func `gradients that are none are explained`(answer: String, message: String) throws {
    let hello =
      #"echo '{"protocol":1,"classes":["a","b"],"tokens":true,"gradients":true}'; read line; "#
    let command = hello + #"echo '{"id":1,"probabilities":[[0.5,0.5]],"# + "\(answer)}'"
    try TemporaryFolder.use { folder in
      let predictor = try Child(folder: folder).start(command)
      defer { predictor.stop() }
      do throws(Diagnostics) {
        _ = try predictor.gradients(of: "A film.", pieces: 2)
        Issue.record("they are taken")
      } catch {
        #expect(
          error.description.replacing(command, with: "COMMAND")
            == "--predictor: error: the program 'COMMAND' " + message)
      }
    }
  }

  @Test func `gradients go with tokens`() throws {
    #expect(
      try Child.problem(of: #"echo '{"protocol":1,"classes":["a","b"],"gradients":true}'"#) == """
        --predictor: error: the program 'COMMAND' supports gradients but not tokens at startup
          hint: "gradients":true requires "tokens":true
        """)
  }

  @Test func `a program that was ended after a problem is started again when somebody asks`()
    throws
  {
    try TemporaryFolder.use { folder in
      // Nobody is healthy until the file is there.
      let command =
        Child.hello + "read line; test -e '\(folder["well"])' || exit 9; \(Child.answer)"
      let predictor = try Child(folder: folder).start(
        command.replacing(#""id":1"#, with: #""id":'$(echo "$line" | tr -dc 0-9)'"#))
      defer { predictor.stop() }
      #expect(throws: Diagnostics.self) { try predictor.probabilities(of: ["x"], about: "x") }
      try folder.write("", to: "well")
      #expect(try predictor.probabilities(of: ["x"], about: "x") == [[0.25, 0.75]])
    }
  }
}
