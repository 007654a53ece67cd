public import ArgumentParser
import Attribution
import Classifier
import HTML
import Reporting
import SourceText

/// `report evaluate`: how good the model is on labelled reviews, or how good its explanations are.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Print loss, accuracy, AUC and the confusion matrix on labelled reviews.",
    discussion: """
      With --faithfulness it judges attribution methods instead: every metric for every method, beside the same \
      scores in a random order. 'report metrics' lists the metrics.
      """)

  @Option(
    help: "The reviews: aclImdb (its test split), a folder with pos/ and neg/, or a labelled table."
  )
  var data: String

  @Option(help: "How many reviews: as many of each label, evenly from all over the data.")
  var limit: Int?

  @Flag(help: "Judge attribution methods, not the model.")
  var faithfulness = false

  @Option(help: "Metrics of faithfulness, as in 'comprehensiveness,infidelity:samples=50'.")
  var metrics: String?

  @Option(
    help: "What metrics do with a missing word: replace or remove it; replace if not given.")
  var removal: Removal?

  @OptionGroup var run: RunOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var parallel: JobOptions

  func validate() throws {
    let given = [
      ("--methods", run.methods != nil), ("--metrics", metrics != nil),
      ("--removal", removal != nil), ("--baseline", run.baseline != nil), ("--seed", run.seed != nil),
    ]
    if !faithfulness, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) goes with --faithfulness")
    }
  }

  func run() async throws {
    try await Exit.reporting {
      var problems = Diagnostics()
      let methods = problems.collect { () throws(Diagnostics) in
        try run.configuredMethods(AttributionMethods.names.joined(separator: ","))
      }
      let metrics = problems.collect { () throws(Diagnostics) in
        try ConfiguredMetric.list(parsing: self.metrics ?? Metrics.names.joined(separator: ","))
      }
      let reviews = problems.collect { () throws(Diagnostics) in try limitedReviews() }
      let model = problems.collect { () throws(Diagnostics) in try run.loadModel() }
      guard let methods, let metrics, let reviews, let model else { throw problems }
      guard faithfulness else {
        let evaluation = Evaluation(of: model, on: reviews, jobs: parallel.jobs)
        try Console.print(json ? evaluation.json(model: model.sha256) : evaluation.text)
        return
      }
      let study = FaithfulnessStudy(
        Explainer(model: model, output: Output(run.target, logits: model.sequential.outputs)),
        methods: methods, metrics: metrics, removal: removal ?? .replace,
        baseline: run.baseline ?? .pad, seed: run.seed ?? 1)
      let table = study.run(on: reviews.reviews.map(\.text), jobs: parallel.jobs) { done in
        Console.progress("\(done) of \(reviews.reviews.count) reviews")
      }
      Console.endProgress()
      try Console.print(json ? table.json : FaithfulnessText(table).text)
    }
  }

  private func limitedReviews() throws(Diagnostics) -> LabelledReviews {
    let reviews = try LabelledReviews(at: data, split: .test)
    guard let limit else { return reviews }
    let count = reviews.reviews.count
    guard (1...count).contains(limit) else {
      throw Diagnostics([
        Diagnostic(
          "there is no choosing \(limit) of \(counted(count, "review"))",
          at: SourceLocation(file: "--limit"), hint: "it takes a whole number from 1 to \(count)")
      ])
    }
    return reviews.evenly(limit)
  }
}

extension Removal: ExpressibleByArgument {}

extension Evaluation {
  /// The evaluation as lines for people.
  fileprivate var text: String {
    let width = max(8, "\(count)".count + 2)
    func cell(_ value: some CustomStringConvertible) -> String {
      let text = value.description
      return String(repeating: " ", count: max(0, width + 2 - text.count)) + text
    }
    return """
      reviews   \(count)
      loss      \(NumberText.fixed(loss, digits: 4))
      accuracy  \(NumberText.fixed(accuracy, digits: 4))
      AUC       \(auc.isNaN ? "undefined: there is one class only" : NumberText.fixed(auc, digits: 4))

      label \\ verdict\(cell("negative"))\(cell("positive"))
      negative       \(cell(confusion.trueNegatives))\(cell(confusion.falsePositives))
      positive       \(cell(confusion.falseNegatives))\(cell(confusion.truePositives))
      """
  }

  /// The evaluation as one JSON object.
  fileprivate func json(model: String) -> String {
    """
    {"model":"\(model)","reviews":\(count),"loss":\(loss),"accuracy":\(accuracy),\
    "auc":\(auc.isNaN ? "null" : "\(auc)"),"confusion":{"true_negatives":\(confusion.trueNegatives),\
    "false_positives":\(confusion.falsePositives),"false_negatives":\(confusion.falseNegatives),\
    "true_positives":\(confusion.truePositives)}}
    """
  }
}
