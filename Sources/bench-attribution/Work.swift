import Attribution

/// A method with the options that it is measured with: as much work as its peers do by default, or more.
struct Work {
  /// What the table calls it.
  let name: String
  /// The method with its options, as the command line has them.
  let spelling: String

  init(_ name: String, _ options: String = "") {
    self.name = name
    let method = name.prefix { $0 != ":" }
    spelling = options.isEmpty ? name : "\(method):\(options)"
  }

  /// All that is measured, from the cheapest to the dearest kind.
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

  /// The name of the method itself.
  var methodName: String { String(spelling.prefix { $0 != ":" }) }

  /// What is known of the numbers' errors.
  enum Accuracy {
    /// The numbers add up to the change of the output, but for rounding or a coarse quadrature.
    case completeness
    /// The numbers depend on a seed.
    case sampling
    /// The numbers are what their peer's samples come close to.
    case exact
    /// Nothing, or there is nothing to know.
    case unknown
  }

  /// What is known of the numbers' errors.
  var accuracy: Accuracy {
    switch methodName {
    case "integrated-gradients", "deeplift": .completeness
    case "shapley-value-sampling", "kernel-shap": .sampling
    case "expected-gradients": .exact
    default: .unknown
    }
  }

  /// The method, and with another seed if there is to be one.
  func method(seed: Int? = nil) throws -> any AttributionMethod {
    let options = seed.map { (spelling.contains(":") ? "," : ":") + "seed=\($0)" } ?? ""
    return try ConfiguredMethod.list(parsing: spelling + options, defaults: [])[0].method
  }
}
