import ArgumentParser
import Foundation
import HTML
import Reporting
import SourceText

/// `report build`: classify, attribute, weave, write the site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build a site of reports on chosen reviews.",
    discussion: """
      Reads reviews from a picks file, a CSV, TSV or JSON Lines file, a folder of .txt files or standard input (-), and \
      writes a static site. Without documents, the reports that ship with the program are woven.
      """)

  @Argument(help: "Literate documents (.md).")
  var documents: [String] = []

  @Option(
    help:
      "The reviews: a file, a folder, or - for standard input; else those that a document names.")
  var reviews: String?

  @Option(help: "A folder whose templates replace the embedded ones.")
  var templates: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print nothing but problems.")
  var quiet = false

  func run() async throws {
    try await Exit.reporting {
      var request = ReportBuilder.Request()
      request.documents = documents
      request.templates = templates
      output.apply(to: &request)
      request.target = run.target
      request.methods = run.methods
      request.defaults = run.defaults
      request.background = try run.loadBackground()
      request.jobs = parallel.jobs
      request.sourceDate = try SourceDate.fromEnvironment()
      guard let reviews = try reviews ?? ReportBuilder.reviews(namedBy: documents) else {
        throw Diagnostic(
          "there are no reviews", at: SourceLocation(file: "--reviews"),
          hint: "say where they are: --reviews FILE, or reviews: in a document's front matter")
      }
      request.inputs = [reviews]
      let picks = try PickList(reading: reviews)
      let builder = try ReportBuilder(request, picks: picks)
      let model = try run.loadModel(otherwise: builder.documentModel)
      let outcome = try await builder.build(with: model) { done, of in
        if !quiet { Console.progress("\(done) of \(of) reviews") }
      }
      if !quiet { Console.endProgress() }
      for problem in outcome.warnings + outcome.failedClaims { Console.error("\(problem)") }
      // Where the report is on standard output, nothing else is.
      if !quiet && outcome.index != "-" {
        try Console.print(
          "\(counted(outcome.pages, "page")) on \(counted(outcome.reviews, "review")): open \(outcome.index)"
        )
      }
      if !outcome.failedClaims.isEmpty { throw Exit.claim }
    }
  }
}

/// The date that pages state, which never comes from a clock.
enum SourceDate {
  /// Seconds since 1970 from `SOURCE_DATE_EPOCH`; nil when it is not set.
  static func fromEnvironment() throws(Diagnostic) -> Int? {
    let name = "SOURCE_DATE_EPOCH"
    guard let text = ProcessInfo.processInfo.environment[name] else { return nil }
    guard let seconds = Int(text), (0...253_402_300_799).contains(seconds) else {
      throw Diagnostic(
        "'\(text)' is no number of seconds", at: SourceLocation(file: name),
        hint: "it takes whole seconds since 1970 in UTC")
    }
    return seconds
  }
}
