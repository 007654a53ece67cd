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

  @Option(
    parsing: .upToNextOption,
    help:
      "Take the attributions from the output of 'report attribute': files, also compressed by gzip, or folders of them.",
    completion: .file())
  var from: [String] = []

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

  func validate() throws {
    if reviews != nil, !from.isEmpty {
      throw ValidationError("use --reviews or --from, not both: results contain their reviews")
    }
  }

  /// Returns a build request.
  ///
  /// - Parameters:
  ///   - run: The options of the methods.
  ///   - output: The form of the report and its files.
  ///   - jobs: The number of reviews to process in parallel.
  /// - Returns: The request.
  /// - Throws: Diagnostics about the options.
  func request(
    _ run: RunOptions, output: ReportBuilder.Output, jobs: Int
  ) throws -> ReportBuilder.Request {
    ReportBuilder.Request(
      reviews: reviews, results: from, reviewOptions: try reading.options(), documents: documents,
      templates: templates, parameters: try Parameters.items(parameters), output: output,
      methods: run.methods, defaults: run.defaults, access: run.access,
      colours: colours, jobs: jobs, sourceDate: try SourceDate.fromEnvironment())
  }
}
