import SourceText
import Testing

@Suite struct JSONLinesTests {
  private func objects(_ text: String) -> JSONLines {
    JSONLines(SourceFile(path: "a.jsonl", text: text))
  }

  @Test func `texts, whole numbers and booleans are kept, other values skipped`() {
    let line = #"{"Text": "é\n\"x\"", "label": 1, "id": true, "n": null, "f": 0.5, "t": [{}]}"#
    let file = objects(line)
    #expect(file.rows.map(\.fields) == [["text": "é\n\"x\"", "label": "1", "id": "true"]])
    #expect(file.problems.isEmpty)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `empty lines count but are skipped`(end: String) {
    let file = objects(["{\"a\": 1}", "", "  ", "{\"a\": 2}", ""].joined(separator: end))
    #expect(file.rows.map(\.location.line) == [1, 4])
    #expect(file.rows.map { $0[["z", "a"]] } == ["1", "2"])
  }

  @Test(arguments: [
    "5", "null", "[]", "{", "{}}", "{} {}", "nope", "{'a': 1}", #"{"a": "\ud800"}"#,
    #"{"a": "\q"}"#, #"{"a": "open}"#, "{\"a\": \"\u{1}\"}",
  ])
  func `a line that is not an object is reported with its place`(line: String) {
    expectNoObject(line)
  }

  @Test(arguments: ["[", #"{"a":"#, #"{"a":["#])
  func `deep nesting is refused`(opening: String) {
    expectNoObject(String(repeating: opening, count: 300_000))
    expectNoObject(#"{"a":"# + String(repeating: opening, count: 300_000))
  }

  private func expectNoObject(_ line: String) {
    let file = objects("{}\n" + line)
    #expect(file.rows.count == 1)
    #expect(
      Diagnostics(file.problems).description == """
        a.jsonl:2: error: this line is not a JSON object
          hint: each line is one object, such as {"text": "A fine film."}
        """)
  }
}
