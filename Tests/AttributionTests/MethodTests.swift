import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// Properties of single methods beyond the contract.
struct MethodTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  @Test func `sampled Shapley values come near the exact ones of a small game`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 11)
    let review = model.explain("good bad dull")
    let exact = exactShapleyValues(review)
    let sampled = try method("shapley-value-sampling", "samples=4000").attribute(review)
    let errors = try #require(sampled.standardErrors)
    for (index, score) in sampled.scores.enumerated() {
      #expect(abs(score - exact[index + 1]) <= 5 * errors[index] + 1e-12)
    }
  }

  /// Shapley values by all orders of the positions that differ from padding: the start token and the words.
  private func exactShapleyValues(_ review: ReviewInput) -> [Double] {
    let players = Array(0...review.review.read.count)
    let base = Baseline.pad.matrix(for: review)
    func worth(_ members: [Int]) -> Double {
      var embedded = base
      for member in members { embedded.setRow(member, to: review.embedded, row: member) }
      return review.value(at: embedded)
    }
    var totals = [Double](repeating: 0, count: players.count)
    var orders = 0
    func visit(_ order: [Int]) {
      guard order.count < players.count else {
        for end in order.indices {
          totals[order[end]] += worth(Array(order[...end])) - worth(Array(order[..<end]))
        }
        orders += 1
        return
      }
      for player in players where !order.contains(player) { visit(order + [player]) }
    }
    visit([])
    return totals.map { $0 / Double(orders) }
  }

  @Test func `SmoothGrad without noise is the gradient`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 3).explain(text)
    let smooth = try method("smoothgrad", "noise=0,samples=3").attribute(review)
    let plain = try method("saliency").attribute(review)
    for (a, b) in zip(smooth.positions, plain.positions) { #expect(abs(a - b) < 1e-13) }
  }

  @Test func `noise on every position and noise on the average have the same mean gradient`() throws
  {
    let model = try RandomModel(hiddenLayers: [6], seed: 3)
    let options = "norm=signed,noise=0.3,samples=4000"
    let pooled = try method("smoothgrad", options).attribute(model.explain(text, target: .logit))
    let general = try method("smoothgrad", options)
      .attribute(model.explainGenerally(text, target: .logit))
    // Two independent means of 4,000 draws: a tolerance of five standard errors of the difference.
    #expect(abs(pooled.scores[0] - general.scores[0]) < 0.02 * abs(pooled.scores[0]) + 0.01)
  }

  @Test func `another review does not change a review's random numbers`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 3)
    let shapley = try method("shapley-value-sampling", "samples=10")
    let alone = shapley.attribute(model.explain(text)).scores
    _ = shapley.attribute(model.explain("dull"))
    #expect(shapley.attribute(model.explain(text)).scores == alone)
  }

  @Test func `a linear model has one answer, whatever the method`() throws {
    let review = try RandomModel(hiddenLayers: [], seed: 8).explain(text, target: .logit)
    let exact = try method("integrated-gradients").attribute(review)
    for name in ["occlusion", "shapley-value-sampling"] {
      let other = try method(name).attribute(review)
      for (a, b) in zip(exact.positions, other.positions) { #expect(abs(a - b) < 1e-12) }
    }
  }

  @Test(arguments: QuadratureRule.allCases)
  func `the weights of a quadrature add up to one`(rule: QuadratureRule) {
    for steps in [1, 2, 7, 50] {
      let nodes = rule.nodes(steps: steps)
      #expect(abs(nodes.reduce(0) { $0 + $1.weight } - 1) < 1e-13)
      #expect(nodes.allSatisfy { (0...1).contains($0.position) })
    }
  }

  @Test func `Gauss–Legendre with n nodes integrates polynomials of degree 2n − 1 exactly`() {
    for count in [1, 2, 5, 20] {
      let nodes = QuadratureRule.gaussLegendre.nodes(steps: count)
      for degree in 0..<min(2 * count, 30) {
        let sum = nodes.reduce(0.0) { sum, node in
          sum + node.weight * (0..<degree).reduce(1.0) { power, _ in power * node.position }
        }
        #expect(abs(sum - 1 / Double(degree + 1)) < 1e-14)
      }
    }
  }

  @Test func `options of methods are read from a list`() throws {
    let list = try ConfiguredMethod.list(
      parsing: "smoothgrad:samples=20,noise=0.2,saliency,occlusion:baseline=zero", defaults: [])
    #expect(
      list.map(\.key) == [
        "smoothgrad samples=20 noise=0.2 norm=l2 seed=1", "saliency norm=l2",
        "occlusion baseline=zero removal=replace window=1 stride=1 unit=word",
      ])
  }

  @Test func `wrong methods and options are all reported with what was meant`() throws {
    let names = "'report methods' lists the \(AttributionMethods.names.count) names"
    let error = #expect(throws: Diagnostics.self) {
      try ConfiguredMethod.list(
        parsing: "salience,smoothgrad:sampels=3,smoothgrad:noise=x,occlusion:baseline=padd,:",
        defaults: [])
    }
    #expect(
      error?.description == """
        --methods: error: there is no method 'salience'
          hint: did you mean 'saliency'?
        --methods: error: method 'smoothgrad' has no option 'sampels'
          hint: did you mean 'samples'?
        --methods: error: the option 'noise' of method 'smoothgrad' takes a number from 0.0 to 10.0, not 'x'
        --methods: error: the method 'smoothgrad' is given twice
          hint: use the options of a chunk in a document for another configuration
        --methods: error: the option 'baseline' of method 'occlusion' takes pad, zero, unknown, mean, corpus-mean or neutral, not 'padd'
          hint: did you mean 'pad'?
        --methods: error: there is no method ':'
          hint: \(names)
        """)
  }
}
