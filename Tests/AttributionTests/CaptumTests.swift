import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// Every method compared with Captum's results, by closed forms and through the layers.
struct CaptumTests {
  /// Both sides compute the same sums of doubles in a different order.
  let rounding = 1e-10
  /// Captum rounds the weights of its quadratures, its occlusions and its sums of Shapley values to single
  /// precision, which has a relative error of 6 · 10⁻⁸; no attribution in the fixture is far above 1.
  let singlePrecision = 1e-6

  @Test(arguments: try CaptumCase.all())
  func `the output and the gradient are PyTorch's`(example: CaptumCase) throws {
    for review in example.paths {
      #expect(abs(review.value - (try example.answer("value").number ?? .nan)) < rounding)
      expectEqual(review.gradient.elements, try example.numbers("gradient"), within: rounding)
    }
  }

  @Test(arguments: try CaptumCase.all())
  func `saliency reduces Captum's entries, whatever the norm`(example: CaptumCase) throws {
    let entries = try example.numbers("saliency")
    let columns = example.closed.gradient.columns
    let rows = stride(from: 0, to: entries.count, by: columns).map {
      entries[$0..<$0 + columns]
    }
    for review in example.paths {
      func positions(_ norm: String) throws -> [Double] {
        try method("saliency", "norm=\(norm)").attribute(review).positions
      }
      let sums = rows.map { $0.reduce(0, +) }
      expectEqual(try positions("signed"), sums, within: rounding)
      expectEqual(try positions("absolute"), sums.map(abs), within: rounding)
      expectEqual(
        try positions("l1"), rows.map { $0.map(abs).reduce(0, +) }, within: rounding)
      expectEqual(
        try positions("l2"), rows.map { $0.map { $0 * $0 }.reduce(0, +).squareRoot() },
        within: rounding)
    }
  }

  @Test(arguments: try CaptumCase.all())
  func `input × gradient is Captum's`(example: CaptumCase) throws {
    for review in example.paths {
      expectEqual(
        try method("input-x-gradient").attribute(review).positions,
        try example.numbers("input-x-gradient"), within: rounding)
    }
  }

  @Test(arguments: try CaptumCase.all(), ["pad", "zero"])
  func `occlusion is Captum's occlusion and its feature ablation`(
    example: CaptumCase, baseline: String
  ) throws {
    for review in example.paths {
      let positions = try method("occlusion", "baseline=\(baseline)").attribute(review).positions
      expectEqual(
        positions, try example.numbers("feature-ablation", baseline), within: rounding)
      expectEqual(
        positions, try example.numbers("occlusion", baseline), within: singlePrecision)
    }
  }

  @Test(arguments: try CaptumCase.all(), ["pad", "zero"])
  func `integrated gradients by a rule are Captum's by that rule`(
    example: CaptumCase, baseline: String
  ) throws {
    for rule in ["gauss-legendre", "riemann-middle"] {
      // The same nodes lie on the same side of each kink, so kinks do not matter.
      let options = "baseline=\(baseline),rule=\(rule),steps=2000,tolerance=0"
      expectEqual(
        try method("integrated-gradients", options).attribute(example.general).positions,
        try example.numbers("integrated-gradients", baseline, rule), within: singlePrecision)
    }
  }

  @Test(arguments: try CaptumCase.all(), ["pad", "zero"])
  func `exact integrated gradients are the limit of Captum's`(
    example: CaptumCase, baseline: String
  ) throws {
    // If a unit switches inside one of Captum's 2¹⁶ steps, the midpoint rule errs by up to half a step, 2⁻¹⁷, of
    // the jump in the integrand, which is of the order of 1 here: 8 · 10⁻⁶ per kink, and a path crosses several.
    expectEqual(
      try method("integrated-gradients", "baseline=\(baseline)").attribute(example.closed)
        .positions,
      try example.numbers("integrated-gradients", baseline, "limit"), within: 2e-5)
  }

  @Test(arguments: try CaptumCase.all())
  func `sampled Shapley values come near Captum's exact ones`(example: CaptumCase) throws {
    let exact = try example.numbers("shapley-values", "pad")
    let first = example.closed.review.firstPosition
    for review in example.paths {
      let sampled = try method("shapley-value-sampling", "samples=2000").attribute(review)
      let errors = try #require(sampled.standardErrors)
      for (index, score) in sampled.scores.enumerated() {
        #expect(abs(score - exact[first + index]) <= 5 * errors[index] + singlePrecision)
      }
    }
  }

  private func expectEqual(
    _ found: [Double], _ expected: [Double], within tolerance: Double,
    at place: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: place)
    let error = zip(found, expected).map { abs($0 - $1) }.max() ?? .nan
    #expect(error <= tolerance, sourceLocation: place)
  }
}
