import ArgumentParser
import Classifier
import Foundation
import Models
import Reporting
import SourceText

/// `report export`: a model as a folder.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model, by default the embedded one, as a model folder.")

  @Argument(help: "The folder to write; it must not exist or must be empty.")
  var folder: String

  @Option(
    help:
      "A model folder, or an embedded architecture such as max. Default: the tutorial's model."
  )
  var model: String?

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let model = try Model.load(model)
      try model.writeNew(to: folder)
      try Console.print("\(folder): \(model.name.shownOnOneLine), SHA-256 \(model.sha256)")
    }
  }
}

extension Model {
  /// Writes the model to a new or empty folder.
  ///
  /// An existing model may have been edited, so it is never overwritten.
  func writeNew(to folder: String) throws(Diagnostics) {
    try Self.checkOutput(folder: folder)
    // `checkOutput` has already reported an unreadable folder; a missing folder counts as empty.
    guard (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty ?? true else {
      throw Diagnostics(
        "the folder already contains a model", at: SourceLocation(file: folder),
        hint: "choose another folder")
    }
    try write(to: folder)
  }
}
