public import ArgumentParser
public import Reporting
import SourceText

extension ColourScale.Reach: ExpressibleByArgument {}

/// The options of commands that weave documents.
struct WeavingOptions: ParsableArguments {
  @Option(help: "A folder whose templates replace the embedded ones.")
  var templates: String?

  @Option(
    name: .customShort("P"),
    help: "Set an option in all chunks that do not set it, for example -P rows=20.")
  var parameters: [String] = []

  @Option(
    help:
      "The scope of the colour scale: fixed (same in every report), report, or page.")
  var colours: ColourScale.Reach = .fixed

  @Option(help: "Reviews to compare those of the report with, for the chunk 'shift'.")
  var againstReviews: String?

  @Option(help: "The reviews that the model was trained on, for the chunk 'duplicates'.")
  var trainData: String?

  @OptionGroup(title: "Review file options") var reading: ReviewArguments

  /// The options of chunks, with those that have an option of their own.
  private var items: [Options.Item] {
    get throws(Diagnostics) {
      let own = [
        ("against", "--against-reviews", againstReviews), ("train-data", "--train-data", trainData),
      ].compactMap { key, option, value in
        value.map { value in
          let place = SourceLocation(file: option)
          return Options.Item(
            key: key, value: value, keyLocation: place, valueLocation: place)
        }
      }
      return try Parameters.items(parameters) + own
    }
  }

  /// Returns a build request.
  ///
  /// - Parameters:
  ///   - run: The options of the methods.
  ///   - reviews: The path of the reviews.
  ///   - results: The files with the results of `report attribute`.
  ///   - documents: The documents to weave.
  ///   - output: The form of the report and its files.
  ///   - part: The part to build.
  ///   - jobs: The number of parallel workers.
  /// - Returns: The request.
  /// - Throws: Diagnostics about the options.
  func request(
    _ run: RunOptions, reviews: String? = nil, results: [String] = [], documents: [String],
    output: ReportBuilder.Output, part: Part = .whole, jobs: Int
  ) throws -> ReportBuilder.Request {
    ReportBuilder.Request(
      reviews: reviews, results: results, reviewOptions: try reading.options(),
      documents: documents, templates: templates, parameters: try items,
      output: output, methods: run.methods, defaults: run.defaults, access: run.access, part: part,
      colours: colours, jobs: jobs, sourceDate: try SourceDate.fromEnvironment())
  }
}
