import Attribution
import Classifier
import Drift
import Foundation
import Literate
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// Every head of every table says what it is the head of.
struct TableHeadTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ClassifierTests/Fixtures").path

  private static let models: [(name: String, make: @Sendable () throws -> Model)] = [
    ("two classes", { TinyClassifier.model }), ("three classes", { TinyClassifier.threeClasses }),
    ("no closed form", { try OddClassifier.withoutClosedForm() }),
    ("fastText", { try Model(at: "\(fixtures)/fasttext/both.bin") }),
    ("a tree of classes", { try Model(at: "\(fixtures)/fasttext/tree.bin") }),
    (
      "Keras",
      {
        try Model(
          at: "\(fixtures)/keras/k3-tutorial.keras",
          options: ImportOptions(
            wordIndex: "\(fixtures)/keras/word_index.json", indexOffset: 3))
      }
    ),
  ]

  /// Every chunk with a table, where its document may hold it; those about all architectures once.
  private static func document(_ scope: Scope, architectures: Bool) -> String {
    // A playground has no table, and not every model has one.
    let own = ["math", "check", "include", "playground"]
    let slow = ["architectures", "training", "strips", "orders"]
    return ReportLanguage.language().descriptions
      .filter { $0.scopes.contains(scope) && !own.contains($0.verb) }
      .filter { architectures || !slow.contains($0.verb) }
      .map { "```{\($0.verb)}\n```\n" }.joined(separator: "\n")
  }

  @Test(arguments: models.map(\.name), [Scope.review, .report])
  func `no head of a table is empty on any page`(name: String, scope: Scope) async throws {
    let model = try #require(Self.models.first { $0.name == name }).make()
    let document = Self.document(scope, architectures: name == "two classes" && scope == .report)
    let pages = try await WovenPages(
      document, scope: scope == .review ? "review" : "report", of: model,
      .init(
        methods: nil, picks: "{#a} A good film.\n{#b} Bad, boring, not good!\n{#c} Zorblatt.\n",
        isWhole: true))
    var tables = 0
    for (path, text) in pages.files where path.hasSuffix(".html") {
      let found = Node(page: text).all("table")
      tables += found.count
      try check(found, path)
    }
    #expect(tables > 20)
  }

  @Test func `no head of a table is empty in a comparison`() throws {
    let analyst = ReviewAnalyzer(
      model: TinyClassifier.model,
      methods: try ConfiguredMethod.list(parsing: "occlusion,saliency", defaults: []),
      target: .probability)
    try TemporaryFolder.use { folder in
      let runs = try ["A good film.", "A bad, boring film."].enumerated().map { index, text in
        let list = try PickList(parsing: Array("{#a} \(text)\n".utf8), path: "picks.txt")
        let line = analyst.analyse(list.picks[0], number: 1).json
        return try AttributionRun(
          reading: folder.write(line + "\n", to: "\(index).jsonl"))
      }
      let report = try DriftReport(from: runs[0], to: runs[1], threshold: 0.01)
      let tables = Node(page: try DriftStory(report, verdicts: [], details: 5, words: 10).html())
        .all("table")
      #expect(!tables.isEmpty)
      try check(tables, "diff")
    }
  }

  private func check(_ tables: [Node], _ path: String) throws {
    for table in tables {
      for head in table.all("th") {
        #expect(!head.text.isEmpty, "\(path): \(table.rows.first ?? [])")
      }
      // A row is told by its head, or has none because it names columns.
      for row in table.all("tbody").flatMap({ $0.all("tr") }) {
        #expect(row.all("th").count == 1, "\(path): \(row.text)")
      }
    }
  }
}
