import Classifier
import SourceText

/// The tokens of a Keras model, from its file, a list, or word ranks.
enum KerasVocabulary {
  /// Returns the tokens of a `TextVectorization` layer.
  static func words(
    of layer: KerasLayer, file: SourceFile?, options: ImportOptions, place: SourceLocation
  ) throws(Diagnostics) -> [String] {
    if let list = layer.configuration["vocabulary"]?.array {
      let words = list.compactMap(\.string)
      guard words.count == list.count,
        !words.dropFirst().contains(where: { $0.isEmpty || $0.hasLineEnd })
      else {
        throw Diagnostics(
          "the layer '\(layer.name)' (TextVectorization) lists something that is not a word",
          at: place)
      }
      let isWhole = words.starts(with: ["", "[UNK]"])
      return ["<PAD>", "[UNK]"] + words.dropFirst(isWhole ? 2 : 0)
    }
    if let file { return try words(in: file) }
    guard let path = options.vocabulary else {
      throw Diagnostics(
        "the file does not contain the vocabulary of the layer '\(layer.name)' (TextVectorization)",
        at: place,
        hint:
          "save the model as .keras, or add --vocabulary FILE with the output of get_vocabulary(), one token per line"
      )
    }
    let words = try words(
      in: try SourceFile(reading: path))
    // get_vocabulary(include_special_tokens=False) omits the first two tokens.
    let isWhole = words.first.map(WordIndex.paddingTokens.contains) ?? false
    return isWhole ? words : ["<PAD>", "[UNK]"] + words.filter { $0 != "[UNK]" }
  }

  /// Reads a token list, in which padding may be an empty first line.
  static func words(in file: SourceFile) throws(Diagnostics) -> [String] {
    let isNamed = file.text.utf8.first.map { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return try Vocabulary.words(
      in: isNamed ?? true
        ? file : SourceFile(path: file.path, text: "<PAD>" + file.text))
  }

  /// Returns a list with one token per row of the embedding.
  static func filled(
    _ words: [String], rows: Int, place: SourceLocation
  ) throws(Diagnostics) -> [String] {
    guard words.count <= rows else {
      throw Diagnostics(
        "the vocabulary has \(words.count) tokens, but the embedding has \(rows) rows", at: place)
    }
    let all = words + (words.count..<rows).map(Vocabulary.unused)
    guard all.count >= 2, Set(all).count == all.count else {
      throw Diagnostics(
        "the vocabulary needs two tokens for padding and unknown words, and no duplicates",
        at: place)
    }
    return all
  }

  /// Returns the tokens of a model whose inputs are word indices.
  ///
  /// - Parameters:
  ///   - index: The words with their ranks.
  ///   - offset: The offset added to a rank.
  ///   - rows: The number of rows of the embedding.
  /// - Returns: The vocabulary, and whether it has a token for unknown words; otherwise they are omitted.
  /// - Throws: A diagnostic if there are too few rows for the special tokens or for a complete list.
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
    if let problem { throw Diagnostics(problem) }
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
  /// Whether it contains a character that ends a line of a vocabulary; other line separators, such as U+0085, can be words.
  var hasLineEnd: Bool { utf8.contains { $0 == 0x0A || $0 == 0x0D } }
}
