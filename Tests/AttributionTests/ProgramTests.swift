import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Synchronization
import Testing

/// A program is explained as a network is that is asked without a word: the same games, the same numbers.
@Suite struct ProgramTests {
  /// A network without special tokens that sees words alone: an average over all that is not padding.
  private static func model(classes: Int) throws -> Model {
    let words = ["a", "film", "with", "good", "bad", "fun", "and", "dull"]
    var random = SplitMix64(seed: UInt64(classes))
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns, (0..<rows * columns).map { _ in 2 * random.normal() })
    }
    var table = matrix(words.count + 2, 3)
    for column in 0..<3 { table[0, column] = 0 }
    let outputs = classes == 2 ? 1 : classes
    return try Model(
      sequential: Sequential(
        embedding: Embedding(table: table, masksZero: true),
        layers: [
          GlobalAveragePooling1D(),
          Dense(kernel: matrix(3, 4), bias: matrix(1, 4), activation: .relu),
          Dense(
            name: "last", kernel: matrix(4, outputs), bias: matrix(1, outputs),
            activation: outputs == 1 ? .sigmoid : .softmax),
        ]),
      text: TextPipeline(
        standardization: .tokenizer,
        vocabulary: Vocabulary(words: ["<PAD>", "<UNK>"] + words, start: nil, unknown: 1),
        sequenceLength: 12))
  }

  private static func methods(_ list: String) throws -> [ConfiguredMethod] {
    try ConfiguredMethod.list(parsing: list, defaults: [], asksProgram: true)
  }

  @Test(
    arguments: [2, 3],
    [
      "occlusion:removal=remove",
      "leave-one-out", "lime:removal=remove,samples=60", "lime:removal=remove,kernel=captum",
      "kernel-shap:removal=remove,samples=40", "kernel-shap:removal=remove",
      "shapley-value-sampling:removal=remove,samples=6", "shapley-values:removal=remove",
      "shapley-values:removal=remove,limit=2,samples=6", "partition-shap:removal=remove",
    ])
  func `a program has the numbers of the network inside it`(classes: Int, method: String) throws {
    let model = try Self.model(classes: classes)
    let output = Output(.probability, of: 1, logits: model.sequential.outputs)
    // Where order does not matter, equal words share their numbers; a program is not known to be such a one.
    let network = Explainer(model: model, output: output, usesClosedForm: false)
    let child = NetworkProgram(model)
    let program = try Program(child)
    let explainer = try Explainer(
      program, target: .probability, explaining: ClassChoice(model.classes[1].name))
    for text in ["A good film, with dull fun!", "Bad film. And fun", "good"] {
      let method = try #require(try Self.methods(method).first)
      let expected = method.attribute(network.explain(text))
      let found = method.attribute(explainer.explain(text))
      #expect(found.scores.count == expected.scores.count)
      for (found, expected) in zip(found.scores, expected.scores) {
        #expect(abs(found - expected) < 1e-9)
      }
    }
    #expect(program.failure == nil)
  }

  @Test func `a program is asked for all that a method wants in one go`() throws {
    let child = NetworkProgram(try Self.model(classes: 2))
    let explainer = try Explainer(try Program(child), target: .probability)
    let review = explainer.explain("A good film with bad fun and dull film")
    for method in try Self.methods(AttributionMethods.listOfPredictions) {
      let before = child.asked
      _ = method.attribute(review)
      #expect(child.asked <= before + 1)
    }
    let asked = child.asked
    _ = try Self.methods("occlusion")[0].attribute(review)
    #expect(child.asked == asked)
  }

  @Test func `a study of removals asks a few times`() throws {
    let child = NetworkProgram(try Self.model(classes: 2))
    let explainer = try Explainer(try Program(child), target: .logit)
    let study = RemovalStudy(explainer, methods: try Self.methods("occlusion,random"))
    let curves = study.curves(of: "A good film with bad fun and dull film")
    #expect(curves?.shares.count == 10)
    #expect(child.asked <= 4)
  }

  @Test func `a text without words is what is left of it`() throws {
    let child = EchoProgram()
    let explainer = try Explainer(try Program(child), target: .probability)
    _ = try Self.methods("occlusion")[0].attribute(explainer.explain(" A good, film (really)!"))
    #expect(
      child.texts.sorted()
        == [
          " A good, film ()!", " A good, (really)!", " A, film (really)!", "good, film (really)!",
          " A good, film (really)!", ", ()!",
        ].sorted())
    let masked = EchoProgram()
    let other = try Explainer(try Program(masked, mask: "[MASK]"), target: .probability)
    _ = try Self.methods("occlusion")[0].attribute(other.explain("A film."))
    #expect(
      masked.texts.sorted() == ["A film.", "A [MASK].", "[MASK] film.", "[MASK] [MASK]."].sorted())
  }

  @Test func `the logit speaks for the class that is called positive, wherever it stands`() throws {
    let program = try Program(EchoProgram(classes: ["POS", "NEG"]))
    #expect(program.classes == ["NEG", "POS"])
    #expect(abs(program.predict(["x"])[0].probability(of: "POS") - 0.25) < 1e-12)
  }

  @Test func `after a failure nothing is asked and nothing is a number`() throws {
    let child = EchoProgram(fails: true)
    let program = try Program(child)
    let explainer = try Explainer(program, target: .probability)
    let found = try Self.methods("occlusion")[0].attribute(explainer.explain("A film"))
    #expect(found.scores.allSatisfy { $0.isNaN })
    #expect(program.failure?.description == "error: no answer")
    #expect(child.texts.count == 1)
    #expect(throws: Diagnostics.self) { try program.throwIfFailed() }
  }

  @Test func `methods that need gradients are refused, with those that do not`() throws {
    do throws(Diagnostics) {
      _ = try ConfiguredMethod.list(
        parsing: "occlusion,saliency", defaults: [], asksProgram: true)
      Issue.record("saliency is taken")
    } catch {
      #expect(
        error.description == """
          --methods: error: the method 'saliency' needs gradients, and a program has none
            hint: these ask for predictions alone: shapley-values, shapley-value-sampling, kernel-shap, \
          partition-shap, lime, occlusion, leave-one-out, random, word-position
          """)
    }
  }
}

/// A network that answers as a program.
private struct NetworkProgram: TextClassifier {
  let identity = "network"
  let classes: [String]
  private let answer: @Sendable ([String]) -> [[Double]]
  private let count: @Sendable () -> Int

  init(_ model: Model) {
    classes = model.classes.map(\.name)
    let asked = Mutex(0)
    count = { asked.withLock { $0 } }
    answer = { texts in
      asked.withLock { $0 += 1 }
      return texts.map { model.predict(model.encode($0)).probabilities }
    }
  }

  /// How often it was asked.
  var asked: Int { count() }

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    answer(texts)
  }
}

/// A program that writes down what it is asked.
private struct EchoProgram: TextClassifier {
  let identity = "echo"
  let classes: [String]
  private let fails: Bool
  private let write: @Sendable ([String]) -> Void
  private let read: @Sendable () -> [String]

  init(classes: [String] = ["negative", "positive"], fails: Bool = false) {
    self.classes = classes
    self.fails = fails
    let log = Mutex<[String]>([])
    write = { texts in log.withLock { $0 += texts } }
    read = { log.withLock { $0 } }
  }

  var texts: [String] { read() }

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    write(texts)
    if fails { throw Diagnostics([Diagnostic("no answer")]) }
    return texts.map { _ in [0.25, 0.75] }
  }
}
