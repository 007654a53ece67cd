public import SourceText

/// All methods there are: a new one is one line here.
public enum AttributionMethods {
  /// The methods, in the order in which they are listed.
  public static let all: [any AttributionMethod.Type] = [
    IntegratedGradients.self,
    ExpectedGradients.self,
    DeepLift.self,
    DeepLiftShap.self,
    LRP.self,
    InputXGradient.self,
    GradCam.self,
    LayerConductance.self,
    Interactions.self,
    ShapleyValues.self,
    ShapleyValueSampling.self,
    KernelShap.self,
    PartitionShap.self,
    Lime.self,
    Occlusion.self,
    LeaveOneOut.self,
    Saliency.self,
    SmoothGrad.self,
    SmoothGradSquared.self,
    VarGrad.self,
    GuidedBackprop.self,
    Deconvolution.self,
    RandomNumbers.self,
    WordPosition.self,
  ]

  /// The methods of a run that names none: the collapsed and the exact, few enough to stand side by side.
  public static let standard: [any AttributionMethod.Type] = [
    IntegratedGradients.self,
    ShapleyValueSampling.self,
    Occlusion.self,
    InputXGradient.self,
    Saliency.self,
    SmoothGrad.self,
  ]

  /// The methods that ask for no more than a classifier offers.
  public static func within(_ offer: Demand) -> [any AttributionMethod.Type] {
    all.filter { $0.needs <= offer }
  }

  /// The methods of a run that names none, with a program, of predictions with numbers of samples that a slow one can bear.
  ///
  /// - Parameter offer: What the program offers.
  /// - Returns: A list as the command line has it.
  public static func programList(within offer: Demand) -> String {
    // First one that finds contributions where one missing word changes nothing.
    let predictions = "shapley-value-sampling:samples=10,kernel-shap,occlusion,lime:samples=1000"
    return switch offer {
    case .predictions: predictions
    case .gradient: predictions + ",input-x-gradient,saliency"
    case .gradients, .network:
      // Each step is a pass of the program: within half a point is enough.
      predictions + ",integrated-gradients:tolerance=0.005,input-x-gradient,saliency"
    }
  }

  /// The standard methods as the command line has them.
  public static var standardList: String { standard.map { $0.name }.joined(separator: ",") }

  /// Finds a method by its name.
  public static func named(_ name: String) -> (any AttributionMethod.Type)? {
    all.first { $0.name == name }
  }

  /// The names of all methods.
  public static var names: [String] { all.map { $0.name } }
}

extension AttributionMethods {
  /// Why some methods do not work for a program.
  ///
  /// - Parameters:
  ///   - names: The names of methods.
  ///   - offer: What the program offers.
  /// - Returns: A diagnostic that says which do; nil where all of them do.
  public static func refusal(of names: [String], within offer: Demand) -> Diagnostic? {
    for name in names {
      guard let needs = named(name)?.needs, needs > offer else { continue }
      let list = within(offer).map { $0.name }.joined(separator: ", ")
      return Diagnostic(
        "the method '\(name)' \(needs.refusal(within: offer))", hint: "these work: \(list)")
    }
    return nil
  }
}

/// A method with its options.
public struct ConfiguredMethod: Sendable {
  /// The method.
  public let method: any AttributionMethod
  /// All its options with the values that they have here, given or not.
  public let settings: [(name: String, value: String)]

  /// The method's name.
  public var name: String { type(of: method).name }
  /// The method's name in running text.
  public var title: String { type(of: method).title }
  /// Name and settings: what tells one configuration from another.
  public var key: String {
    ([name] + settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
  }

  /// Says how much each token of a review matters; in front of a program it asks for many predictions at a time.
  public func attribute(_ review: ExplainedReview) -> Attribution {
    review.inBatches { attributeAmongOthers($0) }
  }

  /// The same as a part of what ``ExplainedReview/inBatches(_:)`` runs.
  ///
  /// - Parameter review: The review that the run is given.
  /// - Returns: A number for each token.
  public func attributeAmongOthers(_ review: ExplainedReview) -> Attribution {
    guard type(of: method).needs > .predictions else { return method.attribute(review) }
    return review.remembering(key) { review in
      Attribution(merging: method.attribute(review.atEmbeddings), into: review)
    }
  }

  /// The settings as far as they say something true of a classifier.
  ///
  /// A program has no baseline but in the space of its embeddings: a missing word is taken out of the text, unless there is a
  /// mask which replaces it.
  ///
  /// - Parameter explainer: The classifier.
  /// - Returns: Names and values.
  public func settings(for explainer: Explainer) -> [(name: String, value: String)] {
    guard let program = explainer.program else { return settings }
    return settings.flatMap { setting -> [(name: String, value: String)] in
      switch (setting.name, program.mask) {
      case ("baseline", _): type(of: method).needs == .gradients ? [setting] : []
      case ("removal", let mask?) where setting.value == Removal.replace.rawValue:
        [setting, ("mask", mask)]
      case ("removal", _): [("removal", Removal.remove.rawValue)]
      default: [setting]
      }
    }
  }

  /// Creates a method from options, which it takes.
  ///
  /// - Parameters:
  ///   - type: The method.
  ///   - options: Its options; others may remain in it, and problems are collected there.
  public init(_ type: any AttributionMethod.Type, options: inout Options) {
    let known = options.declarations.count
    method = type.init(options: &options)
    settings = options.declarations[known...].map { ($0.key, $0.value) }
  }

  /// Reads a list as the command line has it: `integrated-gradients,smoothgrad:samples=50,seed=3`.
  ///
  /// A comma ends a method when a method's name follows; otherwise it divides options.
  ///
  /// - Parameters:
  ///   - text: The list.
  ///   - defaults: Options that hold for every method that has them.
  ///   - argument: The name of the command line's argument, which stands for the place in diagnostics.
  ///   - offer: What the classifier offers that they are to explain; those that ask for more are refused.
  /// - Returns: The methods in the order given.
  /// - Throws: Diagnostics for unknown methods and options.
  public static func list(
    parsing text: String, defaults: [Options.Item], argument: String = "--methods",
    within offer: Demand = .network
  ) throws(Diagnostics) -> [ConfiguredMethod] {
    let entries = Self.entries(of: text)
    var problems = Diagnostics()
    var methods: [ConfiguredMethod] = []
    let place = SourceLocation(file: argument)
    if entries.isEmpty {
      problems.report(
        Diagnostic("no method is given", at: place, hint: "try \(AttributionMethods.names[0])"))
    }
    for entry in entries {
      guard let type = AttributionMethods.named(entry.name) else {
        problems.report(
          Diagnostic(
            "there is no method '\(entry.name)'", at: place,
            hint: NearestName.hint(
              for: entry.name, among: AttributionMethods.names, listing: "report methods")))
        continue
      }
      if let refusal = AttributionMethods.refusal(of: [entry.name], within: offer) {
        problems.report(refusal.moved(to: place))
      }
      var options = Options(
        parsing: entry.options, owner: "method '\(entry.name)'",
        argument: argument)
      options.fallBack(on: defaults)
      if offer < .network, let baseline = options.value(of: "baseline"),
        let refusal = Self.refusal(of: baseline, type)
      {
        problems.report(refusal.moved(to: place))
      }
      let method = ConfiguredMethod(type, options: &options)
      options.finish()
      problems.report(contentsOf: options.problems)
      if methods.contains(where: { $0.name == method.name }) {
        problems.report(
          Diagnostic(
            "the method '\(method.name)' is given twice", at: place,
            hint: "a chunk of a document can have options of its own"))
      }
      methods.append(method)
    }
    try problems.throwIfErrors()
    return methods
  }

  /// Why a program has no such baseline; nil where it has.
  private static func refusal(
    of baseline: String, _ type: any AttributionMethod.Type
  ) -> Diagnostic? {
    guard type.needs == .gradients else {
      return Diagnostic(
        "the option 'baseline' of method '\(type.name)' makes no sense with a program",
        hint: "a missing word is taken out of the text, or replaced by --predictor-mask")
    }
    guard let known = Baseline(rawValue: baseline), ![.pad, .zero].contains(known) else {
      return nil
    }
    return Diagnostic(
      "a program has no baseline '\(baseline)'",
      hint: "it has pad, the baselines that it gives itself, and zero")
  }

  /// Cuts a list at its names: a comma ends an entry unless an option follows.
  static func entries(of list: String) -> [(name: String, options: String)] {
    var entries: [(name: String, options: String)] = []
    for piece in list.split(separator: ",") {
      let part = piece.drop { $0 == " " }
      let sides = part.split(separator: ":", maxSplits: 1)
      if part.contains("="), sides.count < 2, !entries.isEmpty {
        let options = entries[entries.count - 1].options
        entries[entries.count - 1].options += options.isEmpty ? part : ",\(part)"
      } else {
        entries.append((String(sides.first ?? part), String(sides.dropFirst().first ?? "")))
      }
    }
    return entries
  }
}

extension Collection<ConfiguredMethod> {
  /// Checks the options of all methods whose range depends on the model.
  ///
  /// - Parameter explainer: The model and the output that is to be explained.
  /// - Throws: All problems together.
  public func check(_ explainer: Explainer) throws(Diagnostics) {
    var problems = Diagnostics()
    for method in self {
      _ = problems.collect { () throws(Diagnostics) in try method.method.check(explainer) }
    }
    try problems.throwIfErrors()
  }
}
