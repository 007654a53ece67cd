import ArgumentParser
import Classifier
import Reporting
import Reviews
import SourceText

/// `report explain`: one review in the terminal.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain one review in the terminal.")

  @Argument(help: "The review.")
  var text: String

  @Option(help: "The number of words in the table.")
  var rows: Int = 10

  @OptionGroup var run: RunOptions

  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if rows < 0 { throw ValidationError("--rows must be at least 0") }
  }

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let standard =
        "integrated-gradients,shapley-value-sampling,occlusion,input-x-gradient,saliency"
      let place = SourceLocation(file: "command line")
      let pick = Pick(
        id: "review", title: "Review", text: try ReviewText.clean(text, at: place), label: nil,
        location: place)
      let analysis = try await Console.showingProgress(of: "explain") {
        try await run.withExplainer(methods: standard) { explainer, methods in
          let analyst = ReviewAnalyzer(explainer, methods: methods)
          try analyst.check(Picks([pick]))
          return analyst.analyse(pick, number: 1)
        }
      }
      let text = TerminalText(
        analysis, hasColour: Console.hasColour, rows: rows, columns: Console.columns)
      try Console.write(text.text)
    }
  }
}
