import ArgumentParser
import Reporting
import SourceText

/// `report diff`: what changed between two runs of `report attribute`.
struct DiffCommand: AsyncParsableCommand {
  /// How a comparison is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, json, html, junit
  }

  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two runs of 'report attribute'.",
    discussion: """
      Reviews are matched by their ids, words by their places or, where the text is another one, by a longest common \
      subsequence. Shows verdicts that flipped, attributions that moved, and how far ranks agree; methods whose options \
      are others, but for the seed, are not compared.

      Gates of --fail-on: flip or flip:N (more than N verdicts flipped), probability:D (it changed by more than D on a \
      review), rank:R (Spearman's correlation under R, by a method on a review), moved:N (more than N words of a review \
      moved, by a method), missing (a review or a method is in one run only), incomparable (other options). A gate that \
      finds nothing to judge is crossed. Exit status 1 says that a gate is crossed.
      """)

  @Argument(
    help:
      "The earlier run: a file of JSON Lines, such as a site's data/report.jsonl, or - for standard input."
  )
  var old: String

  @Argument(help: "The later run.")
  var new: String

  @Option(help: "How far a word must move to count, in the unit of the target.")
  var threshold: Double = 0.01

  @Option(help: "Gates that end the run with status 1, as in 'flip,rank:0.8,moved:5'.")
  var failOn: String?

  @Option(help: "How it is written: text, markdown, json, html or junit (the gates alone).")
  var format: Format = .text

  @Option(help: "The file to write; standard output if not given.")
  var output: String?

  @Option(help: "How many reviews are shown one by one, the largest change first.")
  var details: Int = 20

  @Option(help: "How many words of each are shown.")
  var words: Int = 5

  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if !(threshold >= 0 && threshold.isFinite) {
      throw ValidationError("--threshold takes a number from 0")
    }
    if details < 0 { throw ValidationError("--details takes a whole number from 0") }
    if words < 0 { throw ValidationError("--words takes a whole number from 0") }
    if format == .junit && failOn == nil {
      throw ValidationError("--format junit goes with --fail-on, whose gates are its cases")
    }
  }

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      if old == "-" && new == "-" {
        throw Diagnostic(
          "standard input can't be both runs", hint: "write one of them to a file first")
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
      let story = DriftStory(report, verdicts: verdicts, details: details, words: words)
      let text = try text(of: story)
      if let output {
        try OutputFile.write(text, to: output, unless: [self.old, self.new])
      } else {
        try Console.write(text)
      }
      let crossed = verdicts.filter(\.isCrossed)
      let failures = crossed.map { $0.diagnostic(for: report) }
      // In text each gate has its line, in the order of --fail-on: a line of a run is no line to read.
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
