public import ArgumentParser
public import Attribution
import Classifier
import Faithfulness
import Reporting
import SourceText

extension Removal: ExpressibleByArgument {}

/// Options of `report evaluate --faithfulness`.
struct FaithfulnessOptions: ParsableArguments {
  @Flag(name: .customLong("faithfulness"), help: "Evaluate how faithful attribution methods are.")
  var isEnabled = false

  @Option(
    help:
      "Metrics, for example 'comprehensiveness,infidelity:samples=50'. Default: all.")
  var metrics: String?

  @Option(
    help: "Replace removed words by the baseline, or remove their positions. Default: replace.")
  var removal: Removal?

  func validate() throws {
    let given = [("--metrics", metrics != nil), ("--removal", removal != nil)]
    if !isEnabled, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) requires --faithfulness")
    }
  }

  /// Evaluates the methods on each review; all input problems are reported together.
  ///
  /// - Parameters:
  ///   - reviews: Reads all reviews of the run.
  ///   - parts: The part to evaluate.
  ///   - run: The options of the methods.
  ///   - reading: The options for files of reviews.
  ///   - jobs: The number of reviews to process in parallel.
  /// - Returns: The run with the values for the reviews of the part, and all reviews.
  /// - Throws: Diagnostics about the options, the reviews and the classifier.
  func scores(
    on reviews: () throws(Diagnostics) -> LabelledReviews, _ parts: PartOptions, _ run: RunOptions,
    _ reading: ReviewArguments, jobs: Int
  ) async throws -> (
    study: (run: FaithfulnessRun, scores: [ReviewScores?]), reviews: LabelledReviews
  ) {
    var problems = Diagnostics()
    let all = AttributionMethods.names.joined(separator: ",")
    _ = problems.collect { () throws(Diagnostics) in try run.configuredMethods(all) }
    let metrics = problems.collect { () throws(Diagnostics) in
      try ConfiguredMetric.list(
        parsing: self.metrics
          ?? Metrics.within(run.access).map { $0.name }.joined(separator: ","),
        within: run.access)
    }
    let found = problems.collect(reviews)
    guard !problems.hasErrors, let metrics, let found else { throw problems }
    return try await run.withExplainer(methods: all, reading: try reading.options()) {
      explainer, methods in
      try methods.check(explainer)
      let study = FaithfulnessStudy(
        explainer, methods: methods, metrics: metrics, removal: removal ?? .replace,
        baseline: run.baseline ?? .pad, seed: run.seed ?? 1,
        explainsVerdicts: run.explainedClass == ClassChoice())
      let scores = parts.records(of: found.reviews.count, jobs: jobs) { index in
        study.scores(of: found.reviews[index].text, at: index)
      }
      let described = FaithfulnessRun(
        study.settings, background: explainer.background.sha256)
      return ((described, scores), found)
    }
  }
}
