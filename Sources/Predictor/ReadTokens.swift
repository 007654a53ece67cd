import Classifier
import SourceText

extension TextTokens {
  /// Parses the tokens of a text.
  ///
  /// A token has a start and an end in Unicode code points. A token without characters, such as the `(0, 0)` of Hugging Face's
  /// offsets, or with `"word":null`, is a special token. Adjacent tokens with the same `"word"` form one word; a token without
  /// that key is a word by itself. White space at the ends of a token, which byte-level tokenizers include, is not part of a
  /// word.
  ///
  /// - Parameters:
  ///   - json: The list of tokens.
  ///   - isTruncated: Whether the program reads only a part of the text.
  ///   - text: The text.
  ///   - number: Its number in its batch, from 1.
  /// - Throws: The problem, as a predicate whose subject is the program.
  init(_ json: JSON, isTruncated: Bool, of text: String, number: Int) throws(Complaint) {
    let scalars = Array(text.unicodeScalars)
    var reader = TokenReader(scalars: scalars, number: number)
    for token in json.array ?? [] { try reader.add(token) }
    guard isTruncated else {
      self.init(words: reader.words, pieces: reader.pieces)
      return
    }
    // The truncated part is split into words like a text without tokens from the program.
    let (start, end) = (reader.words.first?.lowerBound ?? 0, reader.words.last?.upperBound ?? 0)
    func words(_ range: Range<Int>) -> [Range<Int>] {
      var part = String.UnicodeScalarView()
      part.append(contentsOf: scalars[range])
      return Standardization.tokenizer.words(in: String(part)).map {
        $0.range.lowerBound + range.lowerBound..<$0.range.upperBound + range.lowerBound
      }
    }
    let before = words(0..<start)
    let all = before + reader.words + words(end..<scalars.count)
    self.init(
      words: all, read: before.count..<before.count + reader.words.count, pieces: reader.pieces)
  }
}

/// The words and pieces parsed so far.
private struct TokenReader {
  let scalars: [Unicode.Scalar]
  let number: Int
  var words: [Range<Int>] = []
  var pieces: [TextTokens.Piece] = []
  /// The `"word"` of the last word; nil if it had none.
  private var lastWord: Int?
  private var seen: Set<Int> = []

  init(scalars: [Unicode.Scalar], number: Int) {
    self.scalars = scalars
    self.number = number
  }

  mutating func add(_ token: JSON) throws(Complaint) {
    let word = token["word"]
    guard let start = token["start"]?.integer, let end = token["end"]?.integer,
      (0...end).contains(start), end <= scalars.count
    else { throw complaint(token) }
    var range = start..<end
    while let first = range.first, scalars[first].properties.isWhitespace {
      range = first + 1..<end
    }
    while let last = range.last, scalars[last].properties.isWhitespace {
      range = range.lowerBound..<last
    }
    if range.isEmpty || word == .null {
      let place = words.last?.upperBound ?? 0
      pieces.append(.init(range: place..<place, word: nil))
      return
    }
    guard let id = word else { return try addWord(range, nil, token) }
    guard let id = id.integer, id >= 0 else {
      throw Complaint(
        "returns for text \(number) the token \(RunningProgram.shown(token.description))",
        hint: "\"word\" must be a non-negative integer, or null for a special token")
    }
    guard id == lastWord else { return try addWord(range, id, token) }
    // Byte-level tokens of one character share a range.
    guard let last = words.last, last.lowerBound <= range.lowerBound else {
      throw complaint(token)
    }
    words[words.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    pieces.append(.init(range: range, word: words.count - 1))
  }

  private mutating func addWord(
    _ range: Range<Int>, _ id: Int?, _ token: JSON
  ) throws(Complaint) {
    guard (words.last?.upperBound ?? 0) <= range.lowerBound else { throw complaint(token) }
    if let id, !seen.insert(id).inserted {
      throw Complaint(
        "returns for text \(number) the token \(RunningProgram.shown(token.description))",
        hint: "the tokens of a word must be adjacent")
    }
    lastWord = id
    words.append(range)
    pieces.append(.init(range: range, word: words.count - 1))
  }

  private func complaint(_ token: JSON) -> Complaint {
    Complaint(
      "returns for text \(number) the token \(RunningProgram.shown(token.description))",
      hint: "tokens need a start and an end in Unicode code points, in order and without overlap")
  }
}
