import ArgumentParser
import Reporting
import SourceText

/// `report chunks`: the reference of the document language, generated from the declarations that validate documents.
struct ChunksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chunks",
    abstract: "List the chunks and values that documents can use, or describe one.")

  @Argument(
    help: "A chunk (for example 'tokens'), a value ('prediction.label'), 'value' or 'formats'.")
  var name: String?

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      guard let name else { return try Console.print(LanguageText.list) }
      guard let text = LanguageText.description(of: name) else {
        throw Diagnostics(
          "there is no chunk or value '\(name)'",
          hint: NearestName.hint(for: name, among: LanguageText.names, listing: "report chunks"))
      }
      try Console.print(text)
    }
  }
}
