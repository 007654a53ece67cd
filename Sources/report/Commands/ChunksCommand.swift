import ArgumentParser
import Reporting
import SourceText

/// `report chunks`: the reference of the document language, generated from the declarations that validate documents.
struct ChunksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chunks",
    abstract: "List the chunks and values that documents can use, or describe one.")

  @Argument(
    help:
      "A chunk (for example 'tokens'), a value ('prediction.label'), 'value', 'formats' or 'expressions'."
  )
  var name: String?

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) { try Self.listing.print(name) }
  }

  private static var listing: Listing {
    Listing(
      noun: "chunk or value", command: "report chunks", names: LanguageText.names,
      text: { LanguageText.list }, description: LanguageText.description(of:))
  }
}
