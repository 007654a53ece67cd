import Attribution
import Classifier
import LinearAlgebra
import Testing

/// Methods that change the backward pass through the network.
struct BackpropagationTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  static let methods = [
    "deeplift", "deeplift:baseline=zero", "deeplift-shap", "lrp", "lrp:rule=epsilon,epsilon=0.1",
    "lrp:rule=gamma", "lrp:rule=gamma,gamma=2", "lrp:rule=alpha1-beta0", "guided-backprop",
    "guided-backprop:norm=signed", "deconvolution:norm=l1", "deconvolution:norm=signed",
    "grad-cam",
  ]

  @Test(arguments: NetworkCase.all, methods)
  func `the closed form is the way through the layers`(network: NetworkCase, spelling: String)
    throws
  {
    let model = try network.model()
    let method = try spelled(spelling)
    for classIndex in 0..<network.classes {
      let closed = method.attribute(
        model.explain(text, target: network.target, of: classIndex))
      let general = method.attribute(
        model.explainGenerally(text, target: network.target, of: classIndex))
      // Relative to the largest number: relevance is divided by sums that may be small.
      let largest = closed.positions.map(abs).max() ?? 0
      for (a, b) in zip(closed.positions, general.positions) {
        #expect(abs(a - b) <= 1e-10 * max(1, largest))
      }
      #expect((closed.baselineValue == nil) == (general.baselineValue == nil))
      if let a = closed.baselineValue, let b = general.baselineValue { #expect(abs(a - b) < 1e-12) }
    }
  }

  @Test(arguments: NetworkCase.all)
  func `DeepLIFT adds up, except behind a softmax`(network: NetworkCase) throws {
    let model = try network.model()
    for name in ["deeplift", "deeplift:baseline=mean", "deeplift-shap"] {
      let method = try spelled(name)
      for review in [
        model.explain(text, target: network.target),
        model.explainGenerally(text, target: network.target),
      ] where network.classes == 2 || network.target == .logit {
        #expect(abs(try #require(method.attribute(review).convergenceDelta)) < 1e-12)
      }
    }
  }

  @Test(arguments: NetworkCase.all, Baseline.allCases)
  func `DeepLIFT is integrated gradients where no unit switches`(
    network: NetworkCase, baseline: Baseline
  ) throws {
    let model = try network.model()
    guard network.classes == 2 || network.target == .logit else { return }
    let review = near(baseline, model.explain(text, target: network.target))
    let pooled = try #require(review.pooled)
    let start = baseline.row(for: review)
    #expect(pooled.linearPieces(from: start, to: review.mean).count == 1)
    let option = "baseline=\(baseline.rawValue)"
    let lift = try method("deeplift", option).attribute(review)
    let integrated = try method("integrated-gradients", option).attribute(review)
    // Differences of outputs near the baseline keep about ten digits.
    let largest = integrated.positions.map(abs).max() ?? 0
    for (a, b) in zip(lift.positions, integrated.positions) {
      #expect(abs(a - b) <= 1e-9 * largest)
    }
  }

  /// A review so close to a baseline that no unit switches on the path.
  private func near(_ baseline: Baseline, _ review: ReviewInput) -> ReviewInput {
    let base = baseline.matrix(for: review)
    return review.with(embedded: base + 1e-4 * (review.embedded - base))
  }

  @Test func `DeepLIFT at the baseline itself is zero and does not divide`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 3).explain("")
    let same = review.with(embedded: Baseline.pad.matrix(for: review))
    #expect(try method("deeplift").attribute(same).positions.allSatisfy { $0 == 0 })
  }

  @Test func `through a softmax DeepLIFT hands back what Captum does`() throws {
    // Embeddings are the means of one position, and the logits are their entries, which exposes the softmax rule.
    let review = try tinyReview(
      embeddings: [[0, 0, 0], [1, -1, 0.5]],
      layers: [
        Dense(
          kernel: Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), bias: Matrix([[0, 0, 0]]),
          activation: .softmax)
      ], output: Output(.probability, of: 1, logits: 3))
    let found = try method("deeplift").attribute(review).positions[0]
    // Captum 0.9.0: the quotient at the class, minus a third of it at every entry.
    let quotient = (review.value - 1.0 / 3) / -1
    #expect(abs(found - (quotient * -1 - quotient / 3 * (1 - 1 + 0.5))) < 1e-15)
  }

  @Test(arguments: NetworkCase.all)
  func `relevance by the rule zero is input × gradient of the logit`(network: NetworkCase) throws {
    guard network.target == .logit else { return }
    let model = try network.model()
    for review in [
      model.explain(text, target: .logit), model.explainGenerally(text, target: .logit),
    ] {
      let relevance = try method("lrp").attribute(review).positions
      let product = try method("input-x-gradient").attribute(review).positions
      for (a, b) in zip(relevance, product) { #expect(abs(a - b) < 1e-11) }
    }
  }

  @Test(arguments: [0, 1], ["zero", "epsilon", "gamma", "alpha1-beta0"])
  func `relevance for a probability is that of the logit times the mean slope of the sigmoid`(
    classIndex: Int, rule: String
  ) throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 3)
    for text in [text, "bad dull bad", "good fun"] {
      let logit = model.explain(text, target: .logit, of: classIndex)
      let review = model.explain(text, of: classIndex)
      let (z, start) = (logit.value, Baseline.zero.value(for: logit))
      let slope = (review.value - Baseline.zero.value(for: review)) / (z - start)
      #expect(slope > 0 && slope <= 0.25)
      let relevance = try method("lrp", "rule=\(rule)").attribute(logit).positions
      let found = try method("lrp", "rule=\(rule)").attribute(review).positions
      for (a, b) in zip(relevance, found) { #expect(abs(a * slope - b) < 1e-12) }
    }
  }

  /// The derivative of the softmax follows its definition, averaged by Simpson's rule.
  @Test(arguments: [[], [5]])
  func `relevance for one of three classes weighs each logit by its mean slope`(hidden: [Int])
    throws
  {
    let model = try RandomModel(hiddenLayers: hidden, seed: 8, classes: 3)
    let logits = (0..<3).map { model.explain(text, target: .logit, of: $0) }
    let end = logits.map(\.value)
    let start = logits.map { Baseline.zero.value(for: $0) }
    let relevance = try logits.map { try method("lrp").attribute($0).positions }
    for classIndex in 0..<3 {
      func slopes(_ share: Double) -> [Double] {
        let point = Matrix([zip(start, end).map { $0 + share * ($1 - $0) }])
        let p = point.softmaxOfRows.row(0)
        return (0..<3).map { p[classIndex] * (($0 == classIndex ? 1 : 0) - p[$0]) }
      }
      let parts = 400
      var mean = [0.0, 0, 0]
      for node in 0...parts {
        let weight =
          (node == 0 || node == parts ? 1.0 : node % 2 == 1 ? 4 : 2) / Double(3 * parts)
        for (k, slope) in slopes(Double(node) / Double(parts)).enumerated() {
          mean[k] += weight * slope
        }
      }
      let found = try method("lrp").attribute(model.explain(text, of: classIndex)).positions
      for position in found.indices {
        let expected = (0..<3).reduce(0) { $0 + mean[$1] * relevance[$1][position] }
        #expect(abs(found[position] - expected) < 1e-9)
      }
    }
  }

  @Test func `relevance that is missing, or too much, went to biases of hidden units`() throws {
    let linear: [any Layer] = [
      Dense(kernel: Matrix([[1], [1]]), bias: Matrix([[1]]), activation: .sigmoid)
    ]
    let bent: [any Layer] = [
      Dense(kernel: Matrix([[1], [1]]), bias: Matrix([[-1]]), activation: .relu),
      Dense(name: "last", kernel: Matrix([[2]]), bias: Matrix([[0]]), activation: .sigmoid),
    ]
    // The bias of the logit is present without any word, too; the unit's takes 2 of 6.
    for (layers, start, delta) in [(linear, 1.0, 0.0), (bent, 0, 2)] {
      let review = try tinyReview(
        embeddings: [[0, 0], [1, 2]], layers: layers, output: Output(.logit))
      let attribution = try method("lrp").attribute(review)
      #expect(attribution.baselineValue == start)
      #expect(attribution.convergenceDelta == delta)
    }
  }

  @Test func `a hidden sigmoid hands on what it adds to its value at zero`() throws {
    // φ(−1) = 0.269 is less than φ(0) = ½: a word that lowers the unit lowers the logit.
    let review = try tinyReview(
      embeddings: [[0], [1]],
      layers: [
        Dense(kernel: Matrix([[-1]]), bias: Matrix([[0]]), activation: .sigmoid),
        Dense(name: "last", kernel: Matrix([[3]]), bias: Matrix([[0]]), activation: .sigmoid),
      ], output: Output(.logit))
    let expected = 3 * (sigmoid(-1) - 0.5)
    #expect(abs(try method("lrp").attribute(review).positions[0] - expected) < 1e-15)
  }

  @Test func `relevance where a sum is zero goes nowhere`() throws {
    let review = try tinyReview(
      embeddings: [[0, 0], [0, 1]],
      layers: [Dense(kernel: Matrix([[1], [0]]), bias: Matrix([[0]]), activation: .sigmoid)],
      output: Output(.probability))
    for rule in ["zero", "epsilon", "gamma", "alpha1-beta0"] {
      let positions = try method("lrp", "rule=\(rule)").attribute(review).positions
      #expect(positions.allSatisfy { $0 == 0 })
    }
  }

  @Test func `a network worked out by hand`() throws {
    // One position (1, 2), units 1·1 − 2·2 = −3 (off), 1 + 2 = 3 (on) and −1 + 2 = 1 (on), logit 1·0 + 2·3 − 4·1 = 2.
    let review = try tinyReview(
      embeddings: [[0, 0], [1, 2]],
      layers: [
        Dense(
          kernel: Matrix([[1, 1, -1], [-2, 1, 1]]), bias: Matrix([[0, 0, 0]]), activation: .relu),
        Dense(kernel: Matrix([[1], [2], [-4]]), bias: Matrix([[0]]), activation: .sigmoid),
      ], output: Output(.logit))
    func positions(_ spelling: String) throws -> Double {
      try spelled(spelling).attribute(review).positions[0]
    }
    #expect(review.value == 2)
    // The gradient: 2 (1, 1) − 4 (−1, 1) = (6, −2).
    #expect(try positions("saliency:norm=signed") == 4)
    #expect(try positions("input-x-gradient") == 2)
    #expect(try positions("grad-cam") == 2)
    // The third unit passes back nothing, since it receives −4: 2 (1, 1).
    #expect(try positions("guided-backprop:norm=signed") == 4)
    #expect(try positions("guided-backprop:norm=l2") == 8.0.squareRoot())
    // The first unit passes back 1, although it is off: (1, −2) + 2 (1, 1) = (3, 0).
    #expect(try positions("deconvolution:norm=signed") == 3)
    #expect(try positions("deconvolution:norm=l1") == 3)
    // From zero every active unit has the slope 1: the logit itself.
    #expect(try positions("deeplift:baseline=zero") == 2)
    #expect(abs(try positions("lrp:rule=epsilon") - 2) < 1e-8)
    // Positive weights alone: the units take 6/6 and 0 of the sum; the second unit is all of it, from 1 and 2.
    #expect(abs(try positions("lrp:rule=alpha1-beta0") - 2) < 1e-8)
  }

  @Test(arguments: NetworkCase.all)
  func `Grad-CAM is the positive part of input × gradient`(network: NetworkCase) throws {
    guard !network.isMasked else { return }
    let review = try network.model().explain(text, target: network.target)
    let positions = try method("grad-cam").attribute(review).positions
    let products = try method("input-x-gradient").attribute(review).positions
    for (a, b) in zip(positions, products) { #expect(abs(a - max(0, b)) < 1e-14) }
  }

  @Test func `without a rectifier guided backpropagation and deconvolution are the gradient`()
    throws
  {
    let review = try RandomModel(hiddenLayers: [], seed: 4).explain(text)
    let gradient = try method("saliency").attribute(review).positions
    for name in ["guided-backprop", "deconvolution"] {
      let positions = try method(name).attribute(review).positions
      for (a, b) in zip(positions, gradient) { #expect(abs(a - b) < 1e-15) }
    }
  }

  @Test(arguments: ["deeplift", "lrp", "guided-backprop", "deconvolution", "layer-conductance"])
  func `other stacks than an average with dense layers have answers`(name: String) throws {
    let hidden = Dense(
      kernel: Matrix([[1, -1], [0.5, 1]]), bias: Matrix([[0.1, -0.2]]), activation: .sigmoid)
    let review = try tinyReview(
      embeddings: [[0, 0], [1, 2]],
      layers: [
        hidden,
        Dropout(rate: 0.5),
        ActivationLayer(activation: .softmax),
        Dense(kernel: Matrix([[1], [-1]]), bias: Matrix([[0]]), activation: .sigmoid),
      ], output: Output(.probability))
    #expect(review.pooled == nil)
    let attribution = try method(name).attribute(review)
    #expect(attribution.positions.allSatisfy { $0.isFinite && $0 != 0 })
  }
}
