import SourceText

/// How the texts of a Keras model become indices: by the layer `TextVectorization` in it, or, for a model that begins at
/// integers, as Keras' tutorials prepare them.
struct KerasText {
  /// The tokens that can stand for unknown words in a list of tokens.
  private static let unknownTokens = ["[UNK]", "<UNK>", "<unk>", "<OOV>", "<oov>"]
  private static let paddingTokens = ["<PAD>", "[PAD]", "<pad>"]

  /// The pipeline.
  let pipeline: TextPipeline
  /// What the file leaves open and how it was decided, as sentences.
  private(set) var decisions: [String] = []

  /// Reads the settings of a layer `TextVectorization`.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - file: The vocabulary that Keras wrote beside it, if it did.
  ///   - rows: The number of rows of the embedding.
  ///   - options: What the file may leave open.
  ///   - place: The model's file.
  init(
    _ layer: KerasLayer, file: SourceFile?, rows: Int, options: ImportOptions,
    place: SourceLocation
  ) throws(Diagnostics) {
    var problems = Diagnostics()
    let settings = layer.configuration
    func refuse(_ key: String, _ needed: String) {
      let found = settings[key].map { "\($0)" } ?? "nothing"
      problems.report(
        Diagnostic(
          "the layer '\(layer.name)' (TextVectorization) has \(key) \(found), which can't be used",
          at: place, hint: "it is read with \(key) \(needed); " + KerasModel.otherRoad))
    }
    func require(_ key: String, _ allowed: JSON...) {
      if let value = settings[key], !allowed.contains(value) {
        refuse(key, allowed.map { "\($0)" }.joined(separator: " or "))
      }
    }
    require("split", .string("whitespace"))
    require("output_mode", .string("int"))
    require("ngrams", .null)
    require("ragged", .bool(false))
    require("encoding", .string("utf-8"))
    if options.wordIndex != nil {
      problems.report(
        Diagnostic(
          "the model makes words of a text itself, so that there is nothing for --word-index to say",
          at: place))
    }
    let standard = settings["standardize"] ?? .string("lower_and_strip_punctuation")
    let known: Standardization? =
      switch standard {
      case .null: .unchanged
      case .string(let name) where name != "none" && name != "tokenizer":
        Standardization(rawValue: name)
      default: nil
      }
    if known == nil, options.standardization == nil {
      problems.report(
        Diagnostic(
          "the layer '\(layer.name)' (TextVectorization) standardizes by "
            + "'\(standard["config"]?.string ?? "\(standard)")', a program that the file doesn't hold",
          at: place,
          hint:
            "if it does what the tutorial's does (lower case, line breaks to spaces, no punctuation), add "
            + "--standardize lower_and_strip_punctuation; " + KerasModel.otherRoad))
    }
    let length = settings["output_sequence_length"] ?? .null
    if length != .null, length.integer.map({ 1...100_000 ~= $0 }) != true {
      refuse("output_sequence_length", "null or a whole number from 1 to 100000")
    }
    let words = problems.collect { () throws(Diagnostics) in
      try Self.words(of: layer, file: file, options: options, place: place)
    }
    try problems.throwIfErrors()
    let all = try Self.filled(words ?? [], rows: rows, place: place)
    let standardization = known ?? options.standardization ?? .lowerAndStripPunctuation
    pipeline = TextPipeline(
      standardization: standardization,
      vocabulary: Vocabulary(words: all, padding: 0, start: nil, unknown: 1),
      sequenceLength: length.integer ?? options.sequenceLength, padding: options.padding ?? .post,
      truncating: .post, lineBreaks: known != nil || all.contains("br") ? .text : .space)
    if known == nil {
      decisions.append("Texts are standardized by `\(standardization.rawValue)`.")
    }
  }

  /// Decides how a model that begins at integers gets them.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of the embedding.
  ///   - positions: The number of positions that the model names, if it does.
  ///   - options: What the file leaves open.
  ///   - place: The model's file.
  init(
    rows: Int, positions: Int?, options: ImportOptions, place: SourceLocation
  ) throws(Diagnostics) {
    let vocabulary: Vocabulary
    switch (options.wordIndex, options.vocabulary) {
    case (let path?, nil): vocabulary = try Self.vocabulary(wordIndex: path, rows: rows)
    case (nil, let path?):
      vocabulary = try Self.vocabulary(list: path, rows: rows, place: place)
    case (nil, nil):
      throw Diagnostics([
        Diagnostic(
          "the model begins at the indices of words, and does not say which words they are",
          at: place,
          hint: "add --word-index imdb_word_index.json, or --vocabulary FILE with a token a line")
      ])
    default:
      throw Diagnostics([
        Diagnostic("--word-index and --vocabulary say the same thing: give one of them", at: place)
      ])
    }
    let standardization = options.standardization ?? .tokenizer
    pipeline = TextPipeline(
      standardization: standardization, vocabulary: vocabulary,
      sequenceLength: options.sequenceLength ?? positions ?? 256,
      padding: options.padding ?? .post, truncating: .pre,
      lineBreaks: vocabulary.index(of: "br") == nil ? .space : .text)
    if options.standardization == nil {
      decisions.append(
        "Texts become words as by Keras' `Tokenizer`; `--standardize` says otherwise.")
    }
    if options.sequenceLength == nil, positions == nil {
      decisions.append(
        "A review has 256 positions, as in the tutorial; `--sequence-length` says otherwise.")
    }
    if options.padding == nil {
      decisions.append(
        "A short review is filled up at its end, as in the tutorial; `--padding pre` says otherwise."
      )
    }
  }

  /// The tokens of a layer `TextVectorization`.
  private static func words(
    of layer: KerasLayer, file: SourceFile?, options: ImportOptions, place: SourceLocation
  ) throws(Diagnostics) -> [String] {
    if let list = layer.configuration["vocabulary"]?.array {
      let words = list.compactMap(\.string)
      guard words.count == list.count,
        !words.dropFirst().contains(where: { $0.isEmpty || $0.hasLineEnd })
      else {
        throw Diagnostics([
          Diagnostic(
            "the layer '\(layer.name)' (TextVectorization) lists something that is no word",
            at: place)
        ])
      }
      let isWhole = words.starts(with: ["", "[UNK]"])
      return ["<PAD>", "[UNK]"] + words.dropFirst(isWhole ? 2 : 0)
    }
    if let file { return try Self.words(in: file) }
    guard let path = options.vocabulary else {
      throw Diagnostics([
        Diagnostic(
          "the file does not hold the words of the layer '\(layer.name)' (TextVectorization)",
          at: place,
          hint:
            "save the model as .keras, or add --vocabulary FILE with what get_vocabulary() says, a token a line"
        )
      ])
    }
    return try single { () throws(Diagnostic) in try SourceFile(reading: path) }.words()
  }

  /// The words of a list, in which padding may be an empty first line.
  fileprivate static func words(in file: SourceFile) throws(Diagnostics) -> [String] {
    let isNamed = file.text.utf8.first.map { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return try Vocabulary.words(
      in: isNamed ?? true
        ? file : SourceFile(path: file.path, text: "<PAD>" + file.text))
  }

  /// A list with a token for each row of the embedding.
  private static func filled(
    _ words: [String], rows: Int, place: SourceLocation
  ) throws(Diagnostics) -> [String] {
    guard words.count <= rows else {
      throw Diagnostics([
        Diagnostic(
          "the vocabulary has \(words.count) tokens, but the embedding has \(rows) rows", at: place)
      ])
    }
    return words + (words.count..<rows).map(Vocabulary.unused)
  }

  private static func vocabulary(
    list path: String, rows: Int, place: SourceLocation
  ) throws(Diagnostics) -> Vocabulary {
    let words = try single { () throws(Diagnostic) in try SourceFile(reading: path) }.words()
    guard let unknown = words.firstIndex(where: unknownTokens.contains) else {
      throw Diagnostics([
        Diagnostic(
          "no token stands for unknown words", at: SourceLocation(file: path),
          hint: "the line of their index says one of " + unknownTokens.joined(separator: ", "))
      ])
    }
    return Vocabulary(
      words: try filled(words, rows: rows, place: place),
      padding: words.firstIndex(where: paddingTokens.contains) ?? 0,
      start: words.firstIndex { $0 == "<START>" || $0 == "[START]" }, unknown: unknown)
  }

  /// The words of Keras' IMDB data, in front of which there are the four special tokens.
  private static func vocabulary(
    wordIndex path: String, rows: Int
  ) throws(Diagnostics) -> Vocabulary {
    let place = SourceLocation(file: path)
    let json = try single { () throws(Diagnostic) in
      try JSON(parsing: try SourceFile(reading: path))
    }
    guard let ranks = json.object else {
      throw Diagnostics([
        Diagnostic("this is no JSON object with the rank of each word", at: place)
      ])
    }
    let special = Vocabulary.specialTokens
    var words = special + (special.count..<max(special.count, rows)).map(Vocabulary.unused)
    var problems = Diagnostics()
    for (word, rank) in ranks.sorted(by: { $0.key < $1.key }) {
      guard let rank = rank.integer, 1...10_000_000 ~= rank else {
        problems.report(
          Diagnostic("the rank of '\(word)' is \(rank), no whole number from 1", at: place))
        continue
      }
      let index = rank + special.count - 1
      guard index < rows, !word.isEmpty, !word.hasLineEnd else { continue }
      if words[index] != Vocabulary.unused(index) {
        problems.report(
          Diagnostic("the words '\(words[index])' and '\(word)' have the same rank", at: place))
      }
      if !special.contains(word) { words[index] = word }
    }
    try problems.throwIfErrors()
    return Vocabulary(words: Array(words.prefix(rows)))
  }
}

extension SourceFile {
  /// The tokens of a list, in which padding may be an empty first line.
  fileprivate func words() throws(Diagnostics) -> [String] { try KerasText.words(in: self) }
}

extension String {
  /// Whether there is a character in it that ends a line of a vocabulary; others, such as U+0085, can be words.
  fileprivate var hasLineEnd: Bool { utf8.contains { $0 == 0x0A || $0 == 0x0D } }
}
