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
      "Check whether explanations depend on the learnt weights and labels (Adebayo et al. 2018)."
  )
  var isEnabled = false

  @Option(help: "The number of times weights are randomized and labels permuted.")
  var seeds: Int = SanityReport.Request().seeds

  @Option(help: "The number of epochs for training on permuted labels; 0 skips this check.")
  var epochs: Int = SanityReport.Request().epochs

  func validate() throws {
    if seeds < 1 { throw ValidationError("--seeds must be at least 1") }
    if epochs < 0 { throw ValidationError("--epochs must be at least 0") }
  }

  /// Runs the checks.
  func report(
    on data: String, limit: Int?, _ run: RunOptions, _ reading: ReviewOptions, jobs: Int
  ) throws -> SanityReport {
    let methods = try run.configuredMethods(AttributionMethods.standardList(within: .layers))
    let model = try run.loadModel()
    let reviews = try LabelledReviews(
      at: data, split: .test, classes: model.classes, options: reading)
    let explainer = try run.explainer(of: model, over: run.loadBackground(reading))
    var request = SanityReport.Request()
    if let limit { request.limit = limit }
    request.seeds = seeds
    request.epochs = epochs
    request.jobs = jobs
    return try SanityReport(
      of: explainer, methods: methods, on: reviews,
      training: {
        try LabelledReviews(at: data, split: .train, classes: model.classes, options: reading)
      }, request, progress: Self.show)
  }

  private static func show(_ phase: SanityReport.Phase, _ done: Int, of total: Int) {
    switch phase {
    case .explanations: Console.progress(done, of: total, "explanation")
    case .training:
      Console.progress(
        done, of: total, "epoch on permuted labels", plural: "epochs on permuted labels")
    }
  }
}
