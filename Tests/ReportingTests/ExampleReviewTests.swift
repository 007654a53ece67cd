import Attribution
import Classifier
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// The review that a document with `focus: example` is about.
struct ExampleReviewTests {
  private static let long = Array(repeating: "not a good but a bad film", count: 30).joined(
    separator: " ")
  private static let waste =
    "An awful waste of money: terrible script, worst plot, poorly made, boring, dull, dreadful"

  private func focus(_ picks: String, _ key: String = "focus: example") async throws -> String {
    try await TemporaryFolder.useWaiting { folder in
      let document = try folder.write(
        "---\ntitle: T\n\(key)\n---\n\nAbout `{value review.id}`.\n", to: "woven.md")
      let request = ReportBuilder.Request(
        documents: [document], output: .init(folder["site"]), methods: "integrated-gradients")
      let list = try PickList(parsing: Array(picks.utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(with: Explainer(Model.load()))
      let page = Node(page: try #require(folder.read("site/woven.html")))
      return try #require(page.all("p").map(\.text).first { $0.hasPrefix("About ") })
    }
  }

  @Test func `it is short, read to its end, speaks on both sides and switches a unit`() async throws
  {
    let picks = """
      {#long} \(Self.long)
      {#still} A good film with a bad end.
      {#switching} \(Self.waste), but one good, lovely scene.
      {#later} \(Self.waste), and great music.
      """
    #expect(try await focus(picks) == "About switching.")
    #expect(try await focus(picks, "focus: first") == "About long.")
    #expect(try await focus(picks, "options: {review: later}\nfocus: example") == "About later.")
  }

  @Test func `if no unit switches, the other conditions count, and then none`() async throws {
    #expect(
      try await focus("{#long} \(Self.long)\n{#still} A good film with a bad end.\n")
        == "About still.")
    #expect(try await focus("{#long} \(Self.long)\n{#longer} \(Self.long) too\n") == "About long.")
  }
}
