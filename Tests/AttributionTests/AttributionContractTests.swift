import Attribution
import Classifier
import LinearAlgebra
import Testing

/// A registered method, shown by its name when a test fails.
struct MethodCase: CustomTestStringConvertible, Sendable {
  let card: MethodCard
  var testDescription: String { card.name }

  static let all = AttributionMethods.all.map { MethodCase(card: $0.card) }

  static func obeying(_ axiom: Axiom) -> [MethodCase] {
    all.filter { $0.card.axioms.contains(axiom) }
  }
}

/// The axioms that registered methods claim, and the rules that all of them follow.
struct AttributionContractTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  /// A review explained by two networks, with and without closed forms.
  private func reviews(_ text: String) throws -> [ReviewInput] {
    let models = try [
      RandomModel(hiddenLayers: [], seed: 5), RandomModel(hiddenLayers: [6, 4], seed: 6),
      RandomModel(hiddenLayers: [6], seed: 7, isMasked: true),
      RandomModel(hiddenLayers: [5], seed: 8, classes: 3),
    ]
    return OutputScale.allCases.flatMap { target in
      models.flatMap {
        [$0.explain(text, target: target), $0.explainGenerally(text, target: target)]
      }
    }
  }

  @Test(arguments: MethodCase.all)
  func `there is one finite number a position and a score a token`(method: MethodCase) throws {
    for review in try reviews(text) {
      let attribution = try Attributions.of(method.card.name, review)
      #expect(attribution.positions.count == review.embedded.rows)
      #expect(attribution.scores.count == review.review.read.count)
      #expect(attribution.positions.allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: MethodCase.all)
  func `scores, special tokens and padding are all there is`(method: MethodCase) throws {
    for review in try reviews(text) {
      let attribution = try Attributions.of(method.card.name, review)
      let sum = attribution.scores.reduce(0, +) + attribution.specialTokens + attribution.padding
      #expect(abs(sum - attribution.sum) < 1e-12)
    }
  }

  @Test(arguments: MethodCase.all)
  func `the same review gets the same numbers to the last bit`(method: MethodCase) throws {
    for review in try reviews(text) {
      #expect(
        try Attributions.of(method.card.name, review).positions
          == Attributions.of(method.card.name, review).positions)
    }
  }

  @Test(arguments: MethodCase.all)
  func `a review without words is no problem`(method: MethodCase) throws {
    for review in try reviews("") {
      #expect(try Attributions.of(method.card.name, review).scores.isEmpty)
    }
  }

  @Test(arguments: MethodCase.obeying(.completeness))
  func `completeness: attributions add up to the change of the output`(method: MethodCase) throws {
    for review in try reviews(text) where review.pooled != nil {
      let attribution = try Attributions.of(method.card.name, review)
      #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
    }
  }

  @Test(arguments: MethodCase.obeying(.symmetry))
  func `symmetry: equal tokens get equal attributions under average pooling`(method: MethodCase)
    throws
  {
    for review in try reviews(text) where review.pooled != nil {
      let scores = try Attributions.of(method.card.name, review).scores
      #expect(scores[1] == scores[2])
    }
  }

  @Test(arguments: MethodCase.obeying(.dummy))
  func `dummy: a position that holds the baseline gets nothing`(method: MethodCase) throws {
    for review in try reviews(text) {
      let attribution = try Attributions.of(method.card.name, review)
      #expect(review.review.paddingPositions.allSatisfy { attribution.positions[$0] == 0 })
    }
  }

  @Test(arguments: MethodCase.obeying(.linearity))
  func `linearity: attributions of a sum of logits are sums of attributions`(method: MethodCase)
    throws
  {
    for isMasked in [false, true] {
      let one = try RandomModel(hiddenLayers: [6, 4], seed: 6, isMasked: isMasked)
      let other = try one.withLastLayer(
        of: RandomModel(hiddenLayers: [6, 4], seed: 9, isMasked: isMasked))
      let sum = try one.addingLastLayer(of: other)
      let found = try [one, other, sum].map {
        try Attributions.of(method.card.name, $0.explain(text, target: .logit)).positions
      }
      for (position, whole) in found[2].enumerated() {
        #expect(abs(found[0][position] + found[1][position] - whole) < 1e-9)
      }
    }
  }

  @Test(arguments: MethodCase.obeying(.targetSign))
  func `target sign: the other of two classes gets the same numbers turned round`(
    method: MethodCase
  ) throws {
    let model = try RandomModel(hiddenLayers: [6, 4], seed: 6)
    for target in OutputScale.allCases {
      for usesClosedForm in [true, false] {
        let found = try (0...1).map { classIndex in
          try Attributions.of(
            method.card.name,
            model.explainer(target, of: classIndex, usesClosedForm: usesClosedForm).explain(text)
          ).positions
        }
        for (negative, positive) in zip(found[0], found[1]) {
          #expect(abs(negative + positive) < 1e-9)
        }
      }
    }
  }

  /// An axiom that a method does not claim is violated somewhere: claims are neither too strong nor too weak.
  @Test(arguments: MethodCase.all)
  func `completeness fails where it is not claimed`(method: MethodCase) throws {
    guard !method.card.axioms.contains(.completeness) else { return }
    let deltas = try reviews(text).map { review in
      let attribution = try Attributions.of(method.card.name, review)
      let change = review.value - Baseline.pad.value(for: review)
      return abs(attribution.sum - change)
    }
    #expect((deltas.max() ?? 0) > 1e-6)
  }

  @Test(arguments: MethodCase.all)
  func `the target's sign is ignored where it is not claimed`(method: MethodCase) throws {
    guard !method.card.axioms.contains(.targetSign) else { return }
    let model = try RandomModel(hiddenLayers: [6, 4], seed: 6)
    let found = try (0...1).map { classIndex in
      try Attributions.of(
        method.card.name, model.explain(text, target: .probability, of: classIndex)
      ).positions
    }
    #expect(zip(found[0], found[1]).contains { abs($0 + $1) > 1e-9 })
  }

  /// Methods with a seed draw other numbers if the closed form needs fewer; their own tests compare them.
  @Test(arguments: MethodCase.all)
  func `the closed form has the numbers of the layers`(method: MethodCase) throws {
    let configured = try ConfiguredMethod.list(parsing: method.card.name, defaults: [])[0]
    guard !configured.settings.contains(where: { $0.name == "seed" }) else { return }
    for network in NetworkCase.all {
      let model = try network.model()
      let closed = try Attributions.of(
        method.card.name, model.explain(text, target: network.target)
      ).positions
      let general = try Attributions.of(
        method.card.name, model.explainGenerally(text, target: network.target)
      ).positions
      let largest = general.map(abs).max() ?? 0
      for (a, b) in zip(closed, general) {
        // Quadratures of the general path stop at their tolerance.
        let tolerance = configured.settings.contains { $0.name == "tolerance" } ? 1e-3 : 1e-9
        #expect(abs(a - b) <= tolerance * max(1, largest))
      }
    }
  }

  @Test(arguments: MethodCase.all)
  func `what a method says of average pooling is what it does`(method: MethodCase) throws {
    for review in try reviews(text) where review.pooled != nil {
      let collapses = method.card.underAveragePooling.hasPrefix("Collapses")
      let attribution = try Attributions.of(method.card.name, review)
      // Some outputs leave nothing to attribute, such as interactions in a logit.
      guard attribution.scores.contains(where: { $0 != 0 }) else { continue }
      #expect(attribution.isConstant == collapses)
    }
  }

  @Test(arguments: MethodCase.all)
  func `every option is documented and its default is accepted`(method: MethodCase) throws {
    let settings = try ConfiguredMethod.list(parsing: method.card.name, defaults: [])[0].settings
    let options = settings.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    let list = options.isEmpty ? method.card.name : "\(method.card.name):\(options)"
    let again = try ConfiguredMethod.list(parsing: list, defaults: [])[0]
    #expect(again.settings.map(\.value) == settings.map(\.value))
    #expect(!method.card.formula.isEmpty && method.card.source.url.hasPrefix("https://"))
  }
}

/// Attributions with a method's defaults.
enum Attributions {
  static func of(_ name: String, _ review: ReviewInput) throws -> Attribution {
    try method(name).attribute(review)
  }
}
