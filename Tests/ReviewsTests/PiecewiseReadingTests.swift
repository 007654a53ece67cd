import Reviews
import SourceText
import TestSupport
import Testing

/// Large inputs, which are read a piece after another.
@Suite struct PiecewiseReadingTests {
  /// Reads a file in pieces of some size; returns its reviews and the problems.
  private func reading(
    _ bytes: [UInt8], _ name: String, pieceSize: Int, labels: LabelUse = .optional,
    _ options: ReviewOptions = ReviewOptions()
  ) throws -> (rows: [ReviewRow], said: [String]) {
    try TemporaryFolder.use { folder in
      try folder.write("An essay of its own.", to: "long.txt")
      var rows: [ReviewRow] = []
      var reader = ReviewReader(options: options, labels: labels, pieceSize: pieceSize) {
        rows.append($0)
      }
      reader.read(try folder.write(bytes, to: name))
      for index in rows.indices {
        let place = rows[index].location
        rows[index].location = SourceLocation(
          file: folder.relative(place.file), line: place.line, column: place.column)
        rows[index].id = rows[index].id.map { Located($0.value, at: rows[index].location) }
        rows[index].label = rows[index].label.map { Located($0.value, at: rows[index].location) }
      }
      return (rows, reader.problems.all.map { folder.relative($0) })
    }
  }

  private static let filler = String(repeating: "good, not bad ", count: 20)

  private static let objects = (1...40).map { number in
    "{\"id\":\"r\(number)\",\"text\":\"\(number) \(filler)\",\"label\":\"positive\"}\n"
  }.joined()
  private static let picks = (1...40).map { "{#r\($0) label=negative} \($0) \(filler)\n" }.joined()
  private static let rows = (1...40).map { number in
    "r\(number),\"\(number) \"\"fine\"\"\r\n\r\(filler)\",\(number % 2 == 0 ? "good" : "bad")\r\n"
  }.joined()

  static let files: [(name: String, text: String)] = [
    ("a.jsonl", objects),
    ("a.json", objects + "{\"text\":\"no line end\"}"),
    // A later object has another column, and some lines are broken.
    ("b.jsonl", objects + "{\"review\":\"two texts?\"}\n" + objects),
    ("c.jsonl", objects + "\n{\"text\":\n\r\n[1]\n{\"text\":5}\n{\"id\":\"x y\"}\n" + objects),
    ("d.jsonl", "\n\n" + objects.replacing("\n", with: "\r\n")),
    ("e.jsonl", objects.replacing("\n", with: "\r")),
    ("f.jsonl", objects + "{\"text\":\"a\"}\r{\"text\":\"b\"}\n"),
    ("g.jsonl", "{\"a\":[1],\"text\":{}}\n" + objects),
    ("h.jsonl", "[" + objects.dropLast().replacing("\n", with: ",\r\n") + "]"),
    ("h.txt", "[\n" + objects.dropLast().replacing("\n", with: ",\n") + "]\n x"),
    ("i.jsonl", objects.replacing("{\"id\"", with: "{\r\n\"id\"")),
    ("j.json", "[{\"text\": \"a\"}, 5, \"b\"\r\n, [1], {\"text\": \"\\\"}\"}"),
    ("k.jsonl", "\u{FEFF}" + objects),
    ("picks.txt", picks + "# a comment\n\n@long.txt\n@missing.txt\n{#bad\n{#R x} twice\n" + picks),
    ("returns.txt", (picks + "@missing.txt\n" + picks).replacing("\n", with: "\r")),
    ("lines.txt", (1...40).map { "\($0) \(filler)\n" }.joined()),
    ("tabs.txt", picks + "a\tb\n"),
    ("table.txt", "text,label\n" + (1...40).map { "\"\($0) \(filler)\",positive\n" }.joined()),
    ("column.txt", "review\n" + (1...40).map { "\($0) \(filler)\n" }.joined()),
    ("fast.txt", (1...40).map { "__label__good \($0) \(filler)\n" }.joined()),
    ("fast-twice.txt", "__label__good __label__bad a b\n\n__label__bad c\n"),
    ("comment.txt", "# then\n" + objects),
    ("names.txt", "#,text\n" + (1...40).map { "a,\($0) \(filler)\n" }.joined()),
    ("quoted.txt", "\"a\nb\",text\n" + (1...40).map { "a,\"\($0) \(filler)\"\n" }.joined()),
    ("excel.txt", "sep=;\ntext;label\n" + (1...40).map { "\($0) \(filler);positive\n" }.joined()),
    ("a.csv", "id,text,label\r\n" + rows),
    (
      "b.csv",
      "\u{FEFF}id,text,label\r\n" + rows + "x,y\r\nz,\"a\" b,good\n\n\r\r\nw,\"not closed\n" + rows
    ),
    ("c.csv", "id,text,label\na,\"b\nc,d,good\ne,f\",good\ng,h,good\n"),
    ("d.csv", (1...40).map { "\"\($0) \(filler)\",positive\n" }.joined()),
    ("e.csv", "text,label\n" + (1...40).map { "\"\($0) \\\"fine\\\" \(filler)\",good\n" }.joined()),
    ("f.csv", "no,columns\n1,2\n\"3,4\n"),
    ("g.csv", "\n\r\n\n"),
    ("a.tsv", "text\tlabel\n" + (1...40).map { "\"\($0) fine\" \(filler)\tgood\n" }.joined()),
    ("b.tsv", "text\tlabel\n" + (1...40).map { "\"\($0) fine \(filler)\tgood\n" }.joined()),
    ("c.tsv", (1...40).map { "\($0) \(filler)\t\($0 % 2)\n" }.joined()),
    ("h.csv", "Year,text,source\n" + (1...40).map { "\($0),\"\(filler)\",a b\n" }.joined()),
    ("l.jsonl", objects.replacing("{", with: "{\"Year\":1999,\"list\":[2],")),
    ("widths.txt", "a\tb c\td\n" + (1...40).map { "\($0)\t\(filler)\tx\n" }.joined()),
  ]

  @Test(arguments: files.indices, [1, 5, 64, 1000])
  func `the size of pieces changes neither reviews nor problems`(index: Int, size: Int) throws {
    let (name, text) = Self.files[index]
    let whole = try reading(Array(text.utf8), name, pieceSize: .max)
    let pieces = try reading(Array(text.utf8), name, pieceSize: size)
    #expect(pieces.rows == whole.rows)
    #expect(pieces.said == whole.said)
    #expect(!whole.rows.isEmpty || !whole.said.isEmpty)
  }

  @Test(arguments: files.indices)
  func `a compressed file is read like another`(index: Int) throws {
    let (name, text) = Self.files[index]
    let plain = try reading(Array(text.utf8), name, pieceSize: .max)
    let compressed = try reading(
      Gzipped.bytes(of: Array(text.utf8)), name + ".gz", pieceSize: 100)
    #expect(compressed.rows.map(\.text) == plain.rows.map(\.text))
    #expect(compressed.rows.map(\.columns) == plain.rows.map(\.columns))
    #expect(compressed.said == plain.said.map { $0.replacing(name, with: name + ".gz") })
  }

  @Test(arguments: ["a.jsonl", "picks.txt", "a.csv", "table.txt"])
  func `bytes that are not text are reported, whatever the size of pieces`(name: String) throws {
    let text = try #require(Self.files.first { $0.name == name }).text
    for bytes: [UInt8] in [[0xFF], [0], [0xC3, 0x28], [0xC3]] {
      let file = Array(text.utf8) + bytes + [10]
      let whole = try reading(file, name, pieceSize: .max)
      let pieces = try reading(file, name, pieceSize: 100)
      #expect(pieces.rows == whole.rows && pieces.said == whole.said && !whole.said.isEmpty)
    }
  }

  @Test func `options that choose columns, an encoding or labels apply`() throws {
    for change: (inout ReviewOptions) -> Void in [
      { $0.textColumn = "id" }, { $0.labels = ["positive": ""] }, { $0.textColumn = "2" },
      { $0.encoding = TextEncoding(named: "latin-1") },
    ] {
      var options = ReviewOptions()
      change(&options)
      for (name, text) in Self.files {
        for labels in [LabelUse.required, .ignored] {
          let bytes = Array(text.utf8)
          let whole = try reading(bytes, name, pieceSize: .max, labels: labels, options)
          let pieces = try reading(bytes, name, pieceSize: 300, labels: labels, options)
          #expect(pieces.rows == whole.rows && pieces.said == whole.said, "\(name)")
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 100])
  func `characters that are cut by the end of a piece are read in every encoding`(size: Int) throws
  {
    let text = (1...20).map { "\($0) déjà" + ($0 % 2 == 0 ? "\r\n" : "\n") }.joined()
    let wide = (1...20).map { "\($0) 映画 👩‍👩‍👧 é\n" }.joined()
    let files: [(String?, [UInt8], String)] = [
      (nil, Array(wide.utf8), wide),
      (nil, [0xFF, 0xFE] + wide.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, wide),
      ("utf-16be", wide.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, wide),
      ("latin-1", text.unicodeScalars.map { UInt8($0.value) }, text),
      // The second byte of a character in Shift JIS may be that of a letter.
      (
        "shift_jis", (1...20).flatMap { _ in [0x89, 0x66, 0x89, 0xE6, 0x20, 0x61, 10] },
        String(repeating: "映画 a\n", count: 20)
      ),
    ]
    for (encoding, bytes, expected) in files {
      var options = ReviewOptions()
      options.encoding = encoding.flatMap { TextEncoding(named: $0) }
      let found = try reading(bytes, "a.txt", pieceSize: size, options)
      let lines = expected.split(whereSeparator: \.isNewline).map(String.init)
      #expect(found.rows.map(\.text) == lines && found.said.isEmpty)
    }
  }

  @Test func `a quoted field that is longer than any review counts as not closed`() throws {
    let filler = String(repeating: "0123456789abcde\n", count: 1 << 19)
    let text = "text,label\na,good\n\"b \(filler)\",good\nc,good\n"
    for size in [Int.max, 1 << 16] {
      let found = try reading(Array(text.utf8), "a.csv", pieceSize: size)
      #expect(found.rows.map(\.text) == ["a"])
      #expect(found.said.count == 1)
      #expect(found.said.first?.hasPrefix("a.csv:3:1: error: this quote is not closed\n") == true)
    }
  }

  @Test(arguments: [1, 100, 100_000])
  func `standard input is read like a file, however it arrives`(size: Int) throws {
    for (_, text) in Self.files where text.utf8.count < 20_000 || size > 1 {
      var whole = ReviewReader()
      whole.read(parsing: Array(text.utf8), path: "<stdin>")
      var rows: [ReviewRow] = []
      var reader = ReviewReader(pieceSize: 1000) { rows.append($0) }
      reader.read("-", standardInput: Pieces.of(text.utf8, size: size))
      #expect(rows == whole.rows && reader.problems.all == whole.problems.all)
    }
  }
}
