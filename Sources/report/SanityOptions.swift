import ArgumentParser
import Attribution
import Classifier
import Reporting
import Reviews

/// Options of `report evaluate --sanity`.
struct SanityOptions: ParsableArguments {
  @Flag(
    name: .customLong("sanity"),
    help:
      "Check whether explanations change with random weights and permuted labels (Adebayo et al. 2018)."
  )
  var isAsked = false

  @Option(help: "How often weights are drawn and labels permuted.")
  var seeds: Int = SanityReport.Request().seeds

  @Option(help: "Epochs of the models that are trained on permuted labels; 0 trains none.")
  var epochs: Int = SanityReport.Request().epochs

  func validate() throws {
    if seeds < 1 { throw ValidationError("--seeds takes a whole number from 1") }
    if epochs < 0 { throw ValidationError("--epochs takes a whole number from 0") }
  }

  /// Runs the checks.
  func report(
    on data: String, limit: Int?, _ run: RunOptions, _ reading: ReviewOptions, jobs: Int
  ) throws -> SanityReport {
    let methods = try run.configuredMethods(AttributionMethods.standardList)
    let model = try run.loadModel()
    let reviews = try LabelledReviews(
      at: data, split: .test, classes: model.classes, options: reading)
    let explainer = try run.explainer(of: model, reading)
    var request = SanityReport.Request()
    if let limit { request.limit = limit }
    request.seeds = seeds
    request.epochs = epochs
    request.jobs = jobs
    defer { Console.endProgress() }
    return try SanityReport(
      of: explainer, methods: methods, on: reviews,
      training: {
        try LabelledReviews(at: data, split: .train, classes: model.classes, options: reading)
      }, request,
      progress: Console.progress)
  }
}
