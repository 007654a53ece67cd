import TestSupport
import Testing

/// The options of the list of reviews.
extension ChunkOptionTests {
  static let lists = [
    Case(key: "reviews.where", given: "where=prediction.correct", isReport: true) {
      (plain, changed) throws in
      #expect(try names(plain).count == 5 && names(changed) == ["Short"])
      #expect(changed.text.contains("1 of 5 reviews has prediction.correct."))
    },
    Case(key: "reviews.sort", given: "sort=-words", isReport: true) { (plain, changed) throws in
      #expect(try names(plain) == ["Short", "Long", "Unknown", "One", "Bad"])
      #expect(try names(changed).first == "Long" && names(changed).last == "One")
    },
    Case(key: "reviews.limit", given: "limit=2", isReport: true) { (plain, changed) throws in
      #expect(try names(changed) == names(plain).dropLast(3))
      #expect(changed.text.contains("5 reviews; the first 2 are shown."))
    },
    Case(key: "reviews.columns", given: "columns=title,words,prediction.correct", isReport: true) {
      (plain, changed) throws in
      #expect(try heads(changed) == ["Title", "Words", "Correct"])
      #expect(try names(changed) == names(plain))
      // A review without a label is neither right nor wrong.
      #expect(try #require(changed.all("table").first).rows.dropFirst().map { $0[2] }.last == "–")
    },
  ]

  /// The first words of the rows.
  private static func names(_ page: Node) throws -> [String] {
    try #require(page.all("table").first).rows.dropFirst().map { row in
      String(row[0].prefix { $0.isLetter })
    }
  }
}
