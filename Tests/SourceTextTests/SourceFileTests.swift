import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct SourceFileTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func `places count lines and characters from one`(end: String) {
    let file = SourceFile(path: "a", text: "Café 👩🏽‍🍳!\(end)\(end)e\u{301}x")
    #expect(file.location(of: file.text.startIndex).description == "a:1:1")
    let place = { (word: String) in
      file.text.range(of: word).map { file.location(of: $0.lowerBound).description }
    }
    #expect(place("!") == "a:1:7")
    #expect(place("x") == "a:3:2")
    #expect(file.location(of: file.text.endIndex).description == "a:3:3")
    #expect(file.lines == ["Café 👩🏽‍🍳!", "", "e\u{301}x"])
  }

  @Test func `lines and their ends make up the file`() {
    for text in ["", "\n", "\r", "\r\n", "\n\r", "a\r\rb", "a\r\n\r", "\n\na"] {
      let file = SourceFile(path: "a", text: text)
      let ends = file.lines.dropLast().map { line in
        text[line.endIndex...].hasPrefix("\r\n") ? "\r\n" : String(text[line.endIndex...].prefix(1))
      }
      let joined = zip(file.lines, ends + [""]).map { $0 + $1 }.joined()
      #expect(Array(joined.utf8) == Array(text.utf8))
      for (number, line) in file.lines.enumerated() {
        #expect(file.location(of: line.startIndex).line == number + 1)
      }
    }
  }

  @Test func `a column that a library gives in bytes becomes one in characters`() {
    let file = SourceFile(path: "a", text: "ab\nçé!")
    #expect(file.location(line: 2, utf8Column: 5).description == "a:2:3")
    #expect(file.location(line: 2, utf8Column: 99).description == "a:2:4")
    #expect(file.location(line: 9, utf8Column: 4).description == "a:9:4")
    #expect(file.location(utf8Offset: 5).description == "a:2:2")
    #expect(file.line(utf8Offset: 2) == 1)
    #expect(file.line(utf8Offset: 3) == 2)
  }

  @Test func `a byte order mark is no part of the text`() throws {
    #expect(try SourceFile.decode([0xEF, 0xBB, 0xBF, 0x61], path: "a") == "a")
    #expect(try SourceFile.decode([], path: "a").isEmpty)
  }

  @Test func `bytes that are no text are reported with their place`() {
    let good = Array("ok\r\né".utf8)
    #expect(
      problem { () throws(Diagnostics) in _ = try SourceFile.decode(good + [0xC3, 0x28], path: "a")
      }
        == "a:2:2: error: this byte is not UTF-8\n  hint: save the file as UTF-8")
    #expect(
      problem { () throws(Diagnostics) in _ = try SourceFile.decode(good + [0, 0xFF], path: "a") }
        == "a:2:3: error: this byte is not UTF-8\n  hint: save the file as UTF-8")
    #expect(
      problem { () throws(Diagnostics) in _ = try SourceFile.decode(good + [0], path: "a") }
        == "a:2:2: error: unexpected NUL byte\n  hint: this does not look like a text file")
  }

  @Test func `files that can't be read are reported`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("12345", to: "sub/five.txt")
      #expect(try SourceFile(reading: folder["sub/five.txt"], limit: 5).text == "12345")
      let expected = [
        "no.txt": "no.txt: error: there is no such file",
        "sub": "sub: error: this is a folder, not a file",
        "sub/five.txt": """
        sub/five.txt: error: the file has 5 bytes, more than the limit of 4 bytes
          hint: check that this is the right file
        """,
      ]
      for (name, message) in expected {
        let found = problem { () throws(Diagnostics) in
          _ = try SourceFile(reading: folder[name], limit: 4)
        }
        #expect(folder.relative(found ?? "") == message)
      }
    }
  }

  @Test func `a link is read as what it leads to`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("12345", to: "five.txt")
      try FileManager.default.createSymbolicLink(
        atPath: folder["link"], withDestinationPath: "five.txt")
      #expect(try SourceFile(reading: folder["link"]).text == "12345")
      #expect(throws: Diagnostics.self) { try SourceFile.bytes(of: folder["link"], limit: 4) }
    }
  }

  private func problem(_ body: () throws(Diagnostics) -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return error.description
    }
  }
}
