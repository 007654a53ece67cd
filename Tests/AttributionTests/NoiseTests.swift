import Attribution
import Classifier
import LinearAlgebra
import Testing

/// Methods that use the gradient of noisy copies.
struct NoiseTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  @Test(arguments: NetworkCase.all)
  func `the gradient of a linear logit does not vary`(network: NetworkCase) throws {
    guard network.hiddenLayers.isEmpty, network.target == .logit else { return }
    let model = try network.model()
    for review in [
      model.explain(text, target: .logit), model.explainGenerally(text, target: .logit),
    ] {
      #expect(try method("vargrad").attribute(review).positions.allSatisfy { $0 == 0 })
      for (smooth, plain) in [("smoothgrad", "saliency")] {
        let a = try method(smooth).attribute(review).positions
        let b = try method(plain).attribute(review).positions
        for (a, b) in zip(a, b) { #expect(abs(a - b) < 1e-15) }
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func `without noise to speak of the square is that of the gradient, and nothing varies`(
    seed: UInt64
  ) throws {
    let review = try RandomModel(hiddenLayers: [6], seed: seed).explain(text, target: .logit)
    let squared = try method("smoothgrad-squared", "norm=signed,noise=0").attribute(review)
    let length = try method("saliency").attribute(review).scores[0]
    #expect(abs(squared.scores[0] - length * length) <= 1e-14 * length * length)
    #expect(
      try method("vargrad", "noise=0").attribute(review).positions.allSatisfy { $0 == 0 })
  }

  @Test func `noise does not move the gradient of a hidden layer without activation`() throws {
    let layers: [any Layer] = [
      Dense(kernel: Matrix([[1, -1], [2, 3]]), bias: Matrix([[0, 1]]), activation: .linear),
      Dense(kernel: Matrix([[1], [2]]), bias: Matrix([[0]]), activation: .sigmoid),
    ]
    let review = try tinyReview(
      embeddings: [[0, 0], [1, 2]], layers: layers, output: Output(.logit))
    // W₁ w₂ = (1 − 2, 2 + 6).
    #expect(try method("smoothgrad", "norm=signed").attribute(review).positions == [7])
    #expect(try method("layer-conductance", "baseline=zero").attribute(review).units == [-1, 16])
  }

  @Test func `a unit without weights and noise of zero do not divide`() throws {
    let layers: [any Layer] = [
      Dense(kernel: Matrix([[0, 1, 1]]), bias: Matrix([[1, 0, -1]]), activation: .relu),
      Dense(kernel: Matrix([[1], [2], [4]]), bias: Matrix([[0]]), activation: .sigmoid),
    ]
    let review = try tinyReview(embeddings: [[0], [1]], layers: layers, output: Output(.logit))
    #expect(try method("smoothgrad", "noise=0").attribute(review).positions == [2])
    #expect(try method("vargrad", "noise=0").attribute(review).positions == [0])
  }

  @Test func `noise on the average has the variance of the mean of all noise`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 3, isMasked: true)
    for name in ["smoothgrad", "smoothgrad-squared", "vargrad"] {
      let options = "norm=signed,noise=0.5,samples=20000"
      let pooled = try method(name, options).attribute(model.explain(text)).scores[0]
      let general = try method(name, options).attribute(model.explainGenerally(text)).scores[0]
      // Two means of 20,000 draws each, with a relative error of a few per cent.
      #expect(abs(pooled - general) < 0.05 * abs(pooled) + 1e-6)
    }
  }

  @Test func `the mean square is the square of the mean and the variance`() throws {
    let review = try RandomModel(hiddenLayers: [], seed: 3).explain(text, target: .logit)
    let squared = try method("smoothgrad-squared", "norm=signed").attribute(review).scores[0]
    let length = try method("saliency").attribute(review).scores[0]
    #expect(abs(squared - length * length) < 1e-15)
  }
}
