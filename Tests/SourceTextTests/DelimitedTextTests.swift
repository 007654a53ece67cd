import LinearAlgebra
import SourceText
import Testing

@Suite struct DelimitedTextTests {
  private func table(_ text: String, _ delimiter: DelimitedText.Delimiter = .comma) -> DelimitedText
  {
    DelimitedText(SourceFile(path: "a.csv", text: text), delimiter: delimiter)
  }

  /// The fields of all rows of a table with the columns a and b.
  private func fields(_ table: DelimitedText) -> [[String]] {
    table.rows.map { [$0.fields["a"] ?? "", $0.fields["b"] ?? ""] }
  }

  @Test func `quoted fields may hold delimiters, line breaks and quotes`() {
    let table = table("a,b\n\"x, y\",\"one\ntwo \"\"three\"\"\"\nplain,\"\"\n")
    #expect(table.header == ["a", "b"])
    #expect(fields(table) == [["x, y", "one\ntwo \"three\""], ["plain", ""]])
    #expect(table.rows.map(\.location.description) == ["a.csv:2", "a.csv:4"])
    #expect(table.problems.isEmpty)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines end in any of three ways, and empty lines count but are skipped`(end: String) {
    let table = table(["a,b", "1,2", "", "3,4"].joined(separator: end))
    #expect(fields(table) == [["1", "2"], ["3", "4"]])
    #expect(table.rows.map(\.location.line) == [2, 4])
  }

  @Test func `tabs divide a TSV file, and a quote within a word is a letter`() {
    #expect(fields(table("A\tB\n5\" disc\tx,y", .tab)) == [["5\" disc", "x,y"]])
  }

  @Test func `columns are found in any case`() {
    #expect(table("Review,SENTIMENT\n").hasColumn(["text", "review"]))
    #expect(!table("Review,SENTIMENT\n").hasColumn(["label"]))
    #expect(!table("").hasColumn(["label"]))
  }

  @Test func `all bad rows are reported and the good ones are kept`() {
    let table = table("a,b\n1\n1,2,3\nx,\"y\" z\ngood,row\n1,\"open\n")
    #expect(fields(table) == [["good", "row"]])
    #expect(
      Diagnostics(table.problems).description == """
        a.csv:2: error: this row has 1 field, the header has 2
          hint: a field that holds a comma stands in double quotes
        a.csv:3: error: this row has 3 fields, the header has 2
          hint: a field that holds a comma stands in double quotes
        a.csv:4:6: error: there is text behind the closing quote
          hint: a quote inside a quoted field is written twice: ""
        a.csv:6:3: error: this quote is never closed
          hint: a quote inside a quoted field is written twice: ""
        """)
  }

  @Test func `what is written with all fields quoted is read back`() {
    let alphabet: [Unicode.Scalar] = [
      "a", "\"", ",", "\n", "\r", "\t", "é", "\u{301}", " ", "\u{FEFF}",
    ]
    for number in 0..<1000 {
      let field = [number / 100, number / 10 % 10, number % 10].map { alphabet[$0] }
      let reversed = Array(field.reversed())
      let table = table("a,b\n\(quoted(field)),\(quoted(reversed))")
      #expect(table.rows.map { Array(($0.fields["a"] ?? "").unicodeScalars) } == [field])
      #expect(table.rows.map { Array(($0.fields["b"] ?? "").unicodeScalars) } == [reversed])
      #expect(table.problems.isEmpty)
    }
  }

  @Test func `random bytes never stop the program`() {
    var random = SplitMix64(seed: 5)
    let alphabet = Array("a\",\n\r\té".utf8)
    for _ in 0..<2000 {
      let bytes = (0..<random.below(40)).map { _ in alphabet[random.below(alphabet.count)] }
      let table = table(String(decoding: bytes, as: UTF8.self))
      #expect(table.rows.allSatisfy { $0.fields.count <= table.header.count })
    }
  }

  /// A field in quotes.
  ///
  /// It doubles scalars, not characters: a quote with an accent is a character of its own.
  private func quoted(_ field: [Unicode.Scalar]) -> String {
    var text = "\""
    for scalar in field { text.unicodeScalars += scalar == "\"" ? ["\"", "\""] : [scalar] }
    return text + "\""
  }
}
