import Attribution

/// A method with its benchmark options: at least as much work as its peers do by default.
struct Work {
  /// The name in the table.
  let name: String
  /// The method with its options, in command-line syntax.
  let spelling: String

  init(_ name: String, _ options: String = "") {
    self.name = name
    let method = name.prefix { $0 != ":" }
    spelling = options.isEmpty ? name : "\(method):\(options)"
  }

  /// All measured methods, roughly in order of cost.
  static let all = [
    Work("saliency"),
    Work("input-x-gradient"),
    Work("integrated-gradients", "rule=exact"),
    Work("expected-gradients", "rule=exact"),
    Work("smoothgrad", "samples=50"),
    Work("smoothgrad-squared", "samples=50"),
    Work("vargrad", "samples=50"),
    Work("deeplift"),
    Work("deeplift-shap"),
    Work("lrp", "rule=epsilon"),
    Work("guided-backprop"),
    Work("deconvolution"),
    Work("grad-cam"),
    Work("layer-conductance"),
    Work("occlusion"),
    Work("leave-one-out", "removal=replace"),
    Work("shapley-value-sampling", "samples=26"),
    Work("kernel-shap", "samples=500"),
    Work("partition-shap"),
    Work("lime", "samples=500"),
    Work("lime:kernel=captum", "kernel=captum,samples=500"),
    Work("interactions", "kind=hessian"),
  ]

  /// The name of the method without options.
  var methodName: String { String(spelling.prefix { $0 != ":" }) }

  /// The kind of error that can be measured.
  enum Accuracy {
    /// The numbers satisfy completeness, except for rounding or a coarse quadrature.
    case completeness
    /// The numbers depend on a seed.
    case sampling
    /// The numbers are exact; those of their peer are samples.
    case exact
    /// No error can be measured.
    case unknown
  }

  /// The kind of error that can be measured.
  var accuracy: Accuracy {
    switch methodName {
    case "integrated-gradients", "deeplift": .completeness
    case "shapley-value-sampling", "kernel-shap": .sampling
    case "expected-gradients": .exact
    default: .unknown
    }
  }

  /// Returns the method, optionally with another seed.
  func method(seed: Int? = nil) throws -> any AttributionMethod {
    let options = seed.map { (spelling.contains(":") ? "," : ":") + "seed=\($0)" } ?? ""
    return try ConfiguredMethod.list(parsing: spelling + options, defaults: [])[0].method
  }
}
