import Attribution
import Classifier
import Faithfulness
import LinearAlgebra
import Testing

/// Words removed and added, in the order of methods and of their controls.
struct RemovalStudyTests {
  private static let review = "a very good film, not dull, not bad, good fun"

  private func study(
    _ model: RandomModel, _ methods: String = "integrated-gradients,saliency",
    target: OutputScale = .probability, removal: Removal = .replace, usesClosedForm: Bool = true
  ) throws -> RemovalStudy {
    RemovalStudy(
      model.explainer(target, usesClosedForm: usesClosedForm),
      methods: try ConfiguredMethod.list(parsing: methods, defaults: []), removal: removal)
  }

  @Test(arguments: NetworkCase.all, Removal.allCases)
  func `curves lead from the verdict to the empty review, and back`(
    network: NetworkCase, removal: Removal
  ) throws {
    let study = try study(network.model(), target: network.target, removal: removal)
    let found = try #require(study.curves(of: Self.review))
    let own = try #require(found.methods[0])
    let reversed = try #require(found.reversed[0])
    let all = [own, reversed, found.random]
    for curves in all {
      #expect(curves.deletion.mean.count == 11 && curves.insertion.mean.count == 11)
      #expect(abs(curves.deletion.mean[0] - own.deletion.mean[0]) < 1e-12)
      #expect(abs(curves.deletion.mean[0] - curves.insertion.mean[10]) < 1e-9)
      #expect(abs(curves.deletion.mean[10] - curves.insertion.mean[0]) < 1e-9)
    }
    // It is the probability of the predicted class, regardless of the explained one.
    #expect(own.deletion.mean[0] >= 1 / Double(max(2, network.classes)))
    #expect(own.deletion.mean[0] <= 1)
    // The words removed last in one order come first in the other.
    for (a, b) in zip(own.deletion.mean, reversed.insertion.mean.reversed()) {
      #expect(abs(a - b) < 1e-9)
    }
    for point in found.shares.indices {
      #expect(found.random.deletion.low[point] <= found.random.deletion.high[point])
    }
  }

  @Test
  func `the order of contributions falls faster than chance, which falls faster than its reverse`()
    throws
  {
    let study = try study(RandomModel(hiddenLayers: [], seed: 4))
    let found = try #require(study.curves(of: Self.review))
    let own = try #require(found.methods[0]).deletion.area
    let reversed = try #require(found.reversed[0]).deletion.area
    #expect(own < found.random.deletion.area && found.random.deletion.area < reversed)
    #expect(found.constant == [0, 1])
    #expect(found.orders == 200)
  }

  @Test
  func `the mean of equal reviews is the review, without an interval, for any number of jobs`()
    throws
  {
    let study = try study(RandomModel(hiddenLayers: [6], seed: 4))
    let texts = Array(repeating: Self.review, count: 4) + [""]
    let found = try #require(study.run(on: texts))
    let one = try #require(study.curves(of: Self.review))
    #expect(found.reviews == 4 && found.constant == [0, 4])
    let (mean, own) = (
      try #require(found.methods[0]).deletion, try #require(one.methods[0]).deletion
    )
    #expect(mean.mean.count == RemovalCurve.shares.count)
    // Ten words have points at every other of the 21 shares.
    for (word, value) in own.mean.enumerated() {
      #expect(abs(mean.mean[2 * word] - value) < 1e-9)
      #expect(abs(mean.low[2 * word] - mean.high[2 * word]) < 1e-9)
    }
    let parallel = try #require(study.run(on: texts, jobs: 3))
    #expect(parallel.random.insertion.mean == found.random.insertion.mean)
    #expect(study.run(on: ["", ""]) == nil)
    #expect(study.curves(of: "") == nil)
  }

  @Test func `a model without a closed form has the same curves, and fewer random orders`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 4)
    let closed = try #require(study(model).curves(of: Self.review))
    let general = try #require(study(model, usesClosedForm: false).curves(of: Self.review))
    #expect(general.orders == 10)
    let pairs = zip(
      try #require(closed.methods[0]).insertion.mean,
      try #require(general.methods[0]).insertion.mean)
    for (a, b) in pairs { #expect(abs(a - b) < 1e-9) }
  }

  @Test func `the switches between neighbouring pieces are the units whose activity differs`()
    throws
  {
    let model = try RandomModel(hiddenLayers: [7, 5], seed: 2)
    let review = model.explain(Self.review)
    let pooled = try #require(review.pooled)
    // Far beyond the review, so that some units switch.
    let start = Baseline.zero.row(for: review)
    let pieces = pooled.linearPieces(from: -3.0 * review.mean, to: start + 5 * review.mean)
    #expect(pieces.count > 1)
    for (piece, next) in zip(pieces, pieces.dropFirst()) {
      let switches = pooled.switches(from: piece, to: next)
      #expect(!switches.isEmpty)
      #expect(pooled.switches(from: next, to: piece).map(\.turnsOn) == switches.map { !$0.turnsOn })
    }
    #expect(pooled.activity(in: pieces[0]).map(\.units.count) == [7, 5])
  }

  @Test(arguments: ["deletion", "insertion"])
  func `an area is the mean height of the lines between the points of a curve`(name: String) throws
  {
    for text in ["good bad dull film", "very good"] {
      let review = try RandomModel(hiddenLayers: [6], seed: 31).explain(text)
      let judged = try #require(MetricInput(review, removal: .replace, baseline: .pad))
      let explanation = RankedAttribution(of: judged, by: try method("occlusion"))
      let both = try #require(explanation.curves.first)
      let curve = name == "deletion" ? both.deletion : both.insertion
      #expect(curve.count == review.review.read.count + 1 && explanation.curves.count == 1)
      let strips = zip(curve, curve.dropFirst()).map { ($0 + $1) / 2 }
      let area = strips.reduce(0, +) / Double(strips.count)
      let found = try #require(try metric(name).prepare(judged)(explanation))
      #expect(abs(found - area) < 1e-12)
    }
  }
}
