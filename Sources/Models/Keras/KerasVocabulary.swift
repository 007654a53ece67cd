import Classifier
import SourceText

/// The tokens of a Keras model: those that its file holds, a list, or ranks of words.
enum KerasVocabulary {
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
    let words = try words(
      in: try single { () throws(Diagnostic) in try SourceFile(reading: path) })
    // get_vocabulary(include_special_tokens=False) leaves out the first two.
    let isWhole = words.first.map(WordIndex.paddingTokens.contains) ?? false
    return isWhole ? words : ["<PAD>", "[UNK]"] + words.filter { $0 != "[UNK]" }
  }

  /// The words of a list, in which padding may be an empty first line.
  static func words(in file: SourceFile) throws(Diagnostics) -> [String] {
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

  /// The tokens of a model that begins at the indices of words.
  ///
  /// - Parameters:
  ///   - index: The words with their ranks.
  ///   - offset: What is added to a rank.
  ///   - rows: The number of rows of the embedding.
  /// - Returns: The vocabulary, and whether a token stands for unknown words; otherwise they are left out.
  /// - Throws: A diagnostic when the rows do not suffice for the special tokens or a list of all of them.
  static func vocabulary(
    of index: WordIndex, offset: Int, rows: Int
  ) throws(Diagnostics) -> (vocabulary: Vocabulary, hasUnknown: Bool) {
    let special = offset == WordIndexOffset.imdb ? Vocabulary.specialTokens : []
    let problem: Diagnostic? =
      if rows < max(2, special.count) {
        Diagnostic(
          "the embedding has \(rows) rows, fewer than the \(max(2, special.count)) special tokens",
          at: index.place)
      } else if index.isList, index.highestRank >= rows {
        Diagnostic(
          "the vocabulary has \(index.highestRank + 1) tokens, but the embedding has \(rows) rows",
          at: index.place)
      } else { nil }
    if let problem { throw Diagnostics([problem]) }
    var words = special + (special.count..<rows).map(Vocabulary.unused)
    if !index.isList, special.isEmpty { words[0] = "<PAD>" }
    let limit = min(rows, index.tokenizer?.limit ?? rows)
    for (rank, word) in index.words where rank + offset < limit && !special.contains(word) {
      words[rank + offset] = word
    }
    guard special.isEmpty else { return (Vocabulary(words: words), true) }
    let unknown = index.unknown.flatMap { $0 < rows ? $0 : nil }
    let padding = index.padding ?? 0
    return (
      Vocabulary(
        words: words, padding: padding, start: index.start, unknown: unknown ?? padding),
      unknown != nil
    )
  }
}

extension String {
  /// Whether there is a character in it that ends a line of a vocabulary; others, such as U+0085, can be words.
  var hasLineEnd: Bool { utf8.contains { $0 == 0x0A || $0 == 0x0D } }
}
