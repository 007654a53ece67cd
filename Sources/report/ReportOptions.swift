import ArgumentParser
import Reporting
import SourceText

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

  @OptionGroup var weaving: WeavingOptions

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
  ///   - part: The part to build.
  ///   - jobs: The number of parallel workers.
  /// - Returns: The request.
  /// - Throws: Diagnostics about the options.
  func request(
    _ run: RunOptions, output: ReportBuilder.Output, part: Part = .whole, jobs: Int
  ) throws -> ReportBuilder.Request {
    try weaving.request(
      run, reviews: reviews, results: from, documents: documents, output: output, part: part,
      jobs: jobs)
  }
}
