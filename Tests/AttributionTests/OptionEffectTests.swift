import Attribution
import Classifier
import Faithfulness
import LinearAlgebra
import SourceText
import Testing

/// Every option of every method and metric changes its numbers.
@Suite struct OptionEffectTests {
  private static let path = [
    "rule": ("steps=3,tolerance=0", "riemann-left"),
    "steps": ("rule=riemann-left,tolerance=0", "3"),
    "tolerance": ("rule=riemann-left,steps=3", "0"),
  ]
  private static let tunnel = [
    "samples": ("", "3"), "noise": ("", "1"), "norm": ("", "l1"), "seed": ("samples=3", "2"),
  ]
  private static let missing = ["baseline": ("", "zero"), "removal": ("", "remove")]

  /// A non-default value of each option, and the options without which it has no effect.
  private static let methods: [String: [String: (String, String)]] = [
    "integrated-gradients": path.merging(["baseline": ("", "zero")]) { $1 },
    "expected-gradients": path,
    "deeplift": ["baseline": ("", "zero")],
    "lrp": [
      "rule": ("", "alpha1-beta0"), "epsilon": ("rule=epsilon", "0.5"),
      "gamma": ("rule=gamma", "3"),
    ],
    "layer-conductance": path.merging(["baseline": ("", "zero"), "unit": ("", "1")]) { $1 },
    "interactions": [
      "kind": ("", "removal"), "baseline": ("kind=removal", "zero"),
      "removal": ("kind=removal", "remove"),
    ],
    "shapley-values": missing.merging([
      "limit": ("", "0"), "samples": ("limit=0", "6"), "seed": ("limit=0,samples=6", "2"),
    ]) { $1 },
    "shapley-value-sampling": missing.merging([
      "samples": ("", "6"), "seed": ("samples=6", "2"),
    ]) { $1 },
    "kernel-shap": missing.merging(["samples": ("", "40"), "seed": ("samples=40", "2")]) { $1 },
    "partition-shap": missing,
    "lime": missing.merging([
      "samples": ("", "60"), "kernel": ("", "captum"), "kernel-width": ("samples=60", "2"),
      "ridge": ("samples=60", "9"), "words": ("samples=60", "positions"),
      "seed": ("samples=60", "2"),
    ]) { $1 },
    "occlusion": missing.merging([
      "window": ("", "2"), "stride": ("window=3", "2"), "unit": ("", "sentence"),
    ]) { $1 },
    "leave-one-out": ["baseline": ("removal=replace", "zero"), "removal": ("", "replace")],
    "saliency": ["norm": ("", "l1")],
    "smoothgrad": tunnel, "smoothgrad-squared": tunnel, "vargrad": tunnel,
    "guided-backprop": ["norm": ("", "l1")],
    "deconvolution": ["norm": ("", "l1")],
    "random": ["seed": ("", "2")],
  ]

  /// The same for metrics, with a method to evaluate.
  private static let metrics: [String: [String: (String, String)]] = [
    "aopc-comprehensiveness": ["only-positive": ("", "false")],
    "aopc-sufficiency": ["only-positive": ("", "false")],
    "faithfulness-correlation": ["runs": ("", "5"), "share": ("", "0.5")],
    "sensitivity-n": ["samples": ("", "5"), "sizes": ("", "2"), "most": ("", "0.4")],
    "infidelity": ["samples": ("", "3"), "normalize": ("", "true")],
    "monotonicity": ["report": ("", "share")],
    "monotonicity-nguyen": ["samples": ("", "2")],
    "completeness": ["tolerance": ("", "1")],
    "sensitivity-max": ["radius": ("", "0.5"), "samples": ("", "2")],
    "input-invariance": ["shift": ("", "3")],
  ]

  private static let text = "A good, good film; not bad. Dull"

  private static func reviews() throws -> [ReviewInput] {
    // Values that coincide in one network by chance differ in the next.
    try [(OutputScale.probability, 2), (.logit, 3)].enumerated().map { index, kind in
      try RandomModel(hiddenLayers: [6], seed: 22 + UInt64(index), length: 12, classes: kind.1)
        .explainGenerally(text, target: kind.0)
    }
  }

  @Test(arguments: AttributionMethods.names)
  func `each option of a method changes its numbers`(name: String) throws {
    let reviews = try Self.reviews()
    let trials = Self.methods[name] ?? [:]
    let settings = try ConfiguredMethod.list(parsing: name, defaults: [])[0].settings
    #expect(Set(trials.keys) == Set(settings.map(\.name)))
    for (option, (others, value)) in trials {
      func numbers(_ options: String) throws -> [[Double]] {
        let list = options.isEmpty ? name : "\(name):\(options)"
        let method = try ConfiguredMethod.list(parsing: list, defaults: [])[0]
        return reviews.map { method.attribute($0).positions }
      }
      let changed = others.isEmpty ? "\(option)=\(value)" : "\(others),\(option)=\(value)"
      #expect(try numbers(others) != numbers(changed), "\(name):\(changed)")
    }
  }

  @Test(arguments: Metrics.names)
  func `each option of a metric changes its value`(name: String) throws {
    let reviews = try Self.reviews()
    let trials = Self.metrics[name] ?? [:]
    let settings = try ConfiguredMetric.list(parsing: name)[0].settings
    #expect(Set(trials.keys) == Set(settings.map(\.name)))
    for (option, (others, value)) in trials {
      func values(_ options: String) throws -> [Double?] {
        let metric = try metric(name, options)
        return try ["input-x-gradient", "occlusion", "random"].flatMap { method in
          try reviews.map { review in
            let judged = try #require(MetricInput(review, removal: .replace, baseline: .pad))
            let method = try ConfiguredMethod.list(parsing: method, defaults: [])[0].method
            return metric.prepare(judged)(RankedAttribution(of: judged, by: method))
          }
        }
      }
      let changed = others.isEmpty ? "\(option)=\(value)" : "\(others),\(option)=\(value)"
      #expect(try values(others) != values(changed), "\(name):\(changed)")
    }
  }

  @Test(arguments: [0.25, 3])
  func `the rule gamma divides by weights whose positive part is raised`(gamma: Double) throws {
    let model = try RandomModel(hiddenLayers: [], seed: 8)
    let review = model.explain("a good film, not bad", target: .logit)
    let last = try #require(review.network.sequential.layers.last as? Dense)
    let weights = last.kernel.elements.map { $0 + gamma * max(0, $0) }
    func sum(_ row: [Double]) -> Double { zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    let factor = review.logits[0, 0] / (sum(review.mean.row(0)) + last.bias[0, 0])
    let options = gamma == 0.25 ? "rule=gamma" : "rule=gamma,gamma=\(gamma)"
    let found = try method("lrp", options).attribute(review).positions
    for (position, number) in found.enumerated() {
      let expected = factor * sum(review.embedded.row(position)) / Double(review.length)
      #expect(abs(number - expected) < 1e-7)
    }
  }
}
