import LinearAlgebra
import Reviews
import SourceText
import Testing

@Suite struct TableTests {
  @Test func `quoted fields may hold delimiters, line breaks and quotes`() {
    let reading = Reading(
      "text,label\n\"x, y\",\"one \"\"two\"\"\"\n\"plain\nlines\",\"\"\nlast,\n")
    #expect(reading.texts == ["x, y", "plain\nlines", "last"])
    #expect(reading.labels == ["one \"two\"", nil, nil])
    #expect(reading.rows.map(\.location.description) == ["a.csv:2", "a.csv:3", "a.csv:5"])
    #expect(reading.said == "")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines end in any of three ways, and empty lines count but are skipped`(end: String) {
    let reading = Reading(["text,label", "1,2", "", "3,4"].joined(separator: end))
    #expect(reading.texts == ["1", "3"])
    #expect(reading.rows.map(\.location.line) == [2, 4])
  }

  @Test func `all bad rows are reported and the good ones are kept`() {
    let reading = Reading(
      "text,label\n1\n1,2,3\nx,\"y\" z\ngood,row\nover,done,\n1,\"open\n")
    #expect(reading.texts == ["good", "over"])
    #expect(
      reading.said == """
        a.csv:2: error: this row has 1 field, the header has 2
          hint: put fields that contain a comma in double quotes
        a.csv:3: error: this row has 3 fields, the header has 2
          hint: put fields that contain a comma in double quotes
        a.csv:4:6: error: unexpected text after the closing quote
          hint: double a quote inside a quoted field: ""
        a.csv:7:3: error: this quote is not closed
          hint: double a quote inside a quoted field: ""
        """)
  }

  @Test func `in a table with tabs a quote is text unless all quotes are those of a program`() {
    let merged =
      "text\tlabel\n\" one of the best\t1\nsecond is dull\t0\nthird, a quote \"\t1\nfourth\t0\n"
    #expect(
      Reading(merged, "a.tsv").texts == [
        "\" one of the best", "second is dull", "third, a quote \"", "fourth",
      ])
    let start = Reading("text\tlabel\n\"A fine thing\" he said\t1\n\" dull\t0\n", "a.tsv")
    #expect(start.texts == ["\"A fine thing\" he said", "\" dull"] && start.said == "")
    // As pandas writes it: quotes only where they are needed.
    let needed = Reading("text\tlabel\n\"a \"\"b\"\"\nc\"\t1\nplain\t0\n", "a.tsv")
    #expect(needed.texts == ["a \"b\"\nc", "plain"])
    #expect(Reading("text\tlabel\n5\" disc\t1\n", "a.tsv").texts == ["5\" disc"])
  }

  @Test func `rows of a table with commas never merge in silence`() {
    let merged = Reading("text,label\n\" one, good,1\ntwo, dull,0\nthree \",1\nfour,0\n")
    #expect(merged.problems.hasErrors)
    #expect(
      merged.said.hasPrefix(
        "a.csv:2: error: this quoted field contains lines that look like separate rows\n"))
    let front = Reading("label,text\n1,\" one\n0,two \"\n0,three\n1,four\n")
    #expect(front.problems.hasErrors)
    let unlabelled = Reading("text,name\n\" one,a\ntwo,b\nthree \",c\n")
    #expect(unlabelled.texts.count == 1 && !unlabelled.problems.hasErrors)
    #expect(unlabelled.said.hasPrefix("a.csv:2: warning: this quoted field contains lines"))
    // The lines have as many commas as rows have, but no label at their ends.
    #expect(Reading("text,label\n\"one, two\nthree\",1\nsix,0\n").said == "")
    let lines = Reading("text,label\n\"one, two\nthree\n\nfour, five\",1\nsix,0\n")
    #expect(lines.texts == ["one, two\nthree\n\nfour, five", "six"] && lines.said == "")
  }

  @Test func `a backslash before a quote escapes it where the file is written so`() {
    let text = """
      id\tsentiment\treview
      "1_8"\t1\t"\\"Quoted title\\" by them is a warm film."
      "2_2"\t0\t"It is \\"art\\"\\" they say. C:\\\\"
      """
    let reading = Reading(text, "a.tsv")
    #expect(
      reading.texts == [
        "\"Quoted title\" by them is a warm film.", "It is \"art\"\" they say. C:\\",
      ])
    #expect(reading.ids == ["1-8", "2-2"])
    // A backslash at the end of a field, where quotes are doubled, is one.
    #expect(Reading("text,label\n\"C:\\\",1\n").texts == ["C:\\"])
  }

  @Test func `what is written with all fields quoted is read back`() {
    let alphabet: [Unicode.Scalar] = [
      "a", "\"", ",", "\r", "\t", "é", "\u{301}", " ", "\u{FEFF}", "\\",
    ]
    for number in 0..<1000 {
      let field = [number / 100, number / 10 % 10, number % 10].map { alphabet[$0] }
      var text = String.UnicodeScalarView()
      text += ["x"] + field + ["x"]
      let reading = Reading("label,text\nz,\(quoted(Array(text)))")
      #expect(reading.texts.map { Array($0.unicodeScalars) } == [Array(text)])
      #expect(!reading.problems.hasErrors)
    }
  }

  @Test(arguments: ["csv", "tsv", "json", "txt"])
  func `random bytes never stop the program`(ending: String) {
    var random = SplitMix64(seed: 5)
    let alphabet = Array("a\",;|\t\n\r\\{}[]:é".utf8) + [0xFF, 0]
    for _ in 0..<2000 {
      let bytes = (0..<random.below(40)).map { _ in alphabet[random.below(alphabet.count)] }
      let reading = Reading(Array("text,label\n".utf8) + bytes, "a.\(ending)")
      #expect(reading.rows.allSatisfy { !$0.text.utf8.contains(0) })
      _ = Reading(bytes, "a.\(ending)")
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
