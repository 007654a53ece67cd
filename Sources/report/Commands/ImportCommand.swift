import ArgumentParser
import Classifier
import Models
import SourceText

/// `report import`: another tool's model as a model folder.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Convert another tool's model to a model folder.",
    discussion: """
      Reads Keras .keras and .h5 files, and fastText models. Settings that the file does not specify follow Keras' \
      tutorials unless an option overrides them; notes and the model card list these choices, and the resulting folder \
      specifies every setting. All commands also accept such files with --model.
      """)

  @Argument(help: "The model file.")
  var file: String

  @Option(help: "The folder to write; it must not exist or must be empty.")
  var output: String

  @OptionGroup(title: "Import options") var importing: ImportArguments
  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await progress.reporting("import", problems.printer) {
      Console.progress("reading the model")
      let model = try Model(at: file, options: importing.options)
      Console.progress("writing the folder")
      try model.writeNew(to: output)
      try Console.print("\(output): \(model.name.shownOnOneLine), SHA-256 \(model.sha256)")
      Console.report(model.notes(at: file), problems.printer)
    }
  }
}
