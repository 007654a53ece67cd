import ArgumentParser
import Classifier
import Foundation
import Reporting
import SourceText

/// `report export`: the model in use as a folder.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the model in use, the embedded one by default, as a folder.")

  @Argument(help: "The folder to write; it must not exist, or be empty.")
  var folder: String

  @Option(help: "A model folder. Without it the embedded model is used.")
  var model: String?

  func run() async throws {
    try await Exit.reporting {
      let model =
        try model.map { path throws(Diagnostics) in try Model(folder: path) }
        ?? EmbeddedModel.load()
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      guard names.isEmpty else {
        throw Diagnostic(
          "the folder is not empty", at: SourceLocation(file: folder),
          hint: "choose another folder")
      }
      try model.write(to: folder)
      try Console.print("\(folder): \(model.name), SHA-256 \(model.sha256)")
    }
  }
}
