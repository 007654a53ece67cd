import Foundation
import Reporting
import TestSupport
import Testing

/// Values about the data set are the numbers of its chunks.
@Suite struct DataSetValueTests {
  /// Paths, and the chunk that prints the same number.
  static let pairs: [(verb: String, paths: [String])] = [
    ("importance rows=1000 minimum=1", ["importance.supporting", "importance.opposing"]),
    (
      "confusion",
      [
        "confusion.accuracy", "confusion.f1", "confusion.precision.positive",
        "confusion.precision.negative", "confusion.recall.positive", "confusion.recall.negative",
      ]
    ),
    (
      "calibration",
      ["calibration.brier", "calibration.error", "calibration.slope", "calibration.intercept"]
    ),
    ("slices", ["slices.worst"]),
    (
      "invariance",
      [
        "invariance.largest", "invariance.casing", "invariance.double-negation",
        "invariance.line-break",
      ]
    ),
    (
      "shift against=other.csv",
      ["shift.words", "shift.contributions", "shift.length", "shift.confidence"]
    ),
  ]

  private static let data: DataSetReport = {
    var data = DataSetReport.pairs
    data.files["other.csv"] = "text,label\nA bad robot.,negative\nA fun robot. Good.,positive\n"
    // Some texts have sentences and capitals, so that every test has something to change.
    for index in data.rows.indices where index % 4 == 0 {
      data.rows[index].text = "Fine. " + data.rows[index].text
    }
    return data
  }()

  @Test(arguments: pairs)
  func `a value is a number that its chunk prints`(pair: (verb: String, paths: [String]))
    async throws
  {
    let values = pair.paths.map { "`{value \($0)}`" }.joined(separator: " ")
    let page = try await Self.data.page("\(values)\n\n```{\(pair.verb)}\n```\n")
    let figure = Set(try #require(page.all("figure").first).exactNumbers)
    let numbers = page.exactNumbers.prefix(pair.paths.count)
    for (path, number) in zip(pair.paths, numbers) {
      #expect(figure.contains(number), "\(path): \(number)")
    }
  }

  @Test func `counts and names are those of the chunks`() async throws {
    var data = Self.data
    data.rows.append(DataSetReport.Row(id: "again", text: data.rows[0].text, label: "negative"))
    let paths = [
      "importance.words", "slices.found", "suspects.count", "suspects.confident",
      "duplicates.groups", "duplicates.conflicts", "shortcuts.count", "confusion.accuracy-low",
    ]
    let values = paths.map { "`{value \($0) digits=0}`" }.joined(separator: " ")
    let page = try await data.page(
      """
      \(values) and “`{value slices.worst-name}`”.

      ```{importance}
      ```

      ```{suspects}
      ```

      ```{duplicates}
      ```

      ```{slices}
      ```
      """)
    let numbers = page.exactNumbers
    #expect(page.text.contains("out of \(numbers[0]) that come first"))
    #expect(page.text.contains("\(numbers[2]) label"))
    #expect(page.text.contains("that the verdicts contradict, among 41 labelled reviews"))
    #expect(page.text.contains("For \(numbers[3]) of them the verdict"))
    #expect(
      page.text.contains(
        "41 reviews contain \(numbers[4]) group of equal or nearly equal texts, \(numbers[5]) of them"
      ))
    #expect(numbers[4] == "1" && numbers[5] == "1")
    let worst = try #require(page.text.firstMatch(of: #/and “(.+?)”\./#)?.1)
    let groups = try page.body(ofTableHeaded: "Property", "Reviews")
    #expect(groups.contains { $0[1] == worst })
  }

  @Test(arguments: [
    "confusion.accuracy", "confusion.f1", "confusion.recall.positive", "calibration.error",
    "slices.worst", "slices.found", "suspects.count", "shortcuts.count", "shift.words",
    "history.runs", "history.last", "shift.contributions",
  ])
  func `a value without its premise is a problem or fails a claim, with its name`(path: String)
    async throws
  {
    var data = DataSetReport.pairs
    for index in data.rows.indices { data.rows[index].label = nil }
    do {
      _ = try await data.build("`{value \(path)}`")
      Issue.record("\(path) has a value")
    } catch {
      #expect("\(error)".contains("woven.md:5:"), "\(error)")
      #expect("\(error)".contains("there is no value '\(path)', because "), "\(error)")
    }
    let built = try await data.build("```{check #chk-a}\nclaim: \(path) >= 0\n```\n")
    // Only a comparison with a run that never was holds without its value.
    let isVacuous = path == "history.last"
    #expect(built.outcome.failedClaims.count == (isVacuous ? 0 : 1))
    #expect(built.page.text.contains(isVacuous ? "nothing to compare with" : "missing"))
  }
}
