import Classifier
import SourceText

/// The ranks of words, as Keras' `Tokenizer` or its IMDB data give them, or a list of tokens.
///
/// The index of a word in the embedding is its rank plus an offset, which ``WordIndexOffset`` decides.
struct WordIndex {
  /// The tokens that mark padding.
  static let paddingTokens: Set = ["<PAD>", "[PAD]", "<pad>", "[pad]"]
  private static let startTokens: Set = ["<START>", "[START]", "<start>", "[start]"]
  /// The names of the token for unknown words, without the brackets around them.
  private static let unknownNames: Set = ["oov", "unk", "unknown"]
  private static let brackets: Set<Character> = ["<", ">", "[", "]", "{", "}", "_"]
  private static let highestRank = 10_000_000

  /// The words by rank; ranks begin at 1, or at 0 where the file names the padding token.
  private(set) var words: [Int: String] = [:]
  /// The settings of the `Tokenizer` that the file holds; nil where it holds ranks alone.
  private(set) var tokenizer: KerasTokenizer?
  /// Whether the file lists a token for each row, from row 0 on.
  private(set) var isList = false
  /// The file.
  let place: SourceLocation

  /// Reads `word_index` or `to_json()` of a Keras `Tokenizer`, or the word index of Keras' IMDB data.
  ///
  /// - Parameter path: The JSON file.
  /// - Throws: All ranks that are none or stand there twice.
  init(reading path: String) throws(Diagnostics) {
    place = SourceLocation(file: path)
    var json = try single { () throws(Diagnostic) in
      try JSON(parsing: try SourceFile(reading: path))
    }
    // json.dump(tokenizer.to_json()) writes a text that is JSON itself.
    json = try Self.parsed(json, path)
    if json["class_name"] == .string("Tokenizer") {
      let settings = json["config"] ?? .null
      tokenizer = KerasTokenizer(settings)
      json = try Self.parsed(settings["word_index"] ?? .null, path)
    }
    guard let ranks = json.object, !ranks.isEmpty,
      ranks.values.contains(where: { $0.number != nil })
    else {
      throw Diagnostics([
        Diagnostic(
          "this is no JSON object with the rank of each word", at: place,
          hint:
            "tokenizer.to_json() and tokenizer.word_index of Keras are read, and imdb.get_word_index()"
        )
      ])
    }
    try add(ranks)
  }

  /// Reads a list of tokens.
  ///
  /// - Parameter path: A file with a token a line; padding may be an empty first line.
  /// - Throws: All lines that are no tokens.
  init(list path: String) throws(Diagnostics) {
    place = SourceLocation(file: path)
    let file = try single { () throws(Diagnostic) in try SourceFile(reading: path) }
    guard !file.text.hasPrefix("{") else {
      throw Diagnostics([
        Diagnostic(
          "this is JSON and not a token a line", at: place, hint: "--word-index reads JSON")
      ])
    }
    let tokens = try KerasVocabulary.words(in: file)
    isList = tokens.contains(where: Self.paddingTokens.contains)
    for (line, token) in tokens.enumerated() { words[isList ? line : line + 1] = token }
  }

  private static func parsed(_ json: JSON, _ path: String) throws(Diagnostics) -> JSON {
    guard let text = json.string else { return json }
    return try single { () throws(Diagnostic) in
      try JSON(parsing: SourceFile(path: path, text: text))
    }
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
            "the rank of '\(word)' is \(json), no whole number from \(isList ? 0 : 1)", at: place))
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
  /// The highest rank; 0 where there is no word.
  var highestRank: Int { words.keys.max() ?? 0 }

  /// The rank of the padding token, where the file names it.
  var padding: Int? { isList ? rank(where: Self.paddingTokens.contains) : nil }

  /// The rank of the token in front of each review; words of a `Tokenizer` have none.
  var start: Int? { isList ? rank(where: Self.startTokens.contains) : nil }

  /// The rank of the token for unknown words; nil where they are left out.
  var unknown: Int? {
    if let tokenizer { return tokenizer.unknown.flatMap { token in rank { $0 == token } } }
    return rank(where: Self.isUnknownToken)
  }

  /// Whether a token stands for unknown words: `<OOV>`, `[UNK]` or one of that kind.
  static func isUnknownToken(_ token: String) -> Bool {
    let inner = token.drop(while: brackets.contains)
    let name = String(inner.reversed().drop(while: brackets.contains).reversed())
    guard inner.count < token.count, name.count < inner.count else {
      return token == "OOV" || token == "UNK"
    }
    return unknownNames.contains(name.lowercased())
  }

  /// The lowest rank whose word meets a condition.
  private func rank(where condition: (String) -> Bool) -> Int? {
    words.filter { condition($0.value) }.keys.min()
  }
}
