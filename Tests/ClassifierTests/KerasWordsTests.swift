import Classifier
import Foundation
import Models
import SourceText
import TestSupport
import Testing

#if Keras
/// How the words of Keras' `Tokenizer` become indices: `Fixtures/make-keras-words.py` says how the files came about.
@Suite struct KerasWordsTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/keras-words").path
  static let answers = (try? Fixture.json("keras-words/answers.json")) ?? []
  static let texts = (answers.first?["texts"]?.array ?? []).compactMap(\.string)

  /// A model of the fixtures, read with a file of words and what else its answer says.
  static func model(
    _ file: String, words: String? = nil, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> Model {
    let answer = try #require(answers.first { $0["file"]?.string == file })
    let options = try #require(answer["options"])
    let index = try #require(options["index"]?.string)
    var given = ImportOptions(wordIndex: "\(folder)/\(words ?? "\(index).json")")
    given.padding = options["padding"]?.string.flatMap(TextPipeline.Side.init)
    given.truncating = options["truncating"]?.string.flatMap(TextPipeline.Side.init)
    change(&given)
    return try Model(at: "\(folder)/\(file)", options: given)
  }

  /// Expects that a model says of each text what Keras says.
  static func expectAnswers(of file: String, by model: Model) throws {
    let answer = try #require(answers.first { $0["file"]?.string == file })
    let outputs = (answer["outputs"]?.array ?? []).map { ($0.array ?? []).compactMap(\.number) }
    #expect(outputs.count == texts.count && texts.count == 6)
    for (text, output) in zip(texts, outputs) {
      let found = model.predict(model.encode(text)).probabilities
      let expected = output.count == 1 ? [1 - output[0], output[0]] : output
      #expect(found.count == expected.count)
      for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-6, "\(text)") }
    }
  }

  @Test(arguments: ["oov.keras", "plain.keras", "few.keras", "ends.keras"])
  func `to_json of a Tokenizer gives Keras' predictions`(file: String) throws {
    try Self.expectAnswers(of: file, by: Self.model(file))
  }

  @Test func `a Tokenizer of characters gives Keras' predictions`() throws {
    let model = try Self.model("letters.keras")
    #expect(model.text.split == .character)
    try Self.expectAnswers(of: "letters.keras", by: model)
    #expect(model.decisions.contains { $0.option == "--standardize" })
  }

  @Test(arguments: [
    ("oov.keras", "rank 1 is '<OOV>'"),
    ("plain.keras", "the highest rank, 10, belongs to the last row"),
  ])
  func `word_index of a Tokenizer is known by its content and gives Keras' predictions`(
    file: String, reason: String
  ) throws {
    let name = file.replacing(".keras", with: "-index.json")
    let model = try Self.model(file, words: name)
    try Self.expectAnswers(of: file, by: model)
    let first = try #require(model.decisions.first)
    #expect(
      first.sentence == "the index of a word is its rank, as for Keras's Tokenizer: \(reason)")
    #expect(first.option == "--index-offset 3")
    // What to_json says is no decision.
    #expect(try !Self.model(file).decisions.contains { $0.option == "--index-offset 3" })
  }

  @Test func `the words of Keras' IMDB data are known, and begin at index 4`() throws {
    try TemporaryFolder.use { folder in
      let words = ["the", "and", "a"] + (4...88_584).map { "w\($0)" }
      let index = words.enumerated().map { "\"\($1)\":\($0 + 1)" }.joined(separator: ",")
      let path = try folder.write("{\(index)}", to: "imdb.json")
      let model = try Model(at: "\(Self.folder)/oov.keras", options: ImportOptions(wordIndex: path))
      #expect(
        Array(model.text.vocabulary.words.prefix(6)) == Vocabulary.specialTokens + ["the", "and"])
      #expect(
        model.decisions.first?.sentence
          == "the index of a word is its rank plus 3, as for Keras's IMDB data: it has the words of imdb.get_word_index()"
      )
      #expect(model.decisions.first?.option == "--index-offset 0")
    }
  }

  @Test func `ranks whose offset nothing tells are refused until it is said`() throws {
    try TemporaryFolder.use { folder in
      let path = try folder.write(#"{"great":1,"film":2,"dull":3}"#, to: "i.json")
      func model(_ offset: Int?) throws -> Model {
        try Model(
          at: "\(Self.folder)/oov.keras",
          options: ImportOptions(wordIndex: path, indexOffset: offset))
      }
      #expect(
        folder.relative(problems { try model(nil) }) == """
          i.json: error: cannot determine whether the index of a word is its rank or its rank plus 3
            hint: add --index-offset 0 for the ranks of a Keras Tokenizer, whose first word has index 1, or --index-offset 3 for imdb.load_data(), where 0 to 3 are padding, start, unknown and unused
          """)
      #expect(try model(0).text.vocabulary.index(of: "great") == 1)
      #expect(try model(3).text.vocabulary.index(of: "great") == 4)
      #expect(try model(0).text.leavesUnknownOut && !model(3).text.leavesUnknownOut)
    }
  }

  @Test func `a list with and without a line for padding gives the same model`() throws {
    try TemporaryFolder.use { folder in
      let index = try Self.model("oov.keras").text.vocabulary.words.filter { !$0.contains(" ") }
      let lists = [
        index, ["[PAD]"] + index.dropFirst(), [""] + index.dropFirst(), Array(index.dropFirst()),
      ]
      for list in lists {
        let path = try folder.write(list.joined(separator: "\n") + "\n", to: "words.txt")
        let model = try Self.model("oov.keras") { options in
          (options.wordIndex, options.vocabulary) = (nil, path)
        }
        try Self.expectAnswers(of: "oov.keras", by: model)
      }
    }
  }

  @Test func `without a token for unknown words they are left out, and a folder keeps that`() throws
  {
    let model = try Self.model("plain.keras")
    #expect(model.encode("a never heard film").tokens.map(\.text) == ["a", "film"])
    #expect(
      model.decisions.contains {
        $0.sentence.hasPrefix("unknown words are omitted") && $0.option == nil
      })
    try TemporaryFolder.use { folder in
      try model.write(to: folder["m"])
      #expect(folder.read("m/config.json")?.contains(#""oov_token": null"#) == true)
      let again = try Model(at: folder["m"])
      #expect(again.text == model.text && again.sha256 == model.sha256)
      // A folder leaves nothing open.
      #expect(again.decisions.isEmpty)
    }
  }

  @Test(arguments: ["oov.keras", "plain.keras", "few.keras", "letters.keras", "ends.keras"])
  func `what was decided is in the folder`(file: String) throws {
    let model = try Self.model(file)
    try TemporaryFolder.use { folder in
      try model.write(to: folder["m"])
      #expect(try Model(at: folder["m"]).text == model.text)
      try Self.expectAnswers(of: file, by: Model(at: folder["m"]))
      for decision in model.decisions {
        #expect(folder.read("m/card.md")?.contains("\n- \(decision.markdown)\n") == true)
      }
    }
  }

  @Test func `each option ends its decision`() throws {
    let open = try Self.model("oov.keras", words: "oov-index.json") { $0.padding = nil }
    let options = open.decisions.compactMap(\.option)
    #expect(
      options == [
        "--index-offset 3", "--standardize", "--split character", "--padding pre",
        "--truncating post", "--classes",
      ])
    let closed = try Self.model("oov.keras", words: "oov-index.json") { given in
      (given.indexOffset, given.standardization, given.split) = (0, .tokenizer, .whitespace)
      (given.padding, given.truncating, given.classes) = (.post, .pre, Label.binary)
    }
    #expect(
      closed.decisions.map(\.sentence) == [
        "a line break '<br />' is treated as a space, because 'br' is not in the vocabulary"
      ])
    #expect(closed.sha256 == open.sha256)
  }

  @Test func `settings of a Tokenizer that can't be used are named, and can be replaced`() throws {
    try TemporaryFolder.use { folder in
      let json = try String(contentsOfFile: "\(Self.folder)/oov.json", encoding: .utf8)
      let path = try folder.write(
        json.replacing(#""lower": true"#, with: #""lower": false"#), to: "t.json")
      #expect(
        folder.relative(problems { try Self.model("oov.keras") { $0.wordIndex = path } }) == """
          t.json: error: the Tokenizer has lower false, which is not supported
            hint: supported are Keras's default filters, lower true and split " "; otherwise use --standardize NAME for an equivalent
          """)
      let model = try Self.model("oov.keras") {
        $0.wordIndex = path
        $0.standardization = .stripPunctuation
      }
      #expect(model.text.standardization == .stripPunctuation)
      // The file as the tutorials write it: JSON in a text of JSON.
      let text = JSON.string(json).description
      let double = try folder.write(text, to: "double.json")
      #expect(
        try Self.model("oov.keras") { $0.wordIndex = double }.sha256
          == Self.model("oov.keras").sha256)
    }
  }

  @Test(arguments: [
    (
      "t", "this is not a JSON object with the rank of each word",
      #"{"class_name":"Other","config":{}}"#
    ),
    ("l", "this is JSON, not one token per line", #"{"a":1}"#),
    (
      "p",
      "the file contains the padding token, so it lists indices and --index-offset does not apply",
      #"{"<PAD>":0,"a":1}"#
    ),
  ])
  func `files that are something else are told so`(kind: String, message: String, text: String)
    throws
  {
    try TemporaryFolder.use { folder in
      let path = try folder.write(text, to: "w.json")
      let found = problems {
        try Self.model("oov.keras") { options in
          options.wordIndex = kind == "l" ? nil : path
          options.vocabulary = kind == "l" ? path : nil
          options.indexOffset = 3
        }
      }
      #expect(folder.relative(found).hasPrefix("w.json: error: \(message)\n"), "\(found)")
    }
  }

  @Test func `indices with names for the special tokens need no offset`() throws {
    try TemporaryFolder.use { folder in
      let path = try folder.write(
        #"{"<PAD>":0,"<START>":1,"<UNK>":2,"<UNUSED>":3,"great":4}"#, to: "w.json")
      let model = try Model(at: "\(Self.folder)/oov.keras", options: ImportOptions(wordIndex: path))
      let vocabulary = model.text.vocabulary
      #expect(vocabulary.padding == 0 && vocabulary.start == 1 && vocabulary.unknown == 2)
      #expect(model.encode("great stuff").indices.prefix(3) == [1, 4, 2])
      #expect(model.decisions.first?.option == "--standardize")
    }
  }
}
#endif
