import SourceText

/// The tokens of a Keras model: those that its file holds, a list, or the word index of Keras' IMDB data.
enum KerasVocabulary {
  /// The tokens that can stand for unknown words in a list of tokens.
  private static let unknownTokens = ["[UNK]", "<UNK>", "<unk>", "<OOV>", "<oov>"]
  private static let paddingTokens = ["<PAD>", "[PAD]", "<pad>"]

  /// The tokens of a layer `TextVectorization`.
  static func words(
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
    if let file { return try words(in: file) }
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
  static func filled(
    _ words: [String], rows: Int, place: SourceLocation
  ) throws(Diagnostics) -> [String] {
    guard words.count <= rows else {
      throw Diagnostics([
        Diagnostic(
          "the vocabulary has \(words.count) tokens, but the embedding has \(rows) rows", at: place)
      ])
    }
    let all = words + (words.count..<rows).map(Vocabulary.unused)
    guard all.count >= 2, Set(all).count == all.count else {
      throw Diagnostics([
        Diagnostic(
          "the vocabulary needs two tokens for padding and unknown words, and each token once",
          at: place)
      ])
    }
    return all
  }

  static func vocabulary(
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
  static func vocabulary(
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
    guard rows >= special.count else {
      throw Diagnostics([
        Diagnostic(
          "the embedding has \(rows) rows, fewer than the \(special.count) special tokens",
          at: place)
      ])
    }
    var words = special + (special.count..<rows).map(Vocabulary.unused)
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
    return Vocabulary(words: words)
  }
}

extension SourceFile {
  /// The tokens of a list, in which padding may be an empty first line.
  fileprivate func words() throws(Diagnostics) -> [String] { try KerasVocabulary.words(in: self) }
}

extension String {
  /// Whether there is a character in it that ends a line of a vocabulary; others, such as U+0085, can be words.
  fileprivate var hasLineEnd: Bool { utf8.contains { $0 == 0x0A || $0 == 0x0D } }
}
