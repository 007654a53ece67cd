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

  @OptionGroup var parts: PartOptions
  @OptionGroup(title: "Review file options") var reading: ReviewArguments
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if reviews != nil, data != nil { throw ValidationError("use --reviews or --data, not both") }
    if limit != nil, data == nil { throw ValidationError("--limit requires --data") }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if json, parts.part != nil {
      throw ValidationError("--part prints a part file; use --json with 'report join'")
    }
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
        try diagnose(explainer)
      }
    }
  }

  private func diagnose(_ explainer: Explainer) throws(Diagnostics) {
    let hasGradients = explainer.hasGradients
    let methods = hasGradients ? try configuredMethods(within: explainer.access) : []
    let (texts, warnings) = hasGradients ? try reviewsToSurvey() : ([], [])
    try methods.check(explainer)
    let records = parts.records(of: texts.count, jobs: parallel.jobs) { index in
      SurveyedReview(texts[index], explainer, methods)
    }
    try explainer.throwIfFailed()
    let path = reviews ?? data ?? "the sample reviews"
    let source =
      parts.part == nil
      ? PartSource(path, count: texts.count)
      : PartSource(path, texts: texts, warnings: warnings)
    try parts.print(
      DiagnosisRun(explainer, methods: methods), records, on: source,
      as: PartOutput.Form(isJSON: json, columns: Console.columns, jobs: parallel.jobs),
      problems.printer)
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

  /// Returns the reviews and the warnings from reading them, which are reported here unless a part file carries them.
  private func reviewsToSurvey() throws(Diagnostics) -> (texts: [String], warnings: [Diagnostic]) {
    let options = try reading.options()
    func report(_ warnings: [Diagnostic]) {
      if parts.part == nil { Console.report(warnings, problems.printer) }
    }
    if let reviews {
      let picks = try PickList(reading: reviews, options: options, labels: .ignored)
      report(picks.warnings)
      return (picks.picks.map(\.text), picks.warnings)
    }
    guard let data else { return (try BackgroundReviews.load(nil), []) }
    var labelled = try LabelledReviews(at: data, split: .test, classes: nil, options: options)
    report(labelled.warnings)
    if let limit { labelled = try labelled.chosen(limit) }
    return (labelled.reviews.map(\.text), labelled.warnings)
  }
}
