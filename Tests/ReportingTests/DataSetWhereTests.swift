import TestSupport
import Testing

/// The condition of a chunk about the data set.
@Suite struct DataSetWhereTests {
  /// A document with every chunk that takes a condition.
  static func document(where condition: String?) -> String {
    let line = condition.map { "where: \($0)\n" } ?? ""
    return [
      "importance minimum=2", "confusion", "calibration", "slices minimum=4", "suspects",
      "duplicates threshold=0.4 train-data=train.csv", "shortcuts minimum=2 purity=0.5",
      "invariance", "shift against=other.csv",
    ].map { "```{\($0)}\n\(line)```\n" }.joined(separator: "\n")
  }

  @Test func `a condition gives the numbers of a data set of the selected reviews alone`()
    async throws
  {
    var all = DataSetReport.pairs
    for index in all.rows.indices {
      all.rows[index].columns["part"] = index % 5 < 3 ? "kept" : "left"
    }
    all.files = [
      "train.csv": "text,label\n\(all.rows[2].text.replacing(",", with: "")),negative\n",
      "other.csv": "text,label\nA bad robot.,negative\nA fun robot.,positive\nBad robots.,\n",
    ]
    var some = all
    some.rows.removeAll { $0.columns["part"] == "left" }
    let condition = #"columns.part == "kept""#
    let (selected, alone) = (
      try await all.page(Self.document(where: condition)),
      try await some.page(Self.document(where: nil))
    )
    let figures = [selected, alone].map { $0.all("figure") }
    #expect(figures[0].count == 9 && figures[1].count == 9)
    for (one, other) in zip(figures[0], figures[1]) {
      #expect(one.text.replacing(" with " + condition, with: "") == other.text)
      #expect(one.exactNumbers == other.exactNumbers)
      #expect(one.all("path").map(\.attributes) == other.all("path").map(\.attributes))
    }
  }
}
