public import ArgumentParser
import Attribution
import Classifier
import Foundation
import Models
import Reporting
import Reviews
import SourceText

extension Target: ExpressibleByArgument {}
extension Baseline: ExpressibleByArgument {}

/// Options of every command that explains something.
struct RunOptions: ParsableArguments {
  @Option(
    help:
      "A model folder, a file of another tool, or an embedded architecture such as max. Without it the tutorial's model is used."
  )
  var model: String?

  @OptionGroup(title: "What a model's file leaves open") var importing: ImportArguments

  @Option(help: "Attribution methods, as in 'saliency,smoothgrad:samples=20'.")
  var methods: String?

  @Option(
    help:
      "What stands for a missing word: pad, zero, unknown, mean, corpus-mean or neutral; pad if not given."
  )
  var baseline: Baseline?

  @Option(
    help: "Reviews that expected gradients and corpus-mean average over; some samples if not given."
  )
  var background: String?

  @Option(help: "The output that is explained: probability or logit.")
  var target: Target = .probability

  @Option(
    name: .customLong("class"),
    help:
      "The class that is explained; if not given, positive of a model with one output, and otherwise what each review is taken for."
  )
  var className: String?

  @Option(help: "The class that it is held against, as in --class A --against B: why A, not B?")
  var against: String?

  @Option(help: "The seed of sampling methods; 1 if not given.")
  var seed: Int?

  @OptionGroup(title: "Options of a program that predicts") var predictor: PredictorOptions

  func validate() throws {
    let given = [
      ("--model", model != nil), ("--baseline", baseline != nil),
    ]
    if predictor.isAsked, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) makes no sense with --predictor")
    }
    if let seed, seed < 0 { throw ValidationError("--seed takes a whole number from 0") }
  }

  /// The options that hold for every method which has them.
  var defaults: [Options.Item] {
    let place = SourceLocation(file: "command line")
    let given = [("baseline", baseline?.rawValue), ("seed", seed.map(String.init))]
    return given.compactMap { key, value in
      value.map { Options.Item(key: key, value: $0, keyLocation: place, valueLocation: place) }
    }
  }

  /// Loads the model of the command line, otherwise the one at another path, otherwise the embedded one.
  func loadModel(otherwise path: String? = nil) throws(Diagnostics) -> Model {
    try EmbeddedModel.load(unless: model ?? path, options: importing.options)
  }

  /// The class that is asked for.
  var explainedClass: ClassChoice { ClassChoice(className, against: against) }

  /// A model with what of it is to be explained.
  func explainer(
    of model: Model, _ reading: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) -> Explainer {
    try Explainer(
      model, target: target, explaining: explainedClass, background: try loadBackground(reading))
  }

  /// A model or a program with what of it is to be explained, and the methods, while something is done with them.
  ///
  /// - Parameters:
  ///   - fallback: The methods of a model where none are named.
  ///   - reading: What the user says about files of reviews, of which the background may be one.
  ///   - body: What is done.
  /// - Returns: What the body returns.
  /// - Throws: What is wrong with the methods, the model or the program, and what the body throws.
  func withExplainer<Result>(
    methods fallback: String, reading: ReviewOptions = ReviewOptions(),
    _ body: (Explainer, [ConfiguredMethod]) async throws -> Result
  ) async throws -> Result {
    let methods = try configuredMethods(fallback)
    guard predictor.isAsked else {
      return try await body(try explainer(of: try loadModel(), reading), methods)
    }
    return try await predictor.withProgram { program in
      let methods = try configuredMethods(fallback, within: program.offer)
      let result = try await body(
        try Explainer(
          program, target: target, explaining: explainedClass,
          background: try loadBackground(reading)),
        methods)
      try program.throwIfFailed()
      return result
    }
  }

  /// The background reviews: of a program those that are given, since the sample reviews may be of another kind than its texts.
  func loadBackground(_ reading: ReviewOptions) throws(Diagnostics) -> [String] {
    predictor.isAsked && background == nil
      ? [] : try BackgroundReviews.load(unless: background, options: reading)
  }

  /// The methods with their options.
  ///
  /// - Parameters:
  ///   - fallback: The methods of a model where none are named.
  ///   - offer: What a program offers; nil as long as it is not known.
  /// - Returns: The methods.
  /// - Throws: What is wrong with them.
  func configuredMethods(
    _ fallback: String, within offer: Demand? = nil
  ) throws(Diagnostics) -> [ConfiguredMethod] {
    let offer = offer ?? (predictor.isAsked ? .gradients : .network)
    return try ConfiguredMethod.list(
      parsing: methods
        ?? (predictor.isAsked ? AttributionMethods.programList(within: offer) : fallback),
      defaults: defaults, within: offer)
  }
}

/// How many things are done at a time.
struct JobOptions: ParsableArguments {
  @Option(help: "How many reviews are worked on at a time. The result is the same for any number.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    if jobs < 1 || jobs > 1024 {
      throw ValidationError("--jobs takes a whole number from 1 to 1024")
    }
  }
}
