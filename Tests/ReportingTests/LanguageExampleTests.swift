import Attribution
import Foundation
import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// The examples of `report chunks` are documents that build.
struct LanguageExampleTests {
  @Test func `every example builds`() async throws {
    let language = ReportLanguage.language()
    let examples = (language.descriptions + language.phrases + [language.conditions])
      .map(\.example)
    try await TemporaryFolder.useWaiting { folder in
      try folder.write("A part.\n", to: "parts/method.md")
      try folder.write("text\nAn old film.\n", to: "old.csv")
      let document =
        "---\ntitle: All\ntoc: true\n---\n\n## How {#sec-provenance}\n\n"
        + examples.joined(separator: "\n\n")
      let request = ReportBuilder.Request(
        documents: [try folder.write(document, to: "all.md")], output: .init(folder["site"]),
        methods: "integrated-gradients,occlusion,saliency")
      let picks = "{#a label=positive} A fine film.\n{#slow label=negative} A dull, boring film.\n"
      let list = try PickList(reading: try folder.write(picks, to: "picks.txt"))
      let outcome = try await ReportBuilder(request, picks: list).build(
        with: Explainer(TinyClassifier.model))
      #expect(outcome.warnings == [])
      #expect(outcome.failedClaims == [])
      let page = try #require(folder.read("site/all.html"))
      for id in ["fig-words", "tbl-methods", "chk-rows", "eq-mean", "sec-row"] {
        #expect(page.contains("id=\"\(id)\""))
      }
      #expect(page.contains("A part."))
    }
  }

  @Test func `every value has an example that is known`() throws {
    let language = ReportLanguage.language()
    let text = language.values.map { "`{value \($0.path)}`\n" }.joined()
    _ = try Document(parsing: SourceFile(path: "a.md", text: text), language: language)
    for chunk in language.descriptions + language.phrases + [language.conditions] {
      #expect(LanguageText.description(of: chunk.verb)?.contains("\nExample\n") == true)
    }
    #expect(Set(LanguageText.names).count == LanguageText.names.count)
  }
}
