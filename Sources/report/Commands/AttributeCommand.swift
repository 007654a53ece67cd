import ArgumentParser
import Attribution
import Classifier
import HTML
import Reporting
import Reviews
import SourceText

/// `report attribute`: predictions and attributions as JSON Lines, one line per review.
struct AttributeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribute",
    abstract: "Print predictions and attributions as JSON Lines, one line per review.")

  @Option(help: "Reviews: a file, a folder, or - for standard input.")
  var reviews: String

  @Flag(help: "Write an object with the problems of an unreadable line in its place, and continue.")
  var keepGoing = false

  @OptionGroup(title: "Review file options") var reading: ReviewArguments
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await progress.reporting("attribute", problems.printer) {
      let options = try reading.options()
      guard reviews == "-" || keepGoing else {
        return try await attribute(try PickList(reading: reviews, options: options), options)
      }
      let read = try ReviewReader.pieces(of: reviews)
      switch try ReviewStream.start(path: name, options: options, read: read) {
      case .lines(let stream): try await attribute(stream, options)
      case .other(var begun):
        if keepGoing {
          throw Diagnostics(
            "--keep-going requires JSON Lines or one review per line",
            at: SourceLocation(file: name))
        }
        let picks = try PickList(reading: "-", options: options) { () throws(Diagnostics) in
          if begun.isEmpty { return try read() }
          defer { begun = [] }
          return begun
        }
        try await attribute(picks, options)
      }
    }
  }
}

extension AttributeCommand {
  /// The name of the reviews in diagnostics.
  private var name: String { reviews == "-" ? "<stdin>" : reviews }

  /// Explains reviews that are all known.
  private func attribute(_ picks: PickList, _ options: ReviewOptions) async throws {
    Console.report(picks.warnings, problems.printer)
    try await explaining(options) { analyst in
      var done = 0
      Console.progress(done, of: picks.picks.count, "review")
      let wordless = try await analyst.eachAnalysis(of: picks, jobs: parallel.jobs) { json in
        try Console.print(json)
        done += 1
        Console.progress(done, of: picks.picks.count, "review")
      }
      report(wordless: wordless, of: picks.picks.count)
    }
  }

  /// Explains reviews as they arrive.
  private func attribute(_ stream: ReviewStream, _ options: ReviewOptions) async throws {
    try await explaining(options) { analyst in
      var done = 0
      let outcome = try await analyst.eachAnalysis(
        in: stream, jobs: parallel.jobs, keepsGoing: keepGoing
      ) { json in
        try Console.print(json)
        done += 1
        Console.progress(counted(done, "review"))
      }
      if outcome.lines == 0 {
        throw Diagnostics("there are no reviews", at: SourceLocation(file: name))
      }
      report(wordless: outcome.wordless, of: outcome.lines)
      if !outcome.problems.isEmpty { throw Diagnostics(outcome.problems) }
    }
  }

  private func explaining(
    _ options: ReviewOptions, _ body: (ReviewAnalyzer) async throws -> Void
  ) async throws {
    try await run.withExplainer(
      methods: AttributionMethods.standardList(within: .layers), reading: options
    ) { explainer, methods in
      try await body(ReviewAnalyzer(explainer, methods: methods, defaults: run.defaults))
    }
  }

  private func report(wordless: Int, of count: Int) {
    if wordless > 0 { Console.report([.wordless(wordless, of: count, in: name)], problems.printer) }
  }
}
