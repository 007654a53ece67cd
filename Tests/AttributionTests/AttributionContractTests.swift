import Attribution
import Classifier
import LinearAlgebra
import Testing

/// A registered method, shown by its name when a test fails.
struct MethodCase: CustomTestStringConvertible, Sendable {
  let type: any AttributionMethod.Type
  var testDescription: String { type.name }

  static let all = AttributionMethods.all.map(MethodCase.init)

  static func obeying(_ axiom: Axiom) -> [MethodCase] {
    all.filter { $0.type.axioms.contains(axiom) }
  }
}

/// Laws that every registered method obeys, as far as it claims them.
struct AttributionContractTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  /// A review in front of two networks, with and without closed forms.
  private func reviews(_ text: String) throws -> [ExplainedReview] {
    let models = try [
      RandomModel(hiddenLayers: [], seed: 5), RandomModel(hiddenLayers: [6, 4], seed: 6),
      RandomModel(hiddenLayers: [6], seed: 7, isMasked: true),
      RandomModel(hiddenLayers: [5], seed: 8, classes: 3),
    ]
    return Target.allCases.flatMap { target in
      models.flatMap {
        [$0.explain(text, target: target), $0.explainGenerally(text, target: target)]
      }
    }
  }

  @Test(arguments: MethodCase.all)
  func `there is one finite number a position and a score a token`(method: MethodCase) throws {
    for review in try reviews(text) {
      let attribution = try Attributions.of(method.type.name, review)
      #expect(attribution.positions.count == review.embedded.rows)
      #expect(attribution.scores.count == review.review.read.count)
      #expect(attribution.positions.allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: MethodCase.all)
  func `scores, special tokens and padding are all there is`(method: MethodCase) throws {
    for review in try reviews(text) {
      let attribution = try Attributions.of(method.type.name, review)
      let sum = attribution.scores.reduce(0, +) + attribution.special + attribution.padding
      #expect(abs(sum - attribution.sum) < 1e-12)
    }
  }

  @Test(arguments: MethodCase.all)
  func `the same review gets the same numbers to the last bit`(method: MethodCase) throws {
    for review in try reviews(text) {
      #expect(
        try Attributions.of(method.type.name, review).positions
          == Attributions.of(method.type.name, review).positions)
    }
  }

  @Test(arguments: MethodCase.all)
  func `a review without words is no problem`(method: MethodCase) throws {
    for review in try reviews("") {
      #expect(try Attributions.of(method.type.name, review).scores.isEmpty)
    }
  }

  @Test(arguments: MethodCase.obeying(.completeness))
  func `completeness: attributions add up to the change of the output`(method: MethodCase) throws {
    for review in try reviews(text) where review.pooled != nil {
      let attribution = try Attributions.of(method.type.name, review)
      #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
    }
  }

  @Test(arguments: MethodCase.obeying(.symmetry))
  func `symmetry: equal tokens get equal attributions under average pooling`(method: MethodCase)
    throws
  {
    for review in try reviews(text) where review.pooled != nil {
      let scores = try Attributions.of(method.type.name, review).scores
      #expect(scores[1] == scores[2])
    }
  }

  @Test(arguments: MethodCase.obeying(.dummy))
  func `dummy: a position that holds the baseline gets nothing`(method: MethodCase) throws {
    for review in try reviews(text) {
      let attribution = try Attributions.of(method.type.name, review)
      #expect(review.review.paddingPositions.allSatisfy { attribution.positions[$0] == 0 })
    }
  }

  @Test(arguments: MethodCase.all)
  func `what a method says of average pooling is what it does`(method: MethodCase) throws {
    for review in try reviews(text) where review.pooled != nil {
      let collapses = method.type.underAveragePooling.hasPrefix("Collapses")
      #expect(try Attributions.of(method.type.name, review).isConstant == collapses)
    }
  }

  @Test(arguments: MethodCase.all)
  func `every option is documented and its default is accepted`(method: MethodCase) throws {
    let settings = try ConfiguredMethod.list(parsing: method.type.name, defaults: [])[0].settings
    let options = settings.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    let list = options.isEmpty ? method.type.name : "\(method.type.name):\(options)"
    let again = try ConfiguredMethod.list(parsing: list, defaults: [])[0]
    #expect(again.settings.map(\.value) == settings.map(\.value))
    #expect(!method.type.formula.isEmpty && method.type.source.url.hasPrefix("https://"))
  }
}

/// Attributions with a method's defaults.
enum Attributions {
  static func of(_ name: String, _ review: ExplainedReview) throws -> Attribution {
    try method(name).attribute(review)
  }
}
