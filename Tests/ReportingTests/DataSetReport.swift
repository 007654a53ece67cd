import Attribution
import Classifier
import Reporting
import SourceText
import TestSupport
import Testing

/// A report of one document about a whole data set, classified by the words "good", "fun", "bad" and "film" by default.
struct DataSetReport: Sendable {
  /// A labelled review with columns of its own.
  struct Row: Sendable {
    var id: String
    var text: String
    var label: String?
    var columns: [String: String] = [:]
  }

  var rows: [Row]
  var methods = "occlusion"
  /// Makes the classifier; a program that only predicts by default.
  var classifier: @Sendable () -> any TextClassifier = { BagOfWords(access: .predictions) }
  /// Other files beside the document.
  var files: [String: String] = [:]
  /// The name of the file with the history; nil for none.
  var history: String?
  var jobs = 1

  init(_ rows: [Row]) { self.rows = rows }

  /// Forty reviews in pairs of a positive and a negative one, each with two words of its own; some labels are wrong.
  static let pairs = DataSetReport(
    (0..<40).map { number in
      let isPositive = number.isMultiple(of: 2)
      let verdict = isPositive ? "good, funny" : "bad, funny"
      let text = "A \(verdict) film of w\(number)a and w\(number)b \(number % 3 == 0 ? "fun" : "")"
      // The labels of these reviews are flipped.
      let label = [5, 16, 27].contains(number) != isPositive ? "positive" : "negative"
      return Row(
        id: "r\(number)", text: text, label: label,
        columns: ["source": number % 4 < 2 ? "a" : "b", "year": "\(1990 + number)"])
    })

  /// The reviews as a table with a header.
  var table: String { Self.table(rows) }

  static func table(_ rows: [Row]) -> String {
    let names = Set(rows.flatMap(\.columns.keys)).sorted()
    let lines = rows.map { row in
      ([row.id, row.text, row.label ?? ""] + names.map { row.columns[$0] ?? "" })
        .map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    return (["id,text,label" + names.map { ",\($0)" }.joined()] + lines).joined(separator: "\n")
      + "\n"
  }

  /// A report that is built, with what the build says.
  struct Built {
    let page: Node
    let html: String
    let outcome: ReportBuilder.Outcome
    /// What the history says after the build.
    let history: String?
  }

  /// Builds the report.
  func build(_ document: String) async throws -> Built {
    try await TemporaryFolder.useWaiting { folder in
      for (name, text) in files { try folder.write(text, to: name) }
      let path = try folder.write("---\ntitle: T\n---\n\n\(document)\n", to: "woven.md")
      for (name, text) in WovenPages.short { try folder.write(text, to: name) }
      let request = ReportBuilder.Request(
        documents: [path], templates: folder["templates"],
        output: .init(folder["site"], history: history.map { folder[$0] }), methods: methods,
        jobs: jobs)
      let list = try PickList(parsing: Array(table.utf8), path: "reviews.csv")
      let outcome = try await ReportBuilder(request, picks: list).build(
        with: Explainer(classifier()))
      let html = try #require(folder.read("site/woven.html"))
      return Built(
        page: Node(page: html), html: html, outcome: outcome,
        history: history.flatMap(folder.read))
    }
  }

  /// The page of the report.
  func page(_ document: String) async throws -> Node { try await build(document).page }
}

extension Node {
  /// The element with an id.
  func element(_ id: String) -> Node? { all.first { $0.attributes["id"] == id } }

  /// The rows of the table with a name, without its head.
  func body(ofTableHeaded heads: String...) throws -> [[String]] {
    let table = try #require(
      all("table").first { table in Array(table.rows.first?.prefix(heads.count) ?? []) == heads })
    return Array(table.rows.dropFirst())
  }

  /// The full precision of all numbers.
  var exactNumbers: [String] { all("data").compactMap { $0.attributes["value"] } }
}
