import Attribution
import Classifier
import Faithfulness
import LinearAlgebra
import SourceText
import Synchronization
import Testing

/// A program is explained like the network inside it: the same games yield the same numbers.
@Suite struct ProgramTests {
  /// A network without special tokens that sees words only: an average over everything except padding.
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
    try ConfiguredMethod.list(parsing: list, defaults: [], within: .gradientAtInput)
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
    // If order does not matter, equal words share their numbers; of a program this is unknown.
    let network = Explainer(model: model, output: output, usesClosedForm: false)
    let child = NetworkProgram(model)
    let explainer = try Explainer(
      child, target: .probability, explaining: ClassChoice(model.classes[1].name))
    for text in ["A good film, with dull fun!", "Bad film. And fun", "good"] {
      let method = try #require(try Self.methods(method).first)
      let expected = method.attribute(network.explain(text))
      let found = method.attribute(explainer.explain(text))
      #expect(found.scores.count == expected.scores.count)
      for (found, expected) in zip(found.scores, expected.scores) {
        #expect(abs(found - expected) < 1e-9)
      }
    }
    #expect(explainer.failure == nil)
  }

  @Test func `a program is asked for all that a method wants in one go`() throws {
    let child = NetworkProgram(try Self.model(classes: 2))
    let explainer = try Explainer(child)
    let review = explainer.explain("A good film with bad fun and dull film")
    for method in try Self.methods(AttributionMethods.standardList(within: .predictions)) {
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
    let explainer = try Explainer(child, target: .logit)
    let study = RemovalStudy(explainer, methods: try Self.methods("occlusion,random"))
    let curves = study.curves(of: "A good film with bad fun and dull film")
    #expect(curves?.shares.count == 10)
    #expect(child.asked <= 4)
  }

  @Test func `a text without words is what is left of it`() throws {
    let child = EchoProgram()
    let explainer = try Explainer(child)
    _ = try Self.methods("occlusion")[0].attribute(explainer.explain(" A good, film (really)!"))
    #expect(
      child.texts.sorted()
        == [
          " A good, film ()!", " A good, (really)!", " A, film (really)!", "good, film (really)!",
          " A good, film (really)!", ", ()!",
        ].sorted())
    let masked = EchoProgram(maskToken: "[MASK]")
    let other = try Explainer(masked)
    _ = try Self.methods("occlusion")[0].attribute(other.explain("A film."))
    #expect(
      masked.texts.sorted() == ["A film.", "A [MASK].", "[MASK] film.", "[MASK] [MASK]."].sorted())
  }

  @Test func `the logit speaks for the class that is called positive, wherever it stands`() throws {
    let explainer = try Explainer(EchoProgram(classes: ["POS", "NEG"]))
    #expect(explainer.classes == ["NEG", "POS"])
    #expect(abs(explainer.predict("x").probability(of: "POS") - 0.25) < 1e-12)
  }

  @Test func `after a failure nothing is asked and nothing is a number`() throws {
    let child = EchoProgram(fails: .max)
    let explainer = try Explainer(child)
    let found = try Self.methods("occlusion")[0].attribute(explainer.explain("A film"))
    #expect(found.scores.allSatisfy { $0.isNaN })
    #expect(explainer.failure?.description == "error: no answer")
    #expect(child.texts.count == 1)
    #expect(throws: Diagnostics.self) { try explainer.throwIfFailed() }
  }

  @Test func `methods that need gradients are refused, with those that do not`() throws {
    do {
      _ = try ConfiguredMethod.list(
        parsing: "occlusion,saliency", defaults: [], within: .predictions)
      Issue.record("saliency is taken")
    } catch {
      #expect(
        error.description == """
          --methods: error: the method 'saliency' needs gradients, which this program does not return
            hint: use one of: shapley-values, shapley-value-sampling, kernel-shap, partition-shap, lime, occlusion, \
          leave-one-out, random, word-position
          """)
    }
  }

  @Test(arguments: [
    (
      "smoothgrad",
      "needs gradients at embeddings other than the review's own, which this program does not return"
    ), ("lrp", "needs the layers of the model, which a program does not expose"),
  ])
  func `methods that gradients at the review do not suffice are refused`(
    name: String, reason: String
  ) throws {
    let problem = AttributionMethods.unavailability(
      of: ["saliency", name], within: .gradientAtInput)
    #expect(problem?.message == "the method '\(name)' \(reason)")
    #expect(AttributionMethods.unavailability(of: [name], within: .layers) == nil)
  }

  @Test(arguments: [2, 3, 4], [false, true])
  func `gradients of any logits are those of the network inside`(classes: Int, isContrast: Bool)
    throws
  {
    let model = try Self.model(classes: classes)
    let choice = ClassChoice(
      model.classes[1].name, against: isContrast ? model.classes[0].name : nil)
    let network = try Explainer(model, target: .probability, explaining: choice, background: [])
    // Logits may be shifted by any function of the text, as long as it is the same for all classes.
    let explainer = try Explainer(
      NetworkProgram(model, access: .gradientAtInput), target: .probability, explaining: choice)
    #expect(explainer.hasGradients && !explainer.hasLayers)
    for text in ["A good film, with dull fun!", "Bad film. And fun", "good"] {
      for name in ["input-x-gradient", "saliency"] {
        let method = try #require(
          try ConfiguredMethod.list(parsing: name, defaults: [], within: explainer.access).first)
        let (found, expected) = (explainer.explain(text), network.explain(text))
        let pairs = zip(method.attribute(found).scores, method.attribute(expected).scores)
        for (found, expected) in pairs { #expect(abs(found - expected) < 1e-9) }
        #expect(PoolingCollapse(found.atEmbeddings).maxRowDifference < 1e-12)
      }
    }
    #expect(explainer.failure == nil)
  }

  private static let texts = [
    "A good film, with dull fun!", "Bad film. And fun", "good", "Good fun and a good, good film",
    "dull and bad and dull",
  ]

  @Test(arguments: [2, 3])
  func `words that carry the verdict of a program are found by a few batches`(classes: Int) throws {
    let model = try Self.model(classes: classes)
    let child = NetworkProgram(model)
    let explainer = try Explainer(child)
    let network = Explainer(
      model: model, output: Output(.probability, logits: model.sequential.outputs))
    var (flips, possible) = (0, 0)
    for text in Self.texts {
      let exact = SmallestFlip(network.explain(text), removal: .remove)
      let review = explainer.explain(text)
      let before = child.asked
      let found = SmallestFlip(review, removal: .remove)
      #expect(child.asked - before <= 3 + review.length)
      #expect(found.atLeast <= exact.atLeast && found.wordCount == review.length)
      #expect((found.words?.count == 1) == (exact.words?.count == 1))
      if exact.words != nil { possible += 1 }
      guard let words = found.words else { continue }
      flips += 1
      #expect(words.count >= exact.atLeast && found.interchangeable.count == words.count)
      let kept = (0..<review.length).filter { !words.contains($0) }
      #expect(abs(review.value(keeping: kept) - (found.value ?? 2)) < 1e-12)
      #expect(found.verdict != review.prediction.label)
    }
    #expect(flips > 0 || possible == 0)
    // With more words than the limit on predictions, nothing is requested and nothing is claimed.
    let long = explainer.explain(String(repeating: "good ", count: 2100))
    let before = child.asked
    let found = SmallestFlip(long)
    #expect(found.words == nil && found.atLeast == 1 && child.asked == before)
  }

  @Test(arguments: [2, 4])
  func `a verdict of a program flips after as many words as that of the network inside`(
    classes: Int
  ) throws {
    let model = try Self.model(classes: classes)
    let network = Explainer(
      model: model, output: Output(.probability, logits: model.sequential.outputs),
      usesClosedForm: false)
    let explainer = try Explainer(NetworkProgram(model))
    let method = try Self.methods("occlusion:removal=remove")[0].method
    for text in Self.texts {
      func judge(_ explainer: Explainer, _ name: String) throws -> Double? {
        let explained = explainer.ofVerdicts.explain(text)
        let review = try #require(MetricInput(explained, removal: .remove, baseline: .pad))
        return try metric(name).prepare(review)(RankedAttribution(of: review, by: method))
      }
      for name in ["tokens-to-flip", "decision-flip"] {
        let found = try #require(try judge(explainer, name))
        #expect(abs(found - (try #require(try judge(network, name)))) < 1e-12)
      }
    }
  }

  @Test func `after a failure another explainer can query the same classifier`() throws {
    let child = EchoProgram(fails: 1)
    let first = try Explainer(child)
    let method = try Self.methods("occlusion")[0]
    #expect(method.attribute(first.explain("A film")).scores.allSatisfy { $0.isNaN })
    let second = try Explainer(child)
    let review = second.explain("A film")
    #expect(method.attribute(review).scores == [0, 0])
    #expect(abs(review.inBatches { $0.value(keeping: [1]) } - 0.75) < 1e-12)
    #expect(second.failure == nil && first.failure != nil)
  }
}

/// A network that acts as a program.
private struct NetworkProgram: TextClassifier {
  let identity = "network"
  let access: ModelAccess
  private let model: Model
  private let count: @Sendable (_ more: Int) -> Int

  init(_ model: Model, access: ModelAccess = .predictions) {
    self.model = model
    self.access = access
    let asked = Mutex(0)
    count = { more in
      asked.withLock { asked in
        asked += more
        return asked
      }
    }
  }

  var classes: [Label] { model.classes }

  /// The number of requests.
  var asked: Int { count(0) }

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    _ = count(1)
    return texts.map { model.predict(model.encode($0)).probabilities }
  }

  func gradients(of text: String, pieces words: Int) throws(Diagnostics) -> PieceGradients {
    let (review, outputs) = (model.encode(text), model.sequential.outputs)
    let first = review.firstPosition
    let all = model.sequential.embedding.forward(review.indices)
    let mask = model.sequential.embedding.mask(of: review)
    var random = SplitMix64(seed: UInt64(words))
    func rows(_ matrix: Matrix) -> Matrix {
      Matrix((first..<first + words).map { matrix.row($0) })
    }
    let shift = Matrix(
      rows: words, columns: all.columns, (0..<words * all.columns).map { _ in random.normal() })
    let logits = (0..<classes.count).map { index -> Matrix in
      // With one logit the first class has none of its own.
      if outputs == 1, index == 0 { return shift }
      let unit = Matrix(rows: 1, columns: outputs, unit: outputs == 1 ? 0 : index)
      return shift + rows(model.sequential.gradient(at: all, mask: mask) { _ in unit }.gradient)
    }
    return PieceGradients(embeddings: rows(all), logits: logits)
  }
}

/// A program that records its requests.
private struct EchoProgram: TextClassifier {
  let identity = "echo"
  let classes: [Label]
  let maskToken: String?
  private let fails: Int
  private let write: @Sendable ([String]) -> Void
  private let read: @Sendable () -> [String]

  init(classes: [Label] = Label.binary, maskToken: String? = nil, fails: Int = 0) {
    self.classes = classes
    self.maskToken = maskToken
    self.fails = fails
    let log = Mutex<[String]>([])
    write = { texts in log.withLock { $0 += texts } }
    read = { log.withLock { $0 } }
  }

  var texts: [String] { read() }

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    write(texts)
    if self.texts.count <= fails { throw Diagnostics("no answer") }
    return texts.map { _ in [0.25, 0.75] }
  }
}
