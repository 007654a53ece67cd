import Reviews
import SourceText
import TestSupport
import Testing

/// Two reviews in a form that data sets have.
struct ReviewForm: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  var testDescription: String { name }

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  static let texts = ["A \"warm\" film, with a heart.", "Two hours of rain."]

  static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit in
      isLittle ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
  }

  private static let csv =
    "review,sentiment\r\n\"A \"\"warm\"\" film, with a heart.\",1\r\nTwo hours of rain.,0\r\n"
  private static let lines =
    #"{"text":"A \"warm\" film, with a heart.","label":1}"# + "\n"
    + #"{"text":"Two hours of rain.","label":0}"#

  static let all = [
    ReviewForm("comma.csv", csv),
    ReviewForm("MARK.CSV", "\u{FEFF}" + csv),
    ReviewForm("returns.csv", csv.replacing("\r\n", with: "\r")),
    ReviewForm("little.csv", utf16(csv, isLittle: true)),
    ReviewForm("big.txt", utf16(csv, isLittle: false)),
    ReviewForm("compressed.csv.gz", Gzipped.bytes(of: Array(csv.utf8))),
    ReviewForm("compressed", Gzipped.bytes(of: Array(lines.utf8))),
    ReviewForm(
      "semicolon.csv",
      "review;sentiment\nA \"warm\" film, with a heart.;1\nTwo hours of rain.;0\n"),
    ReviewForm(
      "declared.csv",
      "sep=|\r\nreview|sentiment\r\nA \"warm\" film, with a heart.|1\r\nTwo hours of rain.|0\r\n"),
    ReviewForm(
      "plain.tsv", "sentence\tlabel\nA \"warm\" film, with a heart.\t1\nTwo hours of rain.\t0\n"),
    ReviewForm(
      "quoted.TSV",
      "\"id\"\t\"polarity\"\t\"comment\"\n\"\"\t\"1\"\t\"A \"\"warm\"\" film, with a heart.\"\n"
        + "\"\"\t\"0\"\t\"Two hours of rain.\"\n"),
    ReviewForm(
      "escaped.tsv",
      "label\treview\n\"1\"\t\"A \\\"warm\\\" film, with a heart.\"\n\"0\"\t\"Two hours of rain.\"\n"
    ),
    ReviewForm(
      "pandas.txt",
      ",review,sentiment\n0,\"A \"\"warm\"\" film, with a heart.\",1\n1,Two hours of rain.,0\n"),
    ReviewForm("lines.jsonl", lines),
    ReviewForm("lines.ndjson", lines),
    ReviewForm("lines.json", lines),
    ReviewForm("lines.csv", lines),
    ReviewForm("array.json", "[" + lines.replacing("\n", with: ",") + "]"),
    ReviewForm(
      "pretty.txt",
      "[\n  " + lines.replacing("\n", with: ",\n  ").replacing("{", with: "{\n") + "\n]\n"),
    ReviewForm(
      "uci.txt", "A \"warm\" film, with a heart.  \t1\nTwo hours of rain.  \t0\n"),
    ReviewForm(
      "front.tsv", "1\tA \"warm\" film, with a heart.\n0\tTwo hours of rain.\n"),
    ReviewForm(
      "fasttext.txt",
      "__label__1 A \"warm\" film, with a heart.\n__label__0 Two hours of rain.\n"),
    ReviewForm(
      "picks.txt",
      "# Mine\n{label=1} A \"warm\" film, with a heart.\n{label=0} Two hours of rain.\n"),
  ]
}

@Suite struct ReviewFormTests {
  @Test(arguments: ReviewForm.all)
  func `the same reviews are read from every form`(form: ReviewForm) {
    let reading = Reading(form.bytes, form.name)
    #expect(reading.said == "")
    #expect(reading.texts == ReviewForm.texts)
    #expect(reading.labels == ["1", "0"])
  }

  @Test(arguments: ReviewForm.all)
  func `labels that are not asked for change no text`(form: ReviewForm) {
    let reading = Reading(form.bytes, form.name, labels: .ignored)
    #expect(reading.texts == ReviewForm.texts)
  }

  @Test func `a Parquet file is named, with the line that converts it`() {
    let said = Reading("PAR1\u{1}", "data/a.parquet").said
    #expect(said.hasPrefix("data/a.parquet: error: this is a Parquet file\n"))
    #expect(said.contains("pandas.read_parquet('a.parquet').to_json("))
    #expect(Reading([0x50, 0x4B, 3, 4], "a.xlsx").said.contains("save the sheet as CSV"))
  }

  @Test func `what seems to be a table without a header is never read as reviews in silence`() {
    let reading = Reading("A film\tby them\tx y\nTwo films\tby us\ty z\n", "a.txt")
    #expect(
      reading.said == """
        a.txt:1: error: this looks like a table without a header: each line has 3 tab-separated fields
          hint: choose columns, for example --text-column 1 --label-column 2
        """)
    let named = Reading("A film\tby them\tx\nTwo films\tby us\ty\n", "a.txt") {
      ($0.textColumn, $0.labelColumn) = ("1", "3")
    }
    #expect(named.texts == ["A film", "Two films"] && named.labels == ["x", "y"])
  }

  @Test func `a review with a tab, a comma or a bracket in it is a review`() {
    for text in ["A film\twith a tab.", "Text, review.", "[A] film", "{brace", "Label: bad, text"] {
      let line = text.hasPrefix("{") ? "\\" + text : text
      #expect(Reading("\(line)\nMore of it.\n", "a.txt").texts == [text, "More of it."])
    }
  }

  @Test func `one damaged gzip file is refused, and so is what grows too large`() {
    let bytes = Gzipped.bytes(of: Array("text\nWarm.\n".utf8))
    #expect(Reading(bytes.dropLast(12), "a.gz").said.contains("the gzip file is damaged"))
    #expect(Reading(bytes + bytes, "a.csv.gz").texts == ["Warm.", "text", "Warm."])
  }

  @Test func `a folder has texts in any case, its classes, and nothing that is no file`() throws {
    try TemporaryFolder.use { folder in
      for (name, text) in [
        ("a/pos/B.TXT", "b"), ("a/pos/a.txt", "a"), ("a/neg/c.txt", "c"), ("a/unsup/d.txt", "d"),
        ("k/good/1.txt", "g"), ("k/bad/1.txt", "h"),
      ] {
        try folder.write(text, to: name)
      }
      for use in [LabelUse.required, .optional] {
        var reader = ReviewReader(labels: use)
        reader.read(folder["a"])
        #expect(reader.rows.map(\.text) == ["c", "b", "a"])
        #expect(reader.rows.map(\.folderLabel) == ["negative", "positive", "positive"])
        #expect(
          folder.relative(reader.problems).hasPrefix(
            "a/unsup: warning: the reviews in 'unsup' have no label and are skipped\n"))
        var classes = ReviewReader(labels: use)
        classes.read(folder["k"])
        #expect(classes.rows.map(\.folderLabel) == ["bad", "good"])
        #expect(classes.problems.all.isEmpty)
      }
    }
  }
}
