import ArgumentParser
import Foundation
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

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let request = try report.request(run, output: output.files, jobs: parallel.jobs)
      let background = try run.loadBackground(request.reviewOptions)
      let builder = try ReportBuilder(request)
      let outcome = try await build(builder, background)
      if !quiet { Console.endProgress() }
      let failures = outcome.failedClaims.map { $0.with(severity: checks.severity) }
      Console.report(outcome.warnings + failures, problems.printer)
      // When the report goes to standard output, print nothing else there.
      if !quiet && outcome.index != "-" {
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
    try await run.withClassifier(otherwise: builder.documentModel, showsProgress: !quiet) { model in
      if !quiet {
        Console.report(model.notes(at: run.model ?? builder.documentModel), problems.printer)
      }
    } _: { classifier in
      let explainer = try run.explainer(of: classifier, over: background)
      return try await builder.build(with: explainer) { done, of in
        if !quiet { Console.progress("\(done) of \(of) reviews") }
      }
    }
  }
}

/// The severity of a failed claim.
enum Checks: String, CaseIterable, ExpressibleByArgument {
  case error, warn

  var severity: Diagnostic.Severity { self == .error ? .error : .warning }
}

/// Document options given on the command line.
enum Parameters {
  /// Parses the `key=value` of each `-P`; if a key is repeated, the last value wins.
  static func items(_ arguments: [String]) throws(Diagnostics) -> [Options.Item] {
    let place = SourceLocation(file: "-P")
    var problems = Diagnostics()
    var items: [Options.Item] = []
    for argument in arguments {
      let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
        problems.report(
          Diagnostic("'\(argument)' is not an option", at: place, hint: "use -P name=value"))
        continue
      }
      items.removeAll { $0.key == sides[0] }
      items.append(
        Options.Item(
          key: String(sides[0]), value: String(sides[1]), keyLocation: place, valueLocation: place))
    }
    try problems.throwIfErrors()
    return items
  }
}

/// The date shown on pages, which is never read from the system clock.
enum SourceDate {
  /// Returns the seconds since 1970 in `SOURCE_DATE_EPOCH`, or nil if it is not set.
  static func fromEnvironment() throws(Diagnostics) -> Int? {
    let name = "SOURCE_DATE_EPOCH"
    guard let text = ProcessInfo.processInfo.environment[name] else { return nil }
    guard let seconds = Int(text), (0...253_402_300_799).contains(seconds) else {
      throw Diagnostics(
        "'\(text)' is not a number of seconds", at: SourceLocation(file: name),
        hint: "use whole seconds since 1970 in UTC")
    }
    return seconds
  }
}
