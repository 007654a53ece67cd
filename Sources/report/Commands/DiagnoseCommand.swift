import ArgumentParser
import Attribution
import Classifier
import Reporting
import Reviews
import SourceText

/// `report diagnose`: the layers of a model, and whether its word-level gradients collapse.
struct DiagnoseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Check whether a model's word-level gradients collapse, and recommend methods.",
    discussion: """
      Lists the layers, infers from their structure whether every word has the same gradient, measures this on reviews \
      with full backward passes, and reports the consequences for each method. Without --reviews or --data, the sample \
      reviews are used.
      """)

  @Argument(
    help: "A model folder, or another tool's model file. Default: the embedded model.")
  var folder: String?

  @Option(help: "Reviews: a file, a folder, or - for standard input.")
  var reviews: String?

  @Option(
    help: "Labelled reviews, instead of --reviews: aclImdb (test split), a folder, or a table.")
  var data: String?

  @Option(help: "Use an evenly spaced sample of this many reviews from --data.")
  var limit: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup(title: "Review file options") var reading: ReviewArguments
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if reviews != nil, data != nil { throw ValidationError("use --reviews or --data, not both") }
    if limit != nil, data == nil { throw ValidationError("--limit requires --data") }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if folder != nil, run.predictor.isEnabled {
      throw ValidationError("use a model folder or --predictor, not both")
    }
    if folder != nil, run.model != nil {
      throw ValidationError("the model is given twice: as an argument and with --model")
    }
  }

  func run() async throws {
    try await progress.reporting("diagnose", problems.printer) {
      _ = try configuredMethods(within: run.access)
      try await run.withClassifier(otherwise: folder) { classifier in
        let explainer = try run.explainer(
          of: classifier, over: run.loadBackground(reading.options()))
        let survey = explainer.hasGradients ? try survey(by: explainer) : nil
        try Console.print(try diagnosis(survey, by: explainer))
      }
    }
  }

  /// Returns the text: without layers about the methods that work, otherwise about the layers.
  private func diagnosis(_ survey: CollapseSurvey?, by explainer: Explainer) throws -> String {
    guard explainer.hasLayers, let survey else {
      let text = BlackBoxText(
        explainer.classifier, survey: survey, columns: Console.columns)
      return json ? text.json : text.text
    }
    let text = DiagnosisText(survey, of: explainer.network, columns: Console.columns)
    return json ? text.json : text.text
  }

  private func configuredMethods(
    within access: ModelAccess
  ) throws(Diagnostics) -> [ConfiguredMethod] {
    try ConfiguredMethod.list(
      parsing: run.methods
        ?? (access < .layers
          ? BlackBoxText.surveyedMethods : AttributionMethods.names.joined(separator: ",")),
      defaults: run.defaults, within: access)
  }

  /// Surveys the gradients.
  private func survey(by explainer: Explainer) throws(Diagnostics) -> CollapseSurvey {
    let found = try survey(
      of: try texts(), by: explainer, try configuredMethods(within: explainer.access))
    try explainer.throwIfFailed()
    return found
  }

  private func survey(
    of texts: [String], by explainer: Explainer, _ methods: [ConfiguredMethod]
  ) throws(Diagnostics) -> CollapseSurvey {
    try methods.check(explainer)
    let survey = CollapseSurvey(
      of: texts, by: explainer, methods: methods, jobs: parallel.jobs
    ) { done, of in Console.progress(done, of: of, "review") }
    if let survey { return survey }
    try explainer.throwIfFailed()
    throw Diagnostics(
      "the model finds no words in any of these reviews",
      at: SourceLocation(file: reviews ?? data ?? "the sample reviews"))
  }

  private func texts() throws(Diagnostics) -> [String] {
    let options = try reading.options()
    if let reviews {
      let picks = try PickList(reading: reviews, options: options, labels: .ignored)
      Console.report(picks.warnings, problems.printer)
      return picks.picks.map(\.text)
    }
    guard let data else { return try BackgroundReviews.load(nil) }
    let labelled = try LabelledReviews(at: data, split: .test, classes: nil, options: options)
    Console.report(labelled.warnings, problems.printer)
    guard let limit else { return labelled.reviews.map(\.text) }
    return try labelled.chosen(limit).reviews.map(\.text)
  }
}
