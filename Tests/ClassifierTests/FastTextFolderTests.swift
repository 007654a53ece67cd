import Classifier
import Models
import SourceText
import TestSupport
import Testing

/// An imported model in our own folder.
@Suite struct FastTextFolderTests {
  private func model(_ name: String) throws -> Model {
    try FastTextFormat.read(
      FastTextFile.bytes(name), path: name, options: ImportOptions())
  }

  @Test(arguments: FastTextTests.Case.all)
  func `a model is the same after it was written and read`(example: FastTextTests.Case) throws {
    let model = try model(example.name)
    let again = try TemporaryFolder.use { folder in
      try model.write(to: folder["model"])
      return try Model(at: folder["model"])
    }
    #expect(again.sha256 == model.sha256)
    #expect(again.sequential.tensors == model.sequential.tensors)
    #expect(again.text == model.text)
    #expect(again.classes == model.classes)
    for line in example.lines {
      #expect(again.encode(line) == model.encode(line))
      #expect(again.predict(again.encode(line)) == model.predict(model.encode(line)))
    }
  }

  @Test func `the classes are those of the program`() throws {
    #expect(try model("words.bin").classes.map(\.name).sorted() == ["bad", "good"])
    let many = try model("all-codes.ftz")
    #expect(many.classes.count == 256 && many.sequential.outputs == 256)
  }

  @Test func `options of other formats are refused`() throws {
    let found = problems {
      try FastTextFormat.read(
        FastTextFile.bytes("words.bin"), path: "m.bin",
        options: ImportOptions(vocabulary: "words.txt"))
    }
    #expect(
      found
        == "m.bin: error: a fastText model already specifies the settings of --vocabulary\n"
        + "  hint: remove --vocabulary")
  }

  @Test(arguments: [
    (
      "\"word_ngrams\": 1", "\"word_ngrams\": 0",
      "'text.word_ngrams' must be a whole number from 1 to 100, not 0"
    ),
    (
      "\"word_ngrams\": 1", "\"word_ngrams\": 2", "'text.bucket' must be a number above 0, not 0"
    ),
    (
      "\"maxn\": 0", "\"maxn\": \"x\"",
      "'text.maxn' must be a whole number from 0 to 100, not \"x\""
    ),
    (
      "\"bucket\": 0,", "",
      "'text.bucket' must be a whole number from 0 to 2147483647, but it is missing"
    ),
  ])
  func `an entry that can't be is named`(old: String, new: String, problem: String) throws {
    var files = Dictionary(
      uniqueKeysWithValues: try model("words.bin").files().map { ($0.name, $0.bytes) })
    let text = String(decoding: files["config.json"] ?? [], as: UTF8.self)
    #expect(text.contains(old), "\(text)")
    files["config.json"] = Array(text.replacing(old, with: new).utf8)
    let found = problems { try Model(files: files, path: "m") }
    #expect(found.split(separator: "\n").first == "m/config.json: error: \(problem)")
  }
}
