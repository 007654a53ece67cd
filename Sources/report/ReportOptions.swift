public import ArgumentParser
public import Reporting
import SourceText

extension ColourScale.Reach: ExpressibleByArgument {}

/// The input options of `report build` and `report preview`.
struct ReportOptions: ParsableArguments {
  @Argument(help: "Literate documents (.md).")
  var documents: [String] = []

  @Option(
    help:
      "Reviews: a file, a folder, or - for standard input. Default: the reviews named in a document."
  )
  var reviews: String?

  @Option(help: "A folder whose templates replace the embedded ones.")
  var templates: String?

  @Option(
    name: .customShort("P"),
    help: "Override an option in all chunks that have it, for example -P rows=20.")
  var parameters: [String] = []

  @Option(
    help:
      "The scope of the colour scale: fixed (same in every report), report, or page.")
  var colours: ColourScale.Reach = .fixed

  @OptionGroup(title: "Review file options") var reading: ReviewArguments

  /// Returns a build request without output and background.
  func request(_ run: RunOptions, jobs: Int) throws -> ReportBuilder.Request {
    var request = ReportBuilder.Request()
    request.documents = documents
    request.templates = templates
    request.target = run.target
    request.explainedClass = run.explainedClass
    request.methods = run.methods
    request.colours = colours
    request.access = run.access
    request.defaults = run.defaults
    request.parameters = try Parameters.items(parameters)
    request.jobs = jobs
    request.sourceDate = try SourceDate.fromEnvironment()
    return request
  }
}
