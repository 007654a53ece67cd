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
    Work("shapley-value-sampling", "samples=200"),
    Work("kernel-shap", "samples=500"),
    Work("partition-shap"),
    Work("lime", "samples=500"),
    Work("lime:kernel=captum", "kernel=captum,samples=500"),
    Work("interactions", "kind=hessian"),
  ]

  /// The name of the method itself.
  var methodName: String { String(spelling.prefix { $0 != ":" }) }

  /// The method.
  func method() throws -> any AttributionMethod {
    try ConfiguredMethod.list(parsing: spelling, defaults: [])[0].method
  }

  /// How wrong the numbers are: what is missing from the change of the output at most, or the standard error.
  func error(_ attributions: [Attribution]) -> Double? {
    switch methodName {
    case "integrated-gradients", "deeplift":
      return attributions.compactMap(\.convergenceDelta).map(abs).max()
    case "shapley-value-sampling", "kernel-shap":
      let squares = attributions.compactMap(\.standardErrors).joined().map { $0 * $0 }
      return squares.isEmpty ? nil : (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    default: return nil
    }
  }
}
