import ArgumentParser
import Classifier
import HTML
import Reporting
import SourceText

/// `report evaluate`: how good the model is on labelled reviews.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Print loss, accuracy, AUC and the confusion matrix on labelled reviews.",
    discussion: """
      With --sanity the methods are judged instead of the model: whether explanations change when the model loses what \
      it learnt.
      """)

  @Option(
    help: "The reviews: aclImdb (its test split), a folder with pos/ and neg/, or a labelled table."
  )
  var data: String

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var sanityChecks: SanityOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  func run() async throws {
    try await Exit.reporting {
      if sanityChecks.sanity {
        let report = try sanityChecks.report(on: data, run, jobs: parallel.jobs)
        return try Console.print(json ? report.json : report.text)
      }
      let reviews = try LabelledReviews(at: data, split: .test)
      let model = try run.loadModel()
      let evaluation = Evaluation(of: model, on: reviews, jobs: parallel.jobs)
      try Console.print(json ? evaluation.json(model: model.sha256) : evaluation.text)
    }
  }
}

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
