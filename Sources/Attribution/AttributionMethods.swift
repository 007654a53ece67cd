public import Classifier
public import SourceText

/// The registry of methods: a new one is one line here.
public enum AttributionMethods {
  /// All methods with their default options, in the order of listings.
  ///
  /// A variant that the literature names separately has its own line, even if it is an option of another method.
  public static let all: [any AttributionMethod] = [
    IntegratedGradients(),
    ExpectedGradients(),
    DeepLift(),
    DeepLiftShap(),
    LRP(),
    InputXGradient(),
    GradCam(),
    LayerConductance(),
    Interactions(),
    ShapleyValues(),
    ShapleyValueSampling(),
    KernelShap(),
    PartitionShap(),
    Lime(),
    Occlusion(),
    LeaveOneOut(),
    Saliency(),
    SmoothGrad(),
    SmoothGrad(type: .smoothgradSquared),
    SmoothGrad(type: .vargrad),
    GuidedBackprop(),
    GuidedBackprop(rule: .deconvolution),
    RandomNumbers(),
    WordPosition(),
  ]

  /// The default methods of a run: collapsed and exact ones, few enough to compare side by side.
  public static let standard: [any AttributionMethod] = [
    IntegratedGradients(),
    ShapleyValueSampling(),
    Occlusion(),
    InputXGradient(),
    Saliency(),
    SmoothGrad(),
  ]

  /// Returns the methods that need no more access than a classifier offers.
  public static func within(_ access: ModelAccess) -> [any AttributionMethod] {
    all.filter { $0.card.needs <= access }
  }

  /// Returns the default methods; without layers they have sample numbers that suit slow predictions.
  ///
  /// - Parameter access: The access that the classifier offers.
  /// - Returns: A list in command-line syntax.
  public static func standardList(within access: ModelAccess) -> String {
    // The first one finds contributions even if one missing word changes nothing.
    let predictions = "shapley-value-sampling:samples=10,kernel-shap,occlusion,lime:samples=1000"
    return switch access {
    case .predictions: predictions
    case .gradientAtInput: predictions + ",input-x-gradient,saliency"
    case .gradientAnywhere:
      // Each step is a pass of the classifier: half a percentage point is accurate enough.
      predictions + ",integrated-gradients:tolerance=0.005,input-x-gradient,saliency"
    case .layers: standard.map { $0.name }.joined(separator: ",")
    }
  }

  /// Returns the method with a name; nil if there is none.
  public static func named(_ name: String) -> (any AttributionMethod)? {
    byName[name]
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The names of all methods.
  public static var names: [String] { all.map { $0.name } }
}

extension AttributionMethods {
  /// Returns the reason why a method does not work with a classifier.
  ///
  /// - Parameters:
  ///   - names: The names of methods.
  ///   - access: The access that the classifier offers.
  /// - Returns: A diagnostic about the first that does not work, with those that do; nil if all of them work.
  public static func unavailability(of names: [String], within access: ModelAccess) -> Diagnostic? {
    names.lazy.compactMap { name in
      named(name).flatMap { type in
        access.unavailability(
          of: "the method '\(name)'", needing: type.card.needs,
          hint: "use one of: \(within(access).map { $0.name }.joined(separator: ", "))")
      }
    }.first
  }
}

/// A method with its options.
public struct ConfiguredMethod: Sendable {
  /// The method.
  public let method: any AttributionMethod
  /// All its options with their values, whether set or default, except one that gives the method its name.
  public let settings: [(name: String, value: String)]

  /// The description of the method.
  public var card: MethodCard { method.card }
  /// The method's name.
  public var name: String { method.name }
  /// The method's name in running text.
  public var title: String { method.title }
  /// Name and settings, which identify a configuration.
  public var key: String {
    ([name] + settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
  }

  /// Returns the attribution of each token of a review; without layers predictions are requested in batches.
  public func attribute(_ review: ReviewInput) -> Attribution {
    review.inBatches { attributeAmongOthers($0) }
  }

  /// Returns the attribution of each token from within a run of ``ReviewInput/inBatches(_:)``.
  ///
  /// - Parameter review: The review passed to the run.
  /// - Returns: The attribution.
  public func attributeAmongOthers(_ review: ReviewInput) -> Attribution {
    let isMirrored =
      method.card.axioms.contains(.targetSign) && method.hasSignOfEffect(for: review.output)
    return review.shared(isMirrored: isMirrored) {
      key
    } _: { review in
      guard method.card.needs > .predictions else { return method.attribute(review) }
      return review.remembering(key) { review in
        Attribution(merging: method.attribute(review.atEmbeddings), into: review)
      }
    }
  }

  /// Keeps an attribution that was computed before, so that curves and studies of the review do not compute it again.
  package func adopt(_ attribution: Attribution, of review: ReviewInput) {
    review.adopt(attribution, key: key)
  }

  /// The settings that apply to a classifier.
  ///
  /// Without baseline rows, baselines exist only in the space of embeddings: a missing word is removed from the text, unless a
  /// mask token replaces it.
  ///
  /// - Parameter explainer: The classifier.
  /// - Returns: Names and values.
  public func settings(for explainer: Explainer) -> [(name: String, value: String)] {
    if explainer.hasBaselineRows { return settings }
    return settings.flatMap { setting -> [(name: String, value: String)] in
      switch setting.name {
      case "baseline": return method.card.needs == .gradientAnywhere ? [setting] : []
      case "removal":
        let mask = Removal(rawValue: setting.value).flatMap(explainer.missingWord.maskToken)
        return mask.map { [setting, ("mask", $0)] } ?? [("removal", Removal.remove.rawValue)]
      default: return [setting]
      }
    }
  }

  /// Creates a method, taking its options.
  ///
  /// - Parameters:
  ///   - standard: The method whose values apply to options that are not given.
  ///   - options: Its options; others may remain, and problems are collected there.
  public init(_ standard: any AttributionMethod, options: inout Options) {
    let known = options.declarations.count
    method = standard.configured(by: &options)
    settings = options.declarations[known...].filter { !$0.isVariant }.map { ($0.key, $0.value) }
  }

  /// Parses a list in command-line syntax: `integrated-gradients,smoothgrad:samples=50,seed=3`.
  ///
  /// A comma ends a method if a method's name follows; otherwise it separates options.
  ///
  /// - Parameters:
  ///   - text: The list.
  ///   - defaults: Options for every method that has them.
  ///   - argument: The name of the command-line argument, used as the location of diagnostics.
  ///   - access: The access that the classifier offers; methods that need more are refused.
  /// - Returns: The methods in the order given.
  /// - Throws: Diagnostics for unknown methods and options.
  public static func list(
    parsing text: String, defaults: [Options.Item], argument: String = "--methods",
    within access: ModelAccess = .layers
  ) throws(Diagnostics) -> [ConfiguredMethod] {
    let list = ConfigurationList(
      noun: "method", names: AttributionMethods.names, named: AttributionMethods.named,
      hintForRepetition: "use the options of a chunk in a document for another configuration")
    return try list.parse(text, argument: argument, name: \.name) { standard, options, problems in
      let place = SourceLocation(file: argument)
      if let problem = AttributionMethods.unavailability(of: [standard.name], within: access) {
        problems.report(problem.moved(to: place))
      }
      options.fallBack(on: defaults)
      if access < .layers, let baseline = options.value(of: "baseline"),
        let problem = Self.unavailability(of: baseline, standard)
      {
        problems.report(problem.moved(to: place))
      }
      return ConfiguredMethod(standard, options: &options)
    }
  }

  /// Returns the reason why there is no such baseline without layers; nil if there is.
  private static func unavailability(
    of baseline: String, _ method: any AttributionMethod
  ) -> Diagnostic? {
    guard method.card.needs == .gradientAnywhere else {
      return Diagnostic(
        "the option 'baseline' of method '\(method.name)' does not apply to a program",
        hint: "a missing word is removed from the text, or replaced by --predictor-mask")
    }
    guard let known = Baseline(rawValue: baseline), ![.pad, .zero].contains(known) else {
      return nil
    }
    return Diagnostic(
      "a program does not have the baseline '\(baseline)'",
      hint: "use pad, the baselines that the program returns, or zero")
  }
}

extension AttributionMethod {
  /// Returns the method with other options; those not given keep their values.
  fileprivate func configured(by options: inout Options) -> Self {
    Self(options: &options, default: self)
  }
}

extension Collection<ConfiguredMethod> {
  /// Checks the options of all methods whose range depends on the model.
  ///
  /// - Parameter explainer: The model and the explained output.
  /// - Throws: All problems together.
  public func check(_ explainer: Explainer) throws(Diagnostics) {
    var problems = Diagnostics()
    for method in self {
      _ = problems.collect { () throws(Diagnostics) in try method.method.check(explainer) }
    }
    try problems.throwIfErrors()
  }
}
