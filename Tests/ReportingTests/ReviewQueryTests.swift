import TestSupport
import Testing

/// What `{reviews}` selects, and in which order.
struct ReviewQueryTests {
  private static let rows = """
    {"id": "a", "text": "A good film.", "label": "positive", "grade": " 9 "}
    {"id": "b", "text": "A bad film.", "label": "negative", "grade": ""}
    {"id": "c", "text": "Great!", "label": "negative", "grade": 10}
    {"id": "d", "text": "Bad, bad.", "grade": "none"}
    {"id": "e", "text": "A film.", "label": "positive"}
    """

  /// Returns the ids of a list, and all text of its page.
  private func list(_ options: String) async throws -> (ids: [String], text: String) {
    var run = WovenPages.Run()
    run.picks = Self.rows
    let pages = try await WovenPages(
      "```{reviews}\n\(options)\ncolumns: review.id\n```", scope: "report",
      of: TinyClassifier.model, run)
    let page = try #require(pages.own[""])
    return (page.all("table").first?.rows.dropFirst().map { $0[0] } ?? [], page.text)
  }

  @Test(arguments: [
    ("columns.grade", ["a", "c", "d", "b", "e"]),
    ("columns.grade descending", ["d", "c", "a", "b", "e"]),
    ("label, columns.grade descending", ["c", "b", "a", "e", "d"]),
    ("label == \"positive\" descending, review.id descending", ["e", "a", "c", "b", "d"]),
  ])
  func `reviews of equal rank keep their order, and those without a value are last`(
    order: String, ids: [String]
  ) async throws {
    #expect(try await list("sort: \(order)").ids == ids)
  }

  @Test(arguments: [
    ("columns.grade > 5", ["a", "c"]), ("not columns.grade > 5", []),
    ("columns.grade == \"none\" or label == \"negative\"", ["b", "c", "d"]),
  ])
  func `a condition selects the reviews for which it is decided and holds`(
    condition: String, ids: [String]
  ) async throws {
    let found = try await list("where: \(condition)")
    #expect(found.ids == ids)
    #expect(found.text.contains(ids.isEmpty ? "No review has" : "\(ids.count) of 5 reviews have"))
  }
}
