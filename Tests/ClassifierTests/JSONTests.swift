import Classifier
import SourceText
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "-1.5", "1e+20", "0.5E-3", #""a\"\\\u0001é👍""#, "[]", "{}",
    #"[1,[2,{"a":null}]]"#,
    #"{"a":1,"b":[false]}"#,
  ])
  func `a value is written as it was read`(text: String) throws {
    let value = try Self.parse(text)
    #expect(try Self.parse(value.description) == value)
    #expect(try Self.parse(value.indented) == value)
  }

  @Test func `keys are written in order`() throws {
    let value = try Self.parse(#"{"b":1,"a":{"d":[1,2],"c":{}}}"#)
    #expect(value.description == #"{"a":{"c":{},"d":[1,2]},"b":1}"#)
    #expect(
      value.indented == """
        {
          "a": {
            "c": {},
            "d": [
              1,
              2
            ]
          },
          "b": 1
        }

        """)
  }

  @Test func `escapes stand for characters`() throws {
    #expect(try Self.parse(#""\ud83d\udc4d\n\u00e9\/""#).string == "👍\né/")
  }

  @Test(arguments: [
    ("", "f:1:1: error: the file ends where a value should be"),
    ("nul", "f:1:1: error: expected a value here"),
    ("{\n  \"a\" 1}", "f:2:7: error: expected ':' here"),
    ("{\"a\":1,\n \"a\":2}", "f:2:2: error: duplicate key 'a'"),
    ("[1 2]", "f:1:4: error: expected ',' or ']' here"),
    ("1 2", "f:1:3: error: expected the end of the file here"),
    ("\"a\nb\"", "f:1:3: error: unterminated string"),
    ("\"é\\x\"", "f:1:3: error: invalid escape sequence"),
    (#""\ud83d""#, "f:1:2: error: lone surrogate"),
    (#""\udc4d""#, "f:1:2: error: lone surrogate"),
    ("1e999", "f:1:1: error: expected a value here"),
    ("[-01]", "f:1:2: error: expected a value here"),
    ("[1.]", "f:1:2: error: expected a value here"),
    ("[.5]", "f:1:2: error: expected a value here"),
    ("[1e+]", "f:1:2: error: expected a value here"),
    ("[1-2]", "f:1:3: error: expected ',' or ']' here"),
  ])
  func `what is not JSON is reported at its place`(text: String, problem: String) {
    #expect(problems { try Self.parse(text) } == problem)
  }

  @Test func `a file that nests too deep is refused`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(problems { try Self.parse(text) } == "f:1:101: error: this is nested too deeply")
  }

  private static func parse(_ text: String) throws -> JSON {
    try JSON(parsing: SourceFile(path: "f", text: text))
  }
}
