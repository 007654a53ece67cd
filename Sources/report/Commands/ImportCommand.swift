import ArgumentParser
import Classifier
import Models
import SourceText

/// `report import`: a model of another tool as a folder.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Write a model of another tool as a model folder.",
    discussion: """
      Reads Keras' .keras and .h5 files, and fastText's. What the file leaves open is decided as in Keras' tutorials, \
      unless an option says otherwise; notes and the folder's card say what was decided, and the folder leaves nothing \
      open. Every command takes such a file by --model as well.
      """)

  @Argument(help: "The file of the model.")
  var file: String

  @Option(help: "The folder to write; it must not exist, or be empty.")
  var output: String

  @OptionGroup(title: "What the file leaves open") var importing: ImportArguments
  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let model = try Model(at: file, options: importing.options)
      try model.writeNew(to: output)
      try Console.print("\(output): \(model.name.shownOnOneLine), SHA-256 \(model.sha256)")
      Console.report(model.notes(at: file), problems.printer)
    }
  }
}
