import ArgumentParser
import Classifier
import Models
import Processes
import Reporting
import SourceText

/// The `report` program: explains a classifier's verdicts word by word.
@main
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Explain the verdicts of a movie-review classifier, word by word.",
    discussion: """
      Reports are Markdown documents whose chunks are computed from a model and reviews. The default model is embedded: \
      the network of the text-classification tutorial, trained on IMDB.
      """,
    version: Version.current,
    subcommands: [
      BuildCommand.self, PreviewCommand.self, AttributeCommand.self, ExplainCommand.self,
      DiagnoseCommand.self,
      TrainCommand.self,
      DiffCommand.self, EvaluateCommand.self, JoinCommand.self, ImportCommand.self,
      ExportCommand.self,
      InitCommand.self,
      MethodsCommand.self, MetricsCommand.self, ChunksCommand.self,
    ])

  /// Runs the program, or its hidden mode that reads a file which may crash the reader.
  static func main() async {
    if Model.readFileIfAsked() { return }
    Interruption.listen()
    // Commands compute for a long time and block on programs; keep the cooperative threads free for servers.
    await withTaskExecutorPreference(WorkingThreads()) { await runCommand() }
  }

  /// Runs a command; an invalid command line is invalid input, with exit status 2.
  private static func runCommand() async {
    do {
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
    } catch  where exitCode(for: error) == .success && fullMessage(for: error) == Version.current {
      // The facts take time to collect, so the configuration of every run has only the version.
      do {
        try await Exit.reporting(DiagnosticOptions.printer(in: CommandLine.arguments)) {
          try Console.write(VersionText().text)
        }
      } catch {
        exit(withError: error)
      }
    } catch  where exitCode(for: error) == .validationFailure {
      let printer = DiagnosticOptions.printer(in: CommandLine.arguments)
      if printer.form == .text {
        let message = message(for: error)
        let text = fullMessage(for: error)
        let shown = message.isEmpty ? text : text.replacing(message, with: Diagnostic.line(message))
        Console.error(shown.shownOnItsLines)
      } else {
        Console.report([Diagnostic(message(for: error))], printer)
      }
      exit(withError: ExitCode(2))
    } catch {
      exit(withError: error)
    }
  }
}
