import Reviews
import SourceText
import Testing

@Suite struct EncodingTests {
  @Test(arguments: [
    ("windows-1252", [0xE9, 0x80] as [UInt8], "é€"), ("cp1252", [0x93], "“"),
    ("latin-1", [0xE9], "é"), ("ISO-8859-2", [0xB1], "ą"), ("windows-1251", [0xE9], "й"),
    ("windows-1250", [0xB9], "ą"), ("windows-1253", [0xE1], "α"), ("windows-1254", [0xFD], "ı"),
    ("utf-8", [0xC3, 0xA9], "é"), ("shift_jis", [0x93, 0xFA], "日"),
    ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
  ])
  func `a file has the encoding that is named`(name: String, bytes: [UInt8], text: String) throws {
    let encoding = try #require(TextEncoding(named: name))
    let reading = Reading(Array("text,label\nA".utf8) + bytes + Array(",1\n".utf8)) {
      $0.encoding = encoding
    }
    #expect(reading.texts == ["A" + text])
  }

  @Test(arguments: ["utf-16", "utf-16le", "utf-16be"])
  func `UTF-16 without a mark is read where it is named`(name: String) throws {
    let units = Array("text\né\n".utf16).flatMap { unit in
      name == "utf-16be"
        ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    #expect(Reading(units, "a.txt") { $0.encoding = TextEncoding(named: name) }.texts == ["é"])
  }

  @Test func `a byte that is not UTF-8 says which encoding would fit`() {
    let file = Array("text,label\nA caf".utf8) + [0xE9] + Array(" scene,1\n".utf8)
    #expect(
      Reading(file).said == """
        a.csv:2:6: error: this byte is not UTF-8
          hint: save the file as UTF-8, or use --encoding windows-1252, which seems to fit
        """)
    let units = Array("text,label\nA,1\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(Reading(units).said.contains("use --encoding utf-16le"))
    #expect(Reading([0xFF, 0xFE, 0x41]).said.contains("the file is not UTF-16"))
  }

  @Test func `a mark in front counts more than the option`() {
    let reading = Reading("\u{FEFF}text\né\n", "a.txt") {
      $0.encoding = TextEncoding(named: "latin-1")
    }
    #expect(reading.texts == ["é"])
  }

  @Test func `every name of an encoding is one`() {
    #expect(TextEncoding.names.allSatisfy { TextEncoding(named: $0)?.name == $0 })
    #expect(TextEncoding(named: "klingon") == nil)
  }
}
