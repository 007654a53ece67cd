import Reviews
import SourceText
import TestSupport
import Testing

/// Large files of lines, which are read some lines at a time.
@Suite struct LineChunkTests {
  /// Reads a file whole or some lines at a time; returns its reviews and what is said about them.
  private func reading(
    _ bytes: [UInt8], _ name: String, mostRead: Int, _ options: ReviewOptions = ReviewOptions()
  ) throws -> (rows: [ReviewRow], said: [String]) {
    try TemporaryFolder.use { folder in
      try folder.write("An essay of its own.", to: "long.txt")
      var rows: [ReviewRow] = []
      var reader = ReviewReader(options: options, mostRead: mostRead) { rows.append($0) }
      reader.read(try folder.write(bytes, to: name))
      for index in rows.indices {
        rows[index].location = SourceLocation(
          file: folder.relative(rows[index].location.file), line: rows[index].location.line,
          column: rows[index].location.column)
        rows[index].id = rows[index].id.map { Located($0.value, at: rows[index].location) }
        rows[index].label = rows[index].label.map { Located($0.value, at: rows[index].location) }
      }
      return (rows, reader.problems.all.map { folder.relative($0) })
    }
  }

  /// Several pieces of a file, since one has 64 kB.
  private static let filler = String(repeating: "good, not bad ", count: 700)

  private static let objects = (1...40).map { number in
    "{\"id\":\"r\(number)\",\"text\":\"\(number) \(filler)\",\"label\":\"positive\"}\n"
  }.joined()
  private static let picks = (1...40).map { "{#r\($0) label=negative} \($0) \(filler)\n" }.joined()

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
    ("h.jsonl", "[" + objects.dropLast().replacing("\n", with: ",\n") + "]"),
    ("i.jsonl", objects.replacing("{\"id\"", with: "{\n\"id\"")),
    ("k.jsonl", "\u{FEFF}" + objects),
    ("picks.txt", picks + "# a comment\n\n@long.txt\n@missing.txt\n{#bad\n{#R x} twice\n" + picks),
    ("lines.txt", (1...40).map { "\($0) \(filler)\n" }.joined()),
    ("tabs.txt", picks + "a\tb\n"),
    ("table.txt", "text,label\n" + (1...40).map { "\"\($0) \(filler)\",positive\n" }.joined()),
    ("column.txt", "review\n" + (1...40).map { "\($0) \(filler)\n" }.joined()),
    ("fast.txt", (1...40).map { "__label__good \($0) \(filler)\n" }.joined()),
    ("comment.txt", "# then\n" + objects),
    ("names.txt", "#,text\n" + (1...40).map { "a,\($0) \(filler)\n" }.joined()),
    ("quoted.txt", "\"a\nb\",text\n" + (1...40).map { "a,\"\($0) \(filler)\"\n" }.joined()),
    ("excel.txt", "sep=;\ntext;label\n" + (1...40).map { "\($0) \(filler);positive\n" }.joined()),
  ]

  @Test(arguments: files.indices)
  func `reading some lines at a time changes neither reviews nor problems`(index: Int) throws {
    let (name, text) = Self.files[index]
    let whole = try reading(Array(text.utf8), name, mostRead: .max)
    let chunked = try reading(Array(text.utf8), name, mostRead: 0)
    #expect(chunked.rows == whole.rows)
    #expect(chunked.said == whole.said)
    #expect(!whole.rows.isEmpty || !whole.said.isEmpty)
  }

  @Test(arguments: ["a.jsonl", "picks.txt"])
  func `bytes that are not text are reported as in a file that is read whole`(name: String) throws {
    let text = try #require(Self.files.first { $0.name == name }).text
    for bytes: [UInt8] in [[0xFF], [0], [0xC3, 0x28]] {
      let file = Array(text.utf8) + bytes + [10]
      let whole = try reading(file, name, mostRead: .max)
      let chunked = try reading(file, name, mostRead: 0)
      #expect(chunked.rows == whole.rows && chunked.said == whole.said && !whole.said.isEmpty)
    }
  }

  @Test func `options that choose columns or an encoding apply`() throws {
    for change: (inout ReviewOptions) -> Void in [
      { $0.textColumn = "id" }, { $0.labels = ["positive": ""] },
      { $0.encoding = TextEncoding(named: "latin-1") },
    ] {
      var options = ReviewOptions()
      change(&options)
      let bytes = Array(Self.objects.utf8)
      let whole = try reading(bytes, "a.jsonl", mostRead: .max, options)
      let chunked = try reading(bytes, "a.jsonl", mostRead: 0, options)
      #expect(chunked.rows == whole.rows && chunked.said == whole.said)
    }
  }
}
