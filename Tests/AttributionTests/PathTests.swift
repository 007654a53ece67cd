import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// Methods that integrate along a path.
struct PathTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  @Test(arguments: NetworkCase.all)
  func `expected gradients add up to the difference from the mean output`(network: NetworkCase)
    throws
  {
    let model = try network.model()
    let review = model.explain(text, target: network.target)
    let attribution = try method("expected-gradients").attribute(review)
    #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
    if !network.isMasked {
      let outputs = RandomModel.background.map {
        model.explain($0, target: network.target).value
      }
      let mean = outputs.reduce(0, +) / Double(outputs.count)
      #expect(abs(try #require(attribution.baselineValue) - mean) < 1e-14)
    }
  }

  @Test(arguments: NetworkCase.all)
  func `expected gradients through the layers come near the exact ones`(network: NetworkCase) throws
  {
    let model = try network.model()
    let exact = try method("expected-gradients")
      .attribute(model.explain(text, target: network.target))
    let general = try method("expected-gradients", "rule=riemann-middle,steps=2000,tolerance=0")
      .attribute(model.explainGenerally(text, target: network.target))
    // The midpoint rule errs by up to a step, 1/2000 of the jump, where a unit switches.
    let largest = exact.positions.map(abs).max() ?? 0
    for (a, b) in zip(exact.positions, general.positions) {
      #expect(abs(a - b) <= 4e-3 * largest + 5e-4)
    }
    #expect(abs(try #require(exact.baselineValue) - #require(general.baselineValue)) < 1e-13)
  }

  @Test(arguments: NetworkCase.all, ["expected-gradients", "layer-conductance"])
  func `where no unit switches the way through the layers is exact, too`(
    network: NetworkCase, name: String
  ) throws {
    let model = try network.model().model
    let pairs = [true, false].map { usesClosedForm in
      let output = Output(network.target, logits: model.sequential.outputs)
      let review = Explainer(model: model, output: output, usesClosedForm: usesClosedForm)
        .explain(text)
      let base = Baseline.pad.matrix(for: review)
      return review.with(embedded: base + 1e-4 * (review.embedded - base))
    }
    let pieces = try #require(pairs[0].pooled).linearPieces(
      from: Baseline.pad.row(for: pairs[0]), to: pairs[0].mean)
    #expect(pieces.count == 1)
    let closed = try method(name).attribute(pairs[0])
    let general = try method(name).attribute(pairs[1])
    let largest = closed.positions.map(abs).max() ?? 0
    for (a, b) in zip(closed.positions, general.positions) {
      #expect(abs(a - b) <= 1e-10 * largest)
    }
    for (a, b) in zip(closed.units ?? [], general.units ?? []) {
      #expect(abs(a - b) <= 1e-10 * largest)
    }
    #expect(closed.units?.count == general.units?.count)
  }

  @Test func `without a background expected gradients and DeepLIFT SHAP start from padding`() throws
  {
    let model = try RandomModel(hiddenLayers: [6], seed: 3).model
    let review = Explainer(model: model, output: Output(.probability)).explain(text)
    for (many, one) in [
      ("expected-gradients", "integrated-gradients"), ("deeplift-shap", "deeplift"),
    ] {
      #expect(
        try method(many).attribute(review).positions == method(one).attribute(review).positions)
    }
  }

  @Test func `a background review's row is that of the same position`() throws {
    let model = try RandomModel(hiddenLayers: [], seed: 3)
    let review = model.explain("good bad", target: .logit)
    let positions = try method("expected-gradients").attribute(review).positions
    // The logit is linear: each position contributes its own difference, regardless of the path.
    for position in positions.indices {
      let differences = review.explainer.background.texts.map { text in
        zip(
          review.embedded.row(position), review.explainer.explain(text).embedded.row(position)
        )
        .enumerated().reduce(0) {
          $0 + ($1.element.0 - $1.element.1) * review.gradient[0, $1.offset]
        }
      }
      let mean = differences.reduce(0, +) / Double(differences.count)
      #expect(abs(positions[position] - mean) < 1e-14)
    }
  }

  @Test(arguments: NetworkCase.all)
  func `units carry the change of the output, and their conductances are it`(network: NetworkCase)
    throws
  {
    let model = try network.model()
    let review = model.explain(text, target: network.target)
    let all = try method("layer-conductance").attribute(review)
    let units = try #require(all.units)
    #expect(units.count == network.hiddenLayers.first ?? review.embedded.columns)
    let change = review.value - (try #require(all.baselineValue))
    #expect(abs(units.reduce(0, +) - change) < 1e-12)
    let integrated = try method("integrated-gradients").attribute(review)
    for (a, b) in zip(all.positions, integrated.positions) { #expect(abs(a - b) < 1e-13) }

    var sum = [Double](repeating: 0, count: all.positions.count)
    for unit in units.indices {
      let one = try method("layer-conductance", "unit=\(unit)").attribute(review)
      #expect(abs(one.sum - units[unit]) < 1e-12)
      #expect(one.baselineValue == nil)
      for (position, share) in one.positions.enumerated() { sum[position] += share }
    }
    for (a, b) in zip(sum, all.positions) { #expect(abs(a - b) < 1e-12) }
    // The unit after the last is refused.
    try method("layer-conductance", "unit=\(units.count - 1)").check(review.explainer)
    #expect(throws: Diagnostics.self) {
      try method("layer-conductance", "unit=\(units.count)").check(review.explainer)
    }
  }

  @Test(arguments: NetworkCase.all)
  func `conductances through the layers come near the exact ones`(network: NetworkCase) throws {
    let model = try network.model()
    for unit in ["all", "0", "4"] {
      let conductance = try method("layer-conductance", "unit=\(unit)")
      let exact = conductance.attribute(model.explain(text, target: network.target))
      let general = conductance.attribute(
        model.explainGenerally(text, target: network.target))
      // If a unit switches, steps are doubled until the sum is accurate to 10⁻⁴; its parts are slightly less accurate.
      for (a, b) in zip(exact.positions, general.positions) { #expect(abs(a - b) < 5e-3) }
      for (a, b) in zip(exact.units ?? [], general.units ?? []) { #expect(abs(a - b) < 5e-3) }
    }
  }

  @Test func `a unit that the layer does not have conducts nothing`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 3)
    for review in [model.explain(text), model.explainGenerally(text)] {
      let attribution = try method("layer-conductance", "unit=6").attribute(review)
      #expect(attribution.positions.allSatisfy { $0 == 0 })
      #expect(attribution.units?.count == 6)
    }
  }

  @Test func `a unit that is no number is reported`() {
    let error = #expect(throws: Diagnostics.self) {
      try ConfiguredMethod.list(
        parsing: "layer-conductance:unit=-1,layer-conductance:unit=first", defaults: [])
    }
    #expect(
      error?.description == """
        --methods: error: the option 'unit' of method 'layer-conductance' takes all or the index of a unit, from 0, not '-1'
        --methods: error: the option 'unit' of method 'layer-conductance' takes all or the index of a unit, from 0, not 'first'
        --methods: error: the method 'layer-conductance' is given twice
          hint: use the options of a chunk in a document for another configuration
        """)
  }

  @Test(arguments: NetworkCase.all, QuadratureRule.allCases)
  func `steps are doubled until the numbers add up within the tolerance`(
    network: NetworkCase, rule: QuadratureRule
  ) throws {
    let review = try network.model().explainGenerally(text, target: network.target)
    let options = "rule=\(rule.rawValue),steps=2"
    let kept = try method("integrated-gradients", "\(options),tolerance=0").attribute(review)
    for tolerance in [1e-2, 1e-3] {
      let found = try method("integrated-gradients", "\(options),tolerance=\(tolerance)")
        .attribute(review)
      let error = abs(try #require(found.convergenceDelta))
      let before = abs(try #require(kept.convergenceDelta))
      #expect(error <= tolerance || error < before)
      if before <= tolerance { #expect(found.positions == kept.positions) }
    }
  }

  @Test func `doubling the steps of a rule is the rule with twice the steps`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 5).explainGenerally(text)
    // A tolerance of 10⁻³⁰⁰ is never met: the steps increase to the maximum of 4,096.
    for rule in ["riemann-middle", "riemann-left", "riemann-right"] {
      let doubled = try method(
        "integrated-gradients", "rule=\(rule),steps=1024,tolerance=1e-300"
      ).attribute(review)
      let many = try method("integrated-gradients", "rule=\(rule),steps=4096,tolerance=0")
        .attribute(review)
      for (a, b) in zip(doubled.positions, many.positions) { #expect(abs(a - b) < 1e-13) }
    }
  }
}
