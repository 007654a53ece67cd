import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// The guide's page of chunks says what their declarations say.
struct GuideChunkTests {
  private static let language = ReportLanguage.language()

  @Test(arguments: language.descriptions)
  func `every chunk has its section with its own example`(chunk: ChunkDescription) throws {
    let article = try Guide.text(of: "Chunks")
    #expect(article.contains(section(of: chunk, title: chunk.verb)))
  }

  @Test(arguments: language.phrases)
  func `what stands in the text has its section too`(phrase: ChunkDescription) throws {
    let article = try Guide.text(of: "Chunks")
    #expect(article.contains(section(of: phrase, title: "\(phrase.verb) in the text")))
  }

  @Test func `there is no section about a chunk that does not exist`() throws {
    let titles = try Guide.text(of: "Chunks").matches(of: #/(?m)^### (.+)$/#).map { String($0.1) }
    let known =
      Self.language.descriptions.map(\.verb)
      + Self.language.phrases.map { "\($0.verb) in the text" }
    #expect(titles.sorted() == known.sorted())
  }

  /// How a section begins; what it says in its own words comes behind that.
  private func section(of chunk: ChunkDescription, title: String) -> String {
    let options = chunk.options.map { "`\($0.key)=\($0.fallback)`" }
    return """
      ### \(title)

      \(chunk.summary)

      ````markdown
      \(chunk.example)
      ````

      \(options.isEmpty ? "No options." : "Options: \(options.joined(separator: ", ")).")


      """
  }
}
