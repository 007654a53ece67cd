import Reviews
import SourceText
import Testing

@Suite struct JSONReviewTests {
  @Test func `texts, numbers and booleans are kept, other values skipped`() {
    let line = #"{"Text": "é\n\"x\"", "label": 0.5, "id": true, "n": null, "t": [{}]}"#
    let reading = Reading(line, "a.jsonl")
    #expect(reading.texts == ["é\n\"x\""] && reading.labels == ["0.5"])
    #expect(reading.ids == ["true"] && reading.said == "")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `empty lines count but are skipped`(end: String) {
    let lines = ["{\"text\": 1}", "", "  ", "{\"text\": 2}", ""].joined(separator: end)
    let reading = Reading(lines, "a.jsonl")
    #expect(reading.texts == ["1", "2"] && reading.rows.map(\.location.line) == [1, 4])
    let array = Reading(
      ["[", "{\"text\":", "\"a\"},", "{\"text\": \"b\"}", "]"].joined(separator: end))
    #expect(array.texts == ["a", "b"] && array.rows.map(\.location.line) == [2, 4])
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

  @Test(arguments: [
    ("[{\"text\": \"a\"}", "this array is not closed"),
    ("[{\"text\": \"a\"} {\"text\": \"b\"}]", "missing comma between two elements"),
    ("[{\"text\": \"a\"}, 5]", "this element of the array is not a JSON object"),
    ("[\"a\", \"b\"]", "this element of the array is not a JSON object"),
    ("[{\"text\": \"a\"}] x", "unexpected text after the array"),
    ("{\n\"text\": \"a\"}\nx", "this is not a JSON object"),
    (#"{"text": {"0": "a"}, "label": {"0": 1}}"#, "the 'text' of this object is not a string"),
  ])
  func `what is wrong with an array is said`(text: String, message: String) {
    let reading = Reading(text, "a.json")
    #expect(reading.problems.hasErrors && reading.said.contains("error: " + message))
  }

  private func expectNoObject(_ line: String) {
    let reading = Reading("{\"text\": \"A\"}\n" + line, "a.jsonl")
    #expect(reading.rows.count == 1)
    #expect(
      reading.said == """
        a.jsonl:2: error: this line is not a JSON object
          hint: each line must be an object, such as {"text": "A fine film."}
        """)
  }
}
