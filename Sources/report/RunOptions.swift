public import ArgumentParser
import Attribution
import Classifier
import Foundation
import Models
import Reporting
import Reviews
import SourceText

extension OutputScale: ExpressibleByArgument {}
extension Baseline: ExpressibleByArgument {}

/// Options of every command that explains reviews.
struct RunOptions: ParsableArguments {
  @Option(
    help:
      "A model folder, another tool's model file, or an embedded architecture such as max. Default: the tutorial's model."
  )
  var model: String?

  @OptionGroup(title: "Import options") var importing: ImportArguments

  @Option(help: "Attribution methods, for example 'saliency,smoothgrad:samples=20'.")
  var methods: String?

  @Option(help: "The embedding that replaces a missing word. Default: pad.")
  var baseline: Baseline?

  @Option(
    help:
      "Background reviews for expected gradients and corpus-mean. Default: a set of sample reviews."
  )
  var background: String?

  @Option(help: "The output to explain.")
  var target: OutputScale = .probability

  @Option(
    name: .customLong("class"),
    help:
      "The class to explain. Default: positive for a single-output model, else the predicted class."
  )
  var className: String?

  @Option(help: "The contrast class: explain why --class A rather than --against B.")
  var against: String?

  @Option(help: "The random seed for sampling methods. Default: 1.")
  var seed: Int?

  @OptionGroup(title: "External predictor") var predictor: PredictorOptions

  func validate() throws {
    let given = [
      ("--model", model != nil), ("--baseline", baseline != nil),
    ]
    if predictor.isEnabled, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) cannot be used with --predictor")
    }
    if let seed, seed < 0 { throw ValidationError("--seed must be at least 0") }
  }

  /// The options that apply to every method that declares them.
  var defaults: [Options.Item] {
    let place = SourceLocation(file: "command line")
    let given = [("baseline", baseline?.rawValue), ("seed", seed.map(String.init))]
    return given.compactMap { key, value in
      value.map { Options.Item(key: key, value: $0, keyLocation: place, valueLocation: place) }
    }
  }

  /// Loads the model given by `--model`, else the one at the given path, else the embedded one.
  func loadModel(otherwise path: String? = nil) throws(Diagnostics) -> Model {
    try Model.load(model ?? path, options: importing.options)
  }

  /// Loads the embedded model in advance, unless another classifier is given; it is kept for later.
  func loadEmbeddedModel() async {
    if model == nil, !predictor.isEnabled { _ = try? loadModel() }
  }

  /// The class to explain.
  var explainedClass: ClassChoice { ClassChoice(className, against: against) }

  /// The highest access that the classifier can turn out to offer, before it is loaded or started.
  var access: ModelAccess { predictor.isEnabled ? .gradientAnywhere : .layers }

  /// Runs a closure with the classifier: the model or, if `--predictor` is given, the running program.
  ///
  /// - Parameters:
  ///   - path: The model if `--model` is not given; nil for the embedded one.
  ///   - loaded: Called with a model that was loaded.
  ///   - body: The closure.
  /// - Returns: The closure's result.
  /// - Throws: Diagnostics about the model or the program, and the closure's errors.
  func withClassifier<Result>(
    otherwise path: String? = nil, loaded: (Model) throws -> Void = { _ in },
    _ body: (any TextClassifier) async throws -> Result
  ) async throws -> Result {
    if predictor.isEnabled {
      return try await predictor.withPredictor { try await body($0) }
    }
    let model = try loadModel(otherwise: path)
    try loaded(model)
    return try await body(model)
  }

  /// Returns an explainer for a classifier with the chosen target and classes.
  func explainer(
    of classifier: any TextClassifier, over background: [String]
  ) throws(Diagnostics) -> Explainer {
    try Explainer(
      classifier, target: target, explaining: explainedClass, background: background)
  }

  /// Runs a closure with an explainer for the classifier, and with the methods.
  ///
  /// - Parameters:
  ///   - fallback: The methods for a model if `--methods` is not given.
  ///   - reading: The options for files of reviews, which also apply to the background.
  ///   - body: The closure.
  /// - Returns: The closure's result.
  /// - Throws: Diagnostics about the methods and the classifier, and the closure's errors.
  func withExplainer<Result>(
    methods fallback: String, reading: ReviewOptions = ReviewOptions(),
    _ body: (Explainer, [ConfiguredMethod]) async throws -> Result
  ) async throws -> Result {
    _ = try configuredMethods(fallback)
    return try await withClassifier { classifier in
      let methods = try configuredMethods(fallback, within: classifier.access)
      let explainer = try explainer(of: classifier, over: loadBackground(reading))
      let result = try await body(explainer, methods)
      try explainer.throwIfFailed()
      return result
    }
  }

  /// Loads the background reviews.
  func loadBackground(_ reading: ReviewOptions) throws(Diagnostics) -> [String] {
    try BackgroundReviews.load(background, within: access, options: reading)
  }

  /// Returns the methods with their options.
  ///
  /// - Parameters:
  ///   - fallback: The methods for a classifier with layers if `--methods` is not given.
  ///   - access: The access that the classifier offers; nil if it is not known yet.
  /// - Returns: The configured methods.
  /// - Throws: Diagnostics about the methods.
  func configuredMethods(
    _ fallback: String, within access: ModelAccess? = nil
  ) throws(Diagnostics) -> [ConfiguredMethod] {
    let access = access ?? self.access
    return try ConfiguredMethod.list(
      parsing: methods
        ?? (access < .layers ? AttributionMethods.standardList(within: access) : fallback),
      defaults: defaults, within: access)
  }
}

/// The degree of parallelism.
struct JobOptions: ParsableArguments {
  @Option(help: "The number of parallel workers; it does not affect the result.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    if jobs < 1 || jobs > 1024 {
      throw ValidationError("--jobs must be from 1 to 1024")
    }
  }
}
