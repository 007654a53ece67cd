import ArgumentParser
import Attribution
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

  @Option(
    help:
      "Build only the pages of one of several parts, such as 2/7, in --output, for 'report join'.")
  var part: Part?

  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print only problems.")
  var quiet = false

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if part != nil {
      if let name = output.namesBesidesSite.first {
        throw ValidationError("\(name) is about all reviews: give it to 'report join'")
      }
      if report.weaving.colours == .report {
        throw ValidationError("--colours report depends on all reviews, so it excludes --part")
      }
    }
    if quiet, progress.verbose { throw ValidationError("use --quiet or --verbose, not both") }
  }

  func run() async throws {
    try await progress.reporting("build", isQuiet: quiet, problems.printer) {
      let request = try report.request(
        run, output: output.files, part: part ?? .whole, jobs: parallel.jobs)
      let background = try run.loadBackground(request.reviewOptions)
      let builder = try ReportBuilder(request)
      if let part { return try await build(part, by: builder, background) }
      let outcome = try await withExplainer(of: builder, background) { explainer in
        try await builder.build(with: explainer) { done, of in
          Console.progress(done, of: of, "review")
        }
      }
      try outcome.report(
        checks, to: output.files, isQuiet: quiet, problems.printer)
    }
  }
}

extension BuildCommand {
  private func build(
    _ part: Part, by builder: ReportBuilder, _ background: [String]
  ) async throws {
    let (pages, reviews) = try await withExplainer(of: builder, background) { explainer in
      try await builder.buildPart(with: explainer) { done, of in
        Console.progress(done, of: of, "review")
      }
    }
    guard !quiet else { return }
    try Console.print(
      "\(counted(pages, "page")) on \(counted(reviews, "review")): part \(part) in \(output.files.site ?? "")"
    )
  }

  private func withExplainer<Result>(
    of builder: ReportBuilder, _ background: [String], _ body: (Explainer) async throws -> Result
  ) async throws -> Result {
    try await run.withClassifier(otherwise: builder.documentModel) { model in
      if !quiet {
        Console.report(model.notes(at: run.model ?? builder.documentModel), problems.printer)
      }
    } _: { classifier in
      try await body(try run.explainer(of: classifier, over: background))
    }
  }
}

/// The severity of a failed claim.
enum Checks: String, CaseIterable, ExpressibleByArgument {
  case error, warn

  var severity: Diagnostic.Severity { self == .error ? .error : .warning }
}

extension ReportBuilder.Outcome {
  /// Prints the warnings and failed claims, and what was written.
  ///
  /// - Parameters:
  ///   - checks: The severity of a failed claim.
  ///   - output: The outputs; when a report goes to standard output, nothing else is printed there.
  ///   - isQuiet: Whether only problems are printed.
  ///   - printer: Prints problems.
  /// - Throws: The exit status of a failed claim.
  func report(
    _ checks: Checks, to output: ReportBuilder.Output, isQuiet: Bool, _ printer: DiagnosticPrinter
  ) throws {
    let failures = self.failures.map { $0.with(severity: checks.severity) }
    Console.report(warnings + failures, printer)
    if !isQuiet && !output.usesStandardOutput {
      try Console.print(
        "\(counted(pages, "page")) on \(counted(reviews, "review")): open \(index)")
    }
    if failures.contains(where: { $0.severity == .error }) { throw Exit.claim }
  }
}
