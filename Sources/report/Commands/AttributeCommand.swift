import ArgumentParser
import Attribution
import Classifier
import Reporting
import SourceText

/// `report attribute`: predictions and attributions as JSON Lines, one line per review.
struct AttributeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribute",
    abstract: "Print predictions and attributions as JSON Lines, one line per review.")

  @Option(help: "Reviews: a file, a folder, or - for standard input.")
  var reviews: String

  @OptionGroup(title: "Review file options") var reading: ReviewArguments
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await progress.reporting("attribute", problems.printer) {
      let options = try reading.options()
      let picks = try PickList(reading: reviews, options: options)
      Console.report(picks.warnings, problems.printer)
      try await run.withExplainer(
        methods: AttributionMethods.standardList(within: .layers), reading: options
      ) { explainer, methods in
        let analyst = ReviewAnalyzer(explainer, methods: methods, defaults: run.defaults)
        var done = 0
        Console.progress(done, of: picks.picks.count, "review")
        let wordless = try await analyst.eachAnalysis(of: picks, jobs: parallel.jobs) { json in
          try Console.print(json)
          done += 1
          Console.progress(done, of: picks.picks.count, "review")
        }
        if wordless > 0 {
          Console.report(
            [.wordless(wordless, of: picks.picks.count, in: reviews)], problems.printer)
        }
      }
    }
  }
}
