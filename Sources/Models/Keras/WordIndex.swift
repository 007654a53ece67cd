import Classifier
import SourceText

/// The ranks of words in Keras's `Tokenizer` or IMDB data, or a list of tokens.
///
/// The index of a word in the embedding is its rank plus an offset, which ``WordIndexOffset`` determines.
struct WordIndex {
  /// The tokens that mark padding.
  static let paddingTokens: Set = ["<PAD>", "[PAD]", "<pad>", "[pad]"]
  private static let startTokens: Set = ["<START>", "[START]", "<start>", "[start]"]
  /// The names of the token for unknown words, without brackets.
  private static let unknownNames: Set = ["oov", "unk", "unknown"]
  private static let brackets: Set<Character> = ["<", ">", "[", "]", "{", "}", "_"]
  private static let highestRank = 10_000_000

  /// The words by rank; ranks begin at 1, or at 0 if the file contains the padding token.
  private(set) var words: [Int: String] = [:]
  /// The `Tokenizer`'s settings in the file; nil if it contains only ranks.
  private(set) var tokenizer: KerasTokenizer?
  /// Whether the file lists one token per row, from row 0.
  private(set) var isList = false
  /// The file.
  let place: SourceLocation

  /// Reads `word_index` or `to_json()` of a Keras `Tokenizer`, or the word index of Keras's IMDB data.
  ///
  /// - Parameter path: The JSON file.
  /// - Throws: All invalid or duplicate ranks.
  init(reading path: String) throws(Diagnostics) {
    place = SourceLocation(file: path)
    var json = try JSON(parsing: try SourceFile(reading: path))
    // json.dump(tokenizer.to_json()) writes a JSON string that contains JSON.
    json = try Self.parsed(json, path)
    if json["class_name"] == .string("Tokenizer") {
      let settings = json["config"] ?? .null
      tokenizer = KerasTokenizer(settings)
      json = try Self.parsed(settings["word_index"] ?? .null, path)
    }
    guard let ranks = json.object, !ranks.isEmpty,
      ranks.values.contains(where: { $0.number != nil })
    else {
      throw Diagnostics(
        "this is not a JSON object with the rank of each word", at: place,
        hint:
          "supported are tokenizer.to_json() and tokenizer.word_index of Keras, and imdb.get_word_index()"
      )
    }
    try add(ranks)
  }

  /// Reads a list of tokens.
  ///
  /// - Parameter path: A file with one token per line; padding may be an empty first line.
  /// - Throws: All lines that are not tokens.
  init(list path: String) throws(Diagnostics) {
    place = SourceLocation(file: path)
    let file = try SourceFile(reading: path)
    guard !file.text.hasPrefix("{") else {
      throw Diagnostics(
        "this is JSON, not one token per line", at: place, hint: "use --word-index for JSON")
    }
    let tokens = try KerasVocabulary.words(in: file)
    isList = tokens.contains(where: Self.paddingTokens.contains)
    for (line, token) in tokens.enumerated() { words[isList ? line : line + 1] = token }
  }

  private static func parsed(_ json: JSON, _ path: String) throws(Diagnostics) -> JSON {
    guard let text = json.string else { return json }
    return try JSON(parsing: SourceFile(path: path, text: text))
  }

  private mutating func add(_ ranks: [String: JSON]) throws(Diagnostics) {
    var problems = Diagnostics()
    isList = ranks.contains { word, rank in
      Self.paddingTokens.contains(word) || word.isEmpty && rank.integer == 0
    }
    for (word, json) in ranks.sorted(by: { $0.key < $1.key }) {
      guard let rank = json.integer, (isList ? 0 : 1)...Self.highestRank ~= rank else {
        problems.report(
          Diagnostic(
            "the rank of '\(word)' is \(json), not a whole number from \(isList ? 0 : 1)", at: place
          ))
        continue
      }
      let token = word.isEmpty && rank == 0 ? "<PAD>" : word
      guard !token.isEmpty, !token.hasLineEnd else { continue }
      if let other = words.updateValue(token, forKey: rank) {
        problems.report(
          Diagnostic("the words '\(other)' and '\(token)' have the same rank", at: place))
      }
    }
    try problems.throwIfErrors()
  }
}

extension WordIndex {
  /// The highest rank; 0 if there are no words.
  var highestRank: Int { words.keys.max() ?? 0 }

  /// The rank of the padding token, if the file contains it.
  var padding: Int? { isList ? rank(where: Self.paddingTokens.contains) : nil }

  /// The rank of the start token; words of a `Tokenizer` do not include one.
  var start: Int? { isList ? rank(where: Self.startTokens.contains) : nil }

  /// The rank of the token for unknown words; nil if they are omitted.
  var unknown: Int? {
    if let tokenizer { return tokenizer.unknown.flatMap { token in rank { $0 == token } } }
    return rank(where: Self.isUnknownToken)
  }

  /// Whether a token represents unknown words: `<OOV>`, `[UNK]` or the like.
  static func isUnknownToken(_ token: String) -> Bool {
    let inner = token.drop(while: brackets.contains)
    let name = String(inner.reversed().drop(while: brackets.contains).reversed())
    guard inner.count < token.count, name.count < inner.count else {
      return token == "OOV" || token == "UNK"
    }
    return unknownNames.contains(name.lowercased())
  }

  /// Returns the lowest rank whose word meets a condition.
  private func rank(where condition: (String) -> Bool) -> Int? {
    words.filter { condition($0.value) }.keys.min()
  }
}
