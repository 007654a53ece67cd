import Foundation
import SourceText
import Testing

@Suite struct JSONWriterTests {
  @Test func `members are written in the order of the calls`() {
    let text = JSONWriter.object { json in
      json.write("b", "x")
      json.write("a", 1.5)
      json.object("d") { $0.write("c", [1, 2]) }
      json.objects("e", [true, false]) { $0.write("is", $1) }
    }
    #expect(text == #"{"b":"x","a":1.5,"d":{"c":[1,2]},"e":[{"is":true},{"is":false}]}"#)
  }

  @Test func `the indented layout has a member or an element per line, and empty lists on one`() {
    let text = JSONWriter.object(.indented) { json in
      json.object("none") { _ in }
      json.write("rows", [[1], []])
      json.objects("objects", ["x"]) { $0.write("text", $1) }
    }
    #expect(
      text == """
        {
          "none": {},
          "rows": [
            [
              1
            ],
            []
          ],
          "objects": [
            {
              "text": "x"
            }
          ]
        }
        """)
  }

  @Test func `a number reads back as the same number, and one that is not finite as null`() throws {
    let numbers = [
      0.1, -1.5, 1e-300, .pi, 1e22, 3, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
    ]
    let text = JSONWriter.object { $0.write("numbers", numbers + [.nan, .infinity, -.infinity]) }
    let read = try Self.parse(text)["numbers"]?.array
    #expect(read == numbers.map(JSON.number) + [.null, .null, .null])
    #expect(JSONWriter.object { $0.write("zero", [0.0, -0.0]) } == #"{"zero":[0,0]}"#)
    #expect(JSON.number(.nan).description == "null")
  }

  @Test func `what is missing is null`() {
    let text = JSONWriter.object { json in
      json.write("string", nil as String?)
      json.write("number", nil as Double?)
    }
    #expect(text == #"{"string":null,"number":null}"#)
  }

  @Test(
    arguments: [
      "", "plain", "\"", "\\\\", "a\"b\\c", "\n\r\t", "\u{0}\u{1}\u{F}\u{10}\u{1F}", "\r\n",
      "e\u{301}\"\u{301}", "你好 👩‍👩‍👧 é", "\u{2028}\u{7F}", "tail\n",
    ])
  func `a string reads back as the same characters, as key and as value`(string: String) throws {
    let text = JSONWriter.object { $0.write(string, string) }
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
    #expect(read?.keys.first.map { Array($0.utf8) } == Array(string.utf8))
    #expect(read?.values.first.map { Array($0.utf8) } == Array(string.utf8))
    #expect(!text.utf8.contains { $0 < 0x20 })
  }

  @Test func `a JSON value is written with sorted keys and whole numbers as integers`() {
    let value = JSON.object(["b": .array([.number(3), .null]), "a": .bool(true)])
    #expect(JSONWriter.object { $0.write("v", value) } == #"{"v":{"a":true,"b":[3,null]}}"#)
    #expect(value.description == #"{"a":true,"b":[3,null]}"#)
  }

  private static func parse(_ text: String) throws -> JSON {
    try JSON(parsing: SourceFile(path: "f", text: text))
  }
}
