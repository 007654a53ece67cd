import ArgumentParser
import Attribution
import Classifier
import HTML
import Reporting
import SourceText

/// `report evaluate`: the quality of the model on labelled reviews, or of its explanations.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate a model on labelled reviews, or the methods that explain it.",
    discussion: """
      Prints loss, accuracy, AUC and the confusion matrix; for more than two classes also precision, recall and F1 per \
      class and their means. With --faithfulness it evaluates attribution methods instead: every metric for every method, \
      next to the same scores in random order ('report metrics' lists the metrics). With --sanity it checks whether \
      explanations change when weights are randomized and labels permuted. With --folds it trains models on parts of the \
      data and evaluates each on the rest, so that every review has a verdict of a model that did not see it.
      """)

  @Option(
    help:
      "Labelled reviews: aclImdb (test split), a folder with pos/ and neg/ or one folder per class, or a labelled table."
  )
  var data: String

  @Option(help: "Use an evenly spaced sample of this many reviews, balanced across labels.")
  var limit: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var parts: PartOptions
  @OptionGroup(title: "Options for --folds") var folds: FoldOptions
  @OptionGroup(title: "Options for --faithfulness") var faithfulness: FaithfulnessOptions
  @OptionGroup(title: "Options for --sanity") var sanity: SanityOptions
  @OptionGroup(title: "Review file options") var reading: ReviewArguments
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if folds.folds != nil {
      if faithfulness.isEnabled || sanity.isEnabled {
        throw ValidationError("use --folds, --faithfulness or --sanity, not several of them")
      }
      if run.predictor.isEnabled || run.model != nil {
        throw ValidationError(
          "--folds trains its own models, so it excludes --model and --predictor")
      }
      if parts.part != nil {
        throw ValidationError(
          "--folds cannot be split with --part: each model needs the other folds")
      }
      if limit != nil { throw ValidationError("--folds uses all reviews, so it excludes --limit") }
    }
    if faithfulness.isEnabled && sanity.isEnabled {
      throw ValidationError("use --faithfulness or --sanity, not both")
    }
    if sanity.isEnabled && run.predictor.isEnabled {
      throw ValidationError("--sanity randomizes weights, so it needs a model, not --predictor")
    }
    if sanity.isEnabled && parts.part != nil {
      throw ValidationError(
        "--sanity cannot be split with --part: its models are trained and randomized for all reviews together"
      )
    }
    if json && parts.part != nil {
      throw ValidationError("--part prints a part file; use --json with 'report join'")
    }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    let given = [
      ("--methods", run.methods != nil), ("--baseline", run.baseline != nil),
      ("--seed", run.seed != nil && folds.folds == nil), ("--background", run.background != nil),
      ("--class", run.className != nil), ("--against", run.against != nil),
    ]
    if !faithfulness.isEnabled, !sanity.isEnabled, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) requires --faithfulness or --sanity")
    }
  }

  func run() async throws {
    try await progress.reporting("evaluate", problems.printer) {
      if let count = folds.folds {
        let found = try folds.evaluation(
          count, on: data, try reading.options(), seed: run.seed.map { UInt64($0) },
          jobs: parallel.jobs)
        Console.report(found.data.warnings, problems.printer)
        return try Console.print(json ? found.json : found.text)
      }
      if faithfulness.isEnabled { return try await evaluateMethods() }
      if sanity.isEnabled {
        let report = try sanity.report(
          on: data, limit: limit, run, try reading.options(), jobs: parallel.jobs)
        return try Console.print(json ? report.json : report.text(fitting: Console.columns))
      }
      try await run.withClassifier { classifier in
        try evaluate(try Explainer(classifier))
      }
    }
  }

  private var form: PartOutput.Form {
    PartOutput.Form(isJSON: json, columns: Console.columns, jobs: parallel.jobs)
  }

  private func evaluate(_ explainer: Explainer) throws {
    let all = try reviews(explainer.classes)
    let reviews = all.reviews[parts.range(of: all.reviews.count)]
    let predictions = explainer.predictions(
      for: reviews.map(\.text), jobs: parallel.jobs
    ) { done, of in Console.progress(done, of: of, "review") }
    try explainer.throwIfFailed()
    let places = Dictionary(
      uniqueKeysWithValues: explainer.classes.enumerated().map { ($1, $0) })
    let records = zip(predictions, reviews).map { prediction, review in
      EvaluationRun.Record(
        prediction, label: places[review.label, default: 0],
        isWordless: !explainer.findsWord(in: review.text))
    }
    try explainer.throwIfFailed()
    try parts.print(
      EvaluationRun(sha256: explainer.sha256, classes: explainer.classes), records,
      on: source(all), as: form, problems.printer)
  }

  private func evaluateMethods() async throws {
    let (study, reviews) = try await faithfulness.scores(
      on: { () throws(Diagnostics) in try self.reviews(nil) }, parts, run, reading,
      jobs: parallel.jobs)
    try parts.print(study.run, study.scores, on: source(reviews), as: form, problems.printer)
  }

  private func source(_ reviews: LabelledReviews) -> PartSource {
    parts.part == nil
      ? PartSource(data, count: reviews.reviews.count)
      : PartSource(data, reviews.reviews, warnings: reviews.warnings)
  }

  /// Reads the reviews and samples `--limit` of them.
  private func reviews(_ classes: [Label]?) throws(Diagnostics) -> LabelledReviews {
    let reviews = try LabelledReviews(
      at: data, split: .test, classes: classes, options: try reading.options())
    if parts.part == nil { Console.report(reviews.warnings, problems.printer) }
    guard let limit else { return reviews }
    return try reviews.chosen(limit)
  }
}
