public import ArgumentParser
public import Reporting
import SourceText

extension ColourScale.Reach: ExpressibleByArgument {}

/// What `report build` and `report preview` make a report of.
struct ReportOptions: ParsableArguments {
  @Argument(help: "Literate documents (.md).")
  var documents: [String] = []

  @Option(
    help:
      "The reviews: a file, a folder, or - for standard input; else those that a document names.")
  var reviews: String?

  @Option(help: "A folder whose templates replace the embedded ones.")
  var templates: String?

  @Option(
    name: .customShort("P"),
    help: "An option for all chunks that have it, as in -P rows=20, instead of the documents' own.")
  var parameters: [String] = []

  @Option(
    help:
      "How far one scale of colours reaches: fixed, the same for all reports, report, or page.")
  var colours: ColourScale.Reach = .fixed

  @OptionGroup(title: "What files of reviews leave open") var reading: ReviewArguments

  /// A run without its output and its background.
  func request(_ run: RunOptions, jobs: Int) throws -> ReportBuilder.Request {
    var request = ReportBuilder.Request()
    request.documents = documents
    request.templates = templates
    request.target = run.target
    request.explainedClass = run.explainedClass
    request.methods = run.methods
    request.colours = colours
    request.asksProgram = run.predictor.isAsked
    request.defaults = run.defaults
    request.parameters = try Parameters.items(parameters)
    request.jobs = jobs
    request.sourceDate = try SourceDate.fromEnvironment()
    return request
  }
}
