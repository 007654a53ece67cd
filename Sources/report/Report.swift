import ArgumentParser
import Reporting

/// The program: which words decided, and what the gradient can say about it.
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Explain the verdicts of a movie-review classifier, word by word.",
    discussion: """
      Reports are Markdown documents whose chunks are computed from a model and from reviews. Without --model the \
      embedded one is used: the text-classification tutorial's network, trained on IMDB.
      """,
    version: Version.current,
    subcommands: [
      BuildCommand.self, AttributeCommand.self, ExplainCommand.self, TrainCommand.self,
      EvaluateCommand.self, ExportCommand.self, MethodsCommand.self,
    ])
}
