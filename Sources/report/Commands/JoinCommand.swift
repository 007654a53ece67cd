import ArgumentParser
import Attribution
import Reporting
import SourceText

/// `report join`: put the parts of a run together.
struct JoinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Put the parts of a run together that several processes computed.",
    discussion: """
      Reads the folders of 'report build --part' and writes the site that one build of all reviews writes. Documents and \
      options are given again: parts that were built with others are refused.
      """)

  @Argument(help: "All parts of a run, in any order.")
  var parts: [String]

  @Option(help: "The folder of the site.")
  var output = "public"

  @Option(help: "Append a Markdown summary to this file, for example $GITHUB_STEP_SUMMARY.")
  var summary: String?

  @Option(help: "The largest size in bytes of the summary; 65000 fits a comment.")
  var summaryLimit: Int?

  @Option(help: "Write the claims as JUnit XML test cases to this file.")
  var junit: String?

  @Option(help: "Treat a failed claim as an error (exit status 1) or a warning.")
  var checks: Checks = .error

  @Option(parsing: .upToNextOption, help: "The literate documents of the parts.")
  var documents: [String] = []

  @OptionGroup var weaving: WeavingOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print only problems.")
  var quiet = false

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if quiet, progress.verbose { throw ValidationError("use --quiet or --verbose, not both") }
    if let summaryLimit, summaryLimit < 1000 {
      throw ValidationError("--summary-limit must be at least 1000")
    }
  }

  func run() async throws {
    try await progress.reporting("join", isQuiet: quiet, problems.printer) {
      let files = ReportBuilder.Output(
        output, summary: summary, summaryLimit: summaryLimit, junit: junit)
      let request = try weaving.request(
        run, documents: documents, output: files, jobs: parallel.jobs)
      let folders = try PartFolders(reading: parts)
      let builder = try ReportBuilder(request, picks: folders.picks)
      let background = try run.loadBackground(request.reviewOptions)
      let outcome = try await run.withClassifier(otherwise: builder.documentModel) { classifier in
        try await builder.join(
          folders, with: try run.explainer(of: classifier, over: background)
        ) { done, of in Console.progress(done, of: of, "review") }
      }
      try outcome.report(checks, to: files, isQuiet: quiet, problems.printer)
    }
  }
}
