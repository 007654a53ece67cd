import ArgumentParser
import Reporting
import SourceText

/// `report chunks`: what documents may say, from the declarations that check it.
struct ChunksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chunks",
    abstract: "List what documents may say, or describe a chunk, a value or a unit.")

  @Argument(
    help: "A chunk such as 'tokens', a value such as 'prediction.label', 'value' or 'formats'.")
  var name: String?

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      guard let name else { return try Console.print(LanguageText.list) }
      guard let text = LanguageText.description(of: name) else {
        throw Diagnostic(
          "there is no chunk and no value '\(name)'",
          hint: NearestName.hint(for: name, among: LanguageText.names, listing: "report chunks"))
      }
      try Console.print(text)
    }
  }
}
