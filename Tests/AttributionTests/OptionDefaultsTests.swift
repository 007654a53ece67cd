import Attribution
import Classifier
import Faithfulness
import Testing

/// The expected defaults of every method and metric: those of Captum, SHAP, LIME and Quantus for options that they have.
@Suite struct OptionDefaultsTests {
  private static let methods: [String: String] = [
    "integrated-gradients": "baseline=pad rule=exact steps=50 tolerance=0.0001",
    "expected-gradients": "rule=exact steps=50 tolerance=0.0001",
    "deeplift": "baseline=pad",
    "deeplift-shap": "",
    "lrp": "rule=zero epsilon=1e-09 gamma=0.25",
    "input-x-gradient": "",
    "grad-cam": "",
    "layer-conductance": "baseline=pad unit=all rule=exact steps=50 tolerance=0.0001",
    "interactions": "kind=hessian baseline=pad removal=replace",
    "shapley-values": "baseline=pad removal=replace limit=20 samples=200 seed=1",
    "shapley-value-sampling": "samples=200 baseline=pad removal=replace seed=1",
    "kernel-shap": "samples=0 baseline=pad removal=replace seed=1",
    "partition-shap": "baseline=pad removal=replace",
    "lime":
      "samples=5000 kernel=text kernel-width=25.0 ridge=1.0 words=distinct baseline=pad removal=replace seed=1",
    "occlusion": "baseline=pad removal=replace window=1 stride=1 unit=word",
    "leave-one-out": "baseline=pad removal=remove",
    "saliency": "norm=l2",
    "smoothgrad": "samples=50 noise=0.15 norm=l2 seed=1",
    "smoothgrad-squared": "samples=50 noise=0.15 norm=l2 seed=1",
    "vargrad": "samples=50 noise=0.15 norm=l2 seed=1",
    "guided-backprop": "norm=l2",
    "deconvolution": "norm=l2",
    "random": "seed=1",
    "word-position": "",
  ]

  private static let metrics: [String: String] = [
    "comprehensiveness": "", "sufficiency": "",
    "aopc-comprehensiveness": "only-positive=true", "aopc-sufficiency": "only-positive=true",
    "deletion": "", "insertion": "", "tokens-to-flip": "", "decision-flip": "", "tau-loo": "",
    "faithfulness-estimate": "", "faithfulness-correlation": "runs=100 share=0.2",
    "sensitivity-n": "samples=100 sizes=5 most=0.8", "infidelity": "samples=10 normalize=false",
    "monotonicity": "report=all", "monotonicity-nguyen": "samples=100",
    "completeness": "tolerance=1e-06", "convergence-delta": "",
    "sensitivity-max": "radius=0.02 samples=10", "input-invariance": "shift=-1.0", "complexity": "",
    "sparseness": "",
  ]

  @Test func `every method has the defaults that are written down`() throws {
    #expect(Self.methods.keys.sorted() == AttributionMethods.names.sorted())
    for name in AttributionMethods.names {
      let method = try ConfiguredMethod.list(parsing: name, defaults: [])[0]
      #expect(spelled(method.settings) == Self.methods[name], "\(name)")
    }
    #expect(
      AttributionMethods.standardList(within: .layers)
        == "integrated-gradients,shapley-value-sampling,occlusion,input-x-gradient,saliency,smoothgrad"
    )
  }

  @Test func `every metric has the defaults that are written down`() throws {
    #expect(Self.metrics.keys.sorted() == Metrics.names.sorted())
    for name in Metrics.names {
      let metric = try ConfiguredMetric.list(parsing: name)[0]
      #expect(spelled(metric.settings) == Self.metrics[name], "\(name)")
    }
  }

  @Test func `Captum's kernel has Captum's width`() throws {
    let method = try ConfiguredMethod.list(parsing: "lime:kernel=captum", defaults: [])[0]
    #expect(method.settings.first { $0.name == "kernel-width" }?.value == "1.0")
  }

  private func spelled(_ settings: [(name: String, value: String)]) -> String {
    settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}
