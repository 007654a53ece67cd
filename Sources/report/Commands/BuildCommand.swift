import ArgumentParser
import HTML
import Reporting
import SourceText

/// `report build`: classify, attribute, weave, write the site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build a site of reports on selected reviews.",
    discussion: """
      Reads reviews from a picks file, a CSV, TSV or JSON Lines file, a folder of .txt files or standard input (-), and \
      writes a static site. Without documents, it builds the reports that ship with the program.
      """)

  @OptionGroup var report: ReportOptions

  @Option(help: "Treat a failed claim as an error (exit status 1) or a warning.")
  var checks: Checks = .error

  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print only problems.")
  var quiet = false

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if quiet, progress.verbose { throw ValidationError("use --quiet or --verbose, not both") }
  }

  func run() async throws {
    try await progress.reporting("build", isQuiet: quiet, problems.printer) {
      let request = try report.request(run, output: output.files, jobs: parallel.jobs)
      let background = try run.loadBackground(request.reviewOptions)
      let builder = try ReportBuilder(request)
      let outcome = try await build(builder, background)
      let failures = outcome.failures.map { $0.with(severity: checks.severity) }
      Console.report(outcome.warnings + failures, problems.printer)
      // When the report goes to standard output, print nothing else there.
      if !quiet && !output.files.usesStandardOutput {
        try Console.print(
          "\(counted(outcome.pages, "page")) on \(counted(outcome.reviews, "review")): open \(outcome.index)"
        )
      }
      if failures.contains(where: { $0.severity == .error }) { throw Exit.claim }
    }
  }
}

extension BuildCommand {
  private func build(
    _ builder: ReportBuilder, _ background: [String]
  ) async throws -> ReportBuilder.Outcome {
    try await run.withClassifier(otherwise: builder.documentModel) { model in
      if !quiet {
        Console.report(model.notes(at: run.model ?? builder.documentModel), problems.printer)
      }
    } _: { classifier in
      let explainer = try run.explainer(of: classifier, over: background)
      return try await builder.build(with: explainer) { done, of in
        Console.progress(done, of: of, "review")
      }
    }
  }
}

/// The severity of a failed claim.
enum Checks: String, CaseIterable, ExpressibleByArgument {
  case error, warn

  var severity: Diagnostic.Severity { self == .error ? .error : .warning }
}
