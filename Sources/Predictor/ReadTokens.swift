import Classifier
import SourceText

extension TextTokens {
  /// Reads how a program cuts a text.
  ///
  /// A token has a start and an end in Unicode code points. One without characters, such as the `(0, 0)` of Hugging Face's
  /// offsets, or with `"word":null`, is a special token. Tokens that lie side by side with the same `"word"` are one word; one
  /// without that key is a word by itself. White space at the ends of a token, which byte-level tokenizers count to it, is no
  /// part of a word.
  ///
  /// - Parameters:
  ///   - json: The list of tokens.
  ///   - isTruncated: Whether the program reads a part of the text alone.
  ///   - text: The text.
  ///   - number: Its number in its batch, from 1.
  /// - Throws: What is wrong, as the end of a sentence whose subject is the program.
  init(_ json: JSON, isTruncated: Bool, of text: String, number: Int) throws(Complaint) {
    let scalars = Array(text.unicodeScalars)
    var reader = TokenReader(scalars: scalars, number: number)
    for token in json.array ?? [] { try reader.add(token) }
    guard isTruncated else {
      self.init(words: reader.words, pieces: reader.pieces)
      return
    }
    // What was cut off is divided into words as a text whose program says nothing of tokens.
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

/// Words and pieces as far as they are read.
private struct TokenReader {
  let scalars: [Unicode.Scalar]
  let number: Int
  var words: [Range<Int>] = []
  var pieces: [TextTokens.Piece] = []
  /// The `"word"` of the last word; nil where it had none.
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
        "gives text \(number) the token \(RunningProgram.shown(token.description))",
        hint: "\"word\" is a whole number from 0, or null for a special token")
    }
    guard id == lastWord else { return try addWord(range, id, token) }
    // Byte-level tokens of one character have the same place.
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
        "gives text \(number) the token \(RunningProgram.shown(token.description))",
        hint: "the tokens of a word stand side by side")
    }
    lastWord = id
    words.append(range)
    pieces.append(.init(range: range, word: words.count - 1))
  }

  private func complaint(_ token: JSON) -> Complaint {
    Complaint(
      "gives text \(number) the token \(RunningProgram.shown(token.description))",
      hint: "tokens have a start and an end in Unicode code points, in order, not one over another")
  }
}
