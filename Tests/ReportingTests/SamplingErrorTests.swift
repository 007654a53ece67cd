import Attribution
import Classifier
import Foundation
import Models
import Reporting
import TestSupport
import Testing

/// What tables say about methods that sample.
struct SamplingErrorTests {
  /// The caption and the words of the table by a method, in order, with their marks.
  private func table(_ methods: String) async throws -> (caption: String, words: [String]) {
    let text = """
      Everyone had warned me: a terrible script, awful music, a plot so dull that you could sleep. For once I am glad that I did \
      not listen, and smiling all the way home, because the acting is a joy and the ending perfect.
      """
    return try await TemporaryFolder.useWaiting { folder in
      let document = try folder.write(
        "---\nscope: review\nmethods: \(methods)\n---\n# Words\n\n```{compare rows=30}\n```\n",
        to: "words.md")
      let request = ReportBuilder.Request(documents: [document], output: .init(folder["site"]))
      let list = try PickList(reading: try folder.write("{#one} \(text)", to: "picks.txt"))
      _ = try await ReportBuilder(request, picks: list).build(with: Explainer(Model.load()))
      let page = try String(contentsOfFile: folder["site/words/one.html"], encoding: .utf8)
      let caption = try #require(
        page.firstMatch(of: #/<figcaption>(.*?)</figcaption>/#.dotMatchesNewlines()))
      let rows = page.matches(of: #/#t\d+">([^<]*)</a>( ≈)?</th>/#)
      return (String(caption.1), rows.map { String($0.1) + ($0.2 ?? "") })
    }
  }

  @Test
  func `words whose sampled scores are nearly equal have no settled rank, and others have one`()
    async throws
  {
    let few = try await table("[\"shapley-value-sampling:samples=4\"]")
    let many = try await table("[\"shapley-value-sampling:samples=4000\"]")
    func unsettled(_ words: [String]) -> Int { words.count { $0.hasSuffix("≈") } }
    for table in [few, many] {
      #expect(table.caption.contains("95 % intervals of at most: Shapley values ±"))
    }
    #expect(many.caption.contains(" ≈ marks words"))
    #expect(2...many.words.count / 2 ~= unsettled(many.words))
    // Marks on most words would distinguish nothing.
    #expect(unsettled(few.words) == 0)
    #expect(
      few.caption.contains("The samples do not settle the order of these words.")
        || few.caption.contains("Of these words, the samples settle the place of “"))
  }

  @Test func `exact scores have neither intervals nor marks`() async throws {
    let table = try await table("[integrated-gradients, occlusion]")
    #expect(!table.words.isEmpty && !table.words.contains { $0.contains("≈") })
    #expect(!table.caption.contains("95 %"))
  }
}
