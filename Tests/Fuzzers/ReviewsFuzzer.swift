internal import Classifier
internal import Reviews
internal import SourceText

/// Tables and JSON of reviews are read again as they are written, and without their labels they are the same texts.
enum ReviewsFuzzer: Fuzzer {
  static let name = "reviews"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    // What begins with an at sign in a list of picks leads to files.
    let at = UInt8(ascii: "@")
    let local = bytes.map { $0 == at ? UInt8(ascii: "a") : $0 }
    for ending in ["csv", "tsv", "json", "txt"] {
      var reader = ReviewReader()
      reader.read(parsing: local, path: "reviews.\(ending)")
      guard !reader.problems.hasErrors else {
        try BrokenLaw.ifMisplaced(reader.problems, in: local)
        continue
      }
      for row in reader.rows {
        try BrokenLaw.unless(
          !row.text.utf8.contains(0) && row.text.utf8.count <= ReviewRow.maximumSize,
          "a review is no text")
      }
      try BrokenLaw.unless(!reader.rows.isEmpty, "a file without reviews is read")
      try checkAgain(reader.rows)
      var texts = ReviewReader(labels: .ignored)
      texts.read(parsing: local, path: "reviews.\(ending)")
      try BrokenLaw.unless(
        texts.rows.map(\.text) == reader.rows.map(\.text), "labels change the texts")
    }
  }

  /// Writes reviews as JSON and as a table, and reads them.
  private static func checkAgain(_ rows: [ReviewRow]) throws(BrokenLaw) {
    let objects = rows.map { row in
      JSON.object([
        "text": .string(row.text), "label": .string(row.label?.value ?? ""),
        "id": .string(row.id?.value ?? ""),
      ]).description
    }
    let fields = rows.map { row in
      [row.id?.value ?? "", row.label?.value ?? "", row.text].map(quoted).joined(separator: ",")
    }
    let forms = [
      ("x.json", "[" + objects.joined(separator: ",\n") + "]"),
      ("x.jsonl", objects.joined(separator: "\n")),
      ("x.csv", "\"id\",\"label\",\"text\"\n" + fields.joined(separator: "\n")),
    ]
    for (path, text) in forms {
      var reader = ReviewReader()
      reader.read(parsing: Array(text.utf8), path: path)
      // What looks like rows that merged is doubted, and a backslash may be an escape.
      if path == "x.csv", reader.problems.hasErrors || text.contains("\\") { continue }
      let isSame =
        reader.rows.count == rows.count
        && zip(reader.rows, rows).allSatisfy { found, row in
          found.text == row.text && (found.label?.value ?? "") == (row.label?.value ?? "")
            && found.id?.value == row.id?.value
        }
      try BrokenLaw.unless(isSame, "\(path) is read as \(reader.rows), \(reader.problems)")
    }
  }

  /// A field in quotes; a quote with an accent is a character of its own.
  private static func quoted(_ field: String) -> String {
    var text = "\""
    for scalar in field.unicodeScalars {
      text.unicodeScalars += scalar == "\"" ? ["\"", "\""] : [scalar]
    }
    return text + "\""
  }
}
