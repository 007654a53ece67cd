import TestSupport
import Testing

/// The chunk that looks for a fault finds it where it is planted, and only there.
@Suite struct DataSetFindingTests {
  /// Reviews whose labels have nothing to do with their words.
  private static func even(_ change: (Int, inout DataSetReport.Row) -> Void) -> DataSetReport {
    DataSetReport(
      (0..<100).map { number in
        var row = DataSetReport.Row(
          id: "r\(number)", text: "A \(number % 4 < 2 ? "good" : "bad") film of w\(number)",
          label: number % 2 == 0 ? "positive" : "negative")
        change(number, &row)
        return row
      })
  }

  @Test(arguments: [("acme", "acme"), ("!", "the sign “!”")], ["positive", "negative"])
  func `what only reviews of one label have is a shortcut that tells the label`(
    trace: (added: String, name: String), label: String
  ) async throws {
    let data = Self.even { _, row in if row.label == label { row.text += " " + trace.added } }
    let page = try await data.page("`{value shortcuts.count}`\n\n```{shortcuts}\n```\n")
    let rows = try page.body(ofTableHeaded: "Word or property", "Tells")
    #expect(rows.map { Array($0.prefix(2)) } == [[trace.name, label]])
    #expect(rows[0][3] == "50" && page.exactNumbers.first == "1")
  }

  @Test func `a word in as many reviews of each label is no shortcut`() async throws {
    let data = Self.even { number, row in if number % 10 < 6 { row.text += " acme" } }
    let page = try await data.page("`{value shortcuts.count}`\n\n```{shortcuts}\n```\n")
    #expect(page.exactNumbers.first == "0")
    #expect(page.text.contains("none is in reviews of one label"))
  }

  @Test(arguments: [[5, 16, 27], [0, 1, 2, 3], [39]])
  func `flipped labels are the first suspects, and those of which the model is sure`(
    flipped: [Int]
  ) async throws {
    var rows = (0..<40).map { number in
      let isPositive = number.isMultiple(of: 2)
      return DataSetReport.Row(
        id: "r\(number)", text: isPositive ? "good good w\(number)" : "bad bad w\(number)",
        label: isPositive != flipped.contains(number) ? "positive" : "negative")
    }
    // Two verdicts that are nearly undecided.
    rows += (40..<42).map {
      DataSetReport.Row(id: "r\($0)", text: "film x\($0) y\($0) z\($0)", label: "negative")
    }
    let page = try await DataSetReport(rows).page(
      "`{value suspects.count}` `{value suspects.confident}`\n\n```{suspects}\n```\n")
    #expect(page.exactNumbers.prefix(2) == ["\(flipped.count + 2)", "\(flipped.count)"])
    let table = try #require(page.table(headed: "Review"))
    let found = table.all("tr").dropFirst().compactMap { $0.all("a").first?.attributes["href"] }
    #expect(Set(found.prefix(flipped.count)) == Set(flipped.map { "reviews/r\($0).html" }))
    let isSure = table.rows.dropFirst().map { $0[4] }
    #expect(isSure == flipped.map { _ in "yes" } + ["no", "no"])
  }

  @Test(arguments: ["source is “c”", "contains “sequel”"])
  func `a group in which verdicts are wrong is the first slice`(name: String) async throws {
    let isWord = name.hasPrefix("contains")
    let data = DataSetReport(
      (0..<120).map { number in
        let isWeak = number % 4 == 0
        let verdict = number % 8 < 4
        return DataSetReport.Row(
          id: "r\(number)",
          text: "\(verdict ? "good" : "bad") w\(number)\(isWeak && isWord ? " sequel" : "")",
          label: verdict != isWeak ? "positive" : "negative",
          columns: ["source": isWeak && !isWord ? "c" : number % 3 == 0 ? "a" : "b"])
      })
    let page = try await data.page(
      "`{value slices.found}` `{value slices.worst}`\n\n```{slices #tbl-s}\n```\n")
    let found = try page.body(ofTableHeaded: "Reviews", "Number")
    #expect(found.map { Array($0.prefix(2)) } == [[name, "30"]])
    #expect(found[0][2].hasPrefix("0.0"))
    #expect(page.exactNumbers.first == "1")
    if !isWord { #expect(page.exactNumbers[1] == "0.0") }
  }

  @Test func `equal texts with different labels and training reviews come first`() async throws {
    let texts = [
      "one good two three", "seven eight nine ten bad", "four good five six",
      "seven  eight, nine TEN bad", "one <br />good two three", "a text of its own",
    ]
    let labels = ["positive", "negative", "positive", "negative", "negative", "positive"]
    var data = DataSetReport(
      zip(texts, labels).enumerated().map {
        DataSetReport.Row(id: "r\($0)", text: $1.0, label: $1.1)
      })
    data.files["train.csv"] = "text,label\nFour good five six!,positive\nOther.,negative\n"
    let page = try await data.page("```{duplicates train-data=train.csv}\n```\n")
    let rows = try page.body(ofTableHeaded: "Reviews", "Labels")
    #expect(
      rows.map { $0[3] } == ["in the training data", "different labels", ""])
    #expect(rows.allSatisfy { $0[2] == "equal" })
    #expect(rows.map { $0[1] }.last == "negative, negative")
    #expect(
      page.text.contains(
        "6 reviews and 2 training reviews contain 3 groups of equal or nearly equal texts, 1 of them"
      ))
    #expect(page.text.contains("1 review is also among the training data"))
  }

  @Test func `a set of reviews has no distance from itself, and one from others`() async throws {
    var data = Self.even { _, _ in }
    let shifted = Self.even { number, row in
      row.text += number % 2 == 0 ? " robot robot dragon dragon" : " robot dragon"
    }
    data.files = ["same.csv": data.table, "other.csv": shifted.table]
    let (same, other) = (
      try await data.page("```{shift against=same.csv}\n```\n"),
      try await data.page("```{shift against=other.csv}\n```\n")
    )
    let distances = try [same, other].map { page in
      try page.body(ofTableHeaded: "Quantity").map { (name: $0[0], distance: $0[3], p: $0[4]) }
    }
    #expect(distances[0].allSatisfy { $0.distance.hasPrefix("0.000") })
    let length = try #require(distances[1].first { $0.name.contains("length") })
    #expect(length.distance.hasPrefix("1.000") && length.p.contains("10"))
    let words = try #require(other.table(headed: "Word")).rows.dropFirst().map { $0[0] }
    #expect(Set(words.prefix(2)) == ["robot", "dragon"])
  }

  @Test func `a change of words that the model reads turns verdicts, and no other change does`()
    async throws
  {
    let data = Self.even { _, _ in }
    let page = try await data.page(
      "`{value invariance.casing}`\n\n```{invariance tests=casing,typo}\nswaps: good/bad, film/movie\n```\n"
    )
    let rows = try page.body(ofTableHeaded: "Change to the text").map { Array($0.prefix(3)) }
    #expect(
      rows == [
        ["two letters swapped", "0", "–"], ["other casing", "100", "0"],
        ["“good” written as “bad”", "50", "50"], ["“film” written as “movie”", "100", "0"],
      ])
    #expect(page.exactNumbers.first == "0.0")
  }

  @Test func `the words that decide are those of the model, with their signs`() async throws {
    let page = try await Self.even { _, _ in }.page(
      """
      `{value importance.supporting-word}` `{value importance.opposing-word}`

      ```{importance by=mean rows=2}
      ```
      """)
    let rows = try page.body(ofTableHeaded: "Word")
    #expect(rows.map { $0[0] } == ["bad", "good"])
    #expect(page.all("p")[0].text.contains("good bad") || page.text.contains("good bad"))
  }
}
