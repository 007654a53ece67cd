import ArgumentParser
import Drift
import Reporting
import Site
import SourceText

/// `report diff`: the changes between two runs of `report attribute`.
struct DiffCommand: AsyncParsableCommand {
  /// The output formats of a comparison.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, json, html, junit
  }

  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two runs of 'report attribute'.",
    discussion: """
      Matches reviews by id, and words by position or, if the text differs, by longest common subsequence. Shows \
      flipped verdicts, attributions that moved, and rank agreement. Methods whose options differ in more than the seed \
      are not compared.

      Gates for --fail-on: flip or flip:N (more than N verdicts flipped), probability:D (changed by more than D on any \
      review), rank:R (Spearman's correlation below R for any method and review), moved:N (more than N words moved for \
      any method and review), missing (a review or a method is in one run only), incomparable (options differ). A gate \
      that has nothing to compare fails. If any gate fails, the exit status is 1.
      """)

  @Argument(
    help:
      "The earlier run: a JSON Lines file, such as a site's data/report.jsonl, or - for standard input."
  )
  var old: String

  @Argument(help: "The later run.")
  var new: String

  @Option(help: "The change above which a word counts as moved, in units of the target.")
  var threshold: Double = 0.01

  @Option(help: "Gates that set exit status 1, for example 'flip,rank:0.8,moved:5'.")
  var failOn: String?

  @Option(help: "The output format; junit contains the gates only.")
  var format: Format = .text

  @Option(help: "The file to write. Default: standard output.")
  var output: String?

  @Option(help: "The number of reviews to show in detail, largest change first.")
  var details: Int = 20

  @Option(help: "The number of words to show for each of these reviews.")
  var words: Int = 5

  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if !(threshold >= 0 && threshold.isFinite) {
      throw ValidationError("--threshold must be a number of at least 0")
    }
    if details < 0 { throw ValidationError("--details must be at least 0") }
    if words < 0 { throw ValidationError("--words must be at least 0") }
    if format == .junit && failOn == nil {
      throw ValidationError("--format junit requires --fail-on, whose gates are the test cases")
    }
  }

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      if old == "-" && new == "-" {
        throw Diagnostics(
          "standard input cannot be used for both runs", hint: "write one of them to a file first")
      }
      var problems = Diagnostics()
      let gates = problems.collect { () throws(Diagnostics) in
        try failOn.map { list throws(Diagnostics) in try DriftGate.list(parsing: list) } ?? []
      }
      let runs = [old, new].map { path in
        problems.collect { () throws(Diagnostics) in try AttributionRun(reading: path) }
      }
      guard let gates, let old = runs[0], let new = runs[1] else { throw problems }
      let report = try DriftReport(from: old, to: new, threshold: threshold)
      let verdicts = gates.map(report.judge)
      let story = DriftStory(
        report, verdicts: verdicts, details: details, words: words,
        columns: output == nil ? Console.columns : nil)
      let text = try text(of: story)
      if let output {
        try OutputFile.write(text, to: output, protecting: [self.old, self.new])
      } else {
        try Console.write(text)
      }
      let crossed = verdicts.filter(\.isCrossed)
      let failures = crossed.map { $0.diagnostic(for: report) }
      // As text, print one line per gate in the order of --fail-on; line numbers in a run help no reader.
      if self.problems.diagnostics == .text {
        for failure in failures { Console.error("\(failure)") }
      } else {
        Console.report(failures, self.problems.printer)
      }
      if !crossed.isEmpty { throw Exit.claim }
    }
  }

  private func text(of story: DriftStory) throws(Diagnostics) -> String {
    switch format {
    case .text: story.text
    case .markdown: story.markdown
    case .json: story.json
    case .html: try story.html()
    case .junit: story.junit
    }
  }
}
