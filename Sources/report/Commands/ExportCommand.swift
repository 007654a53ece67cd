import ArgumentParser
import Classifier
import Foundation
import Models
import Reporting
import SourceText

/// `report export`: the model in use as a folder.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the model in use, the embedded one by default, as a folder.")

  @Argument(help: "The folder to write; it must not exist, or be empty.")
  var folder: String

  @Option(
    help:
      "A model folder, or an embedded architecture such as max. Without it the tutorial's model is used."
  )
  var model: String?

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let model = try EmbeddedModel.load(unless: model)
      try model.writeNew(to: folder)
      try Console.print("\(folder): \(model.name.shownOnOneLine), SHA-256 \(model.sha256)")
    }
  }
}

extension Model {
  /// Writes the model to a folder that holds none.
  ///
  /// Somebody may have changed a model that was written there, so that it is not replaced by another one.
  func writeNew(to folder: String) throws(Diagnostic) {
    try Self.checkOutput(folder: folder)
    // What can't be listed, `checkOutput` has reported; what is not there is empty.
    guard (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty ?? true else {
      throw Diagnostic(
        "the folder holds a model already", at: SourceLocation(file: folder),
        hint: "choose another folder")
    }
    try write(to: folder)
  }
}
