/// The way from a text to rows as fastText goes it: words as they stand there, n-grams of words, and parts of words.
///
/// Words are what stands between ASCII white space, with their punctuation and capitals. A text is one line, behind which
/// stands the word `</s>`. N-grams and parts of words are numbered by hash functions, and many share a number.
///
/// - Source: fastText's `dictionary.cc`; Bojanowski, Grave, Joulin and Mikolov, *Enriching Word Vectors with Subword
///   Information*, 2017, <https://arxiv.org/abs/1607.04606>.
public struct NgramText: Hashable, Sendable {
  /// The word that stands behind each line.
  public static let endOfLine = "</s>"
  /// What stands for no word in a list of words; no word has a space.
  static let paddingWord = "(no word)"
  /// What labels begin with.
  package static let labelPrefix = "__label__"

  /// The names of the classes, with the prefix that the text's labels have.
  public let labels: [String]
  /// How many words in a row make the longest n-gram of words.
  public let wordNgrams: Int
  /// The shortest part of a word, in characters.
  public let shortestPart: Int
  /// The longest part of a word; 0 where words are not cut.
  public let longestPart: Int
  /// How many numbers n-grams have.
  public let buckets: Int
  /// For a pruned model, the numbers that were kept, in the order of their rows.
  let keptBuckets: [Int]?
  private let places: [Int: Int]
  private let rows: [ExactText: Int]
  private let labelSet: Set<ExactText>
  private let wordCount: Int

  /// Creates the way.
  ///
  /// - Parameters:
  ///   - words: The words of the dictionary, by row, all different.
  ///   - labels: The names of the classes, with their prefix.
  ///   - wordNgrams: How many words in a row make the longest n-gram of words; 1 for none.
  ///   - parts: The lengths of the parts of words in characters; the longest is 0 where words are not cut.
  ///   - buckets: How many numbers n-grams have; at least 1 where there are n-grams.
  ///   - keptBuckets: For a pruned model, the numbers that were kept, in the order of their rows.
  package init(
    words: [String], labels: [String], wordNgrams: Int, parts: (shortest: Int, longest: Int),
    buckets: Int, keptBuckets: [Int]?
  ) {
    self.labels = labels
    self.wordNgrams = wordNgrams
    (shortestPart, longestPart) = parts
    self.buckets = buckets
    self.keptBuckets = keptBuckets
    places = Dictionary(
      (keptBuckets ?? []).enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
    wordCount = words.count
    rows = Dictionary(
      words.enumerated().map { (ExactText($0.element), $0.offset) }, uniquingKeysWith: { $1 })
    labelSet = Set(labels.map(ExactText.init))
  }

  /// The row of what is not there: zeros, behind the words' rows and in front of the n-grams'.
  public var paddingRow: Int { wordCount }

  /// The number of rows that the embedding must have.
  public var rowCount: Int {
    wordCount + 1 + (usesBuckets ? keptBuckets?.count ?? buckets : 0)
  }

  /// Whether n-grams of any kind are looked up.
  public var usesBuckets: Bool { wordNgrams > 1 || longestPart > 0 }

  /// Whether a byte is white space to fastText.
  package static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 9...13 ~= byte || byte == 0 }

  /// Cuts a text into words.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Its words in reading order.
  /// - Complexity: O(*n*) in the length of the text.
  public func tokenize(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var start = 0
    var position = 0
    func finish(_ tokens: inout [Token]) {
      guard !word.isEmpty else { return }
      let row = rows[ExactText(word)]
      tokens.append(
        Token(
          text: word, range: start..<position, index: row ?? paddingRow, isKnown: row != nil))
      word = ""
    }
    for scalar in text.unicodeScalars {
      if scalar.isASCII, Self.isSpace(UInt8(scalar.value)) {
        finish(&tokens)
      } else {
        if word.isEmpty { start = position }
        word.unicodeScalars.append(scalar)
      }
      position += 1
    }
    finish(&tokens)
    return tokens
  }

  /// Encodes a text as fastText reads a line: a new line in it is taken for a space.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text with its words, each with the rows that are its own and its part of the rows of n-grams; the last
  ///   position is the end of the line. A word `</s>` ends the text too.
  /// - Complexity: O(*n*) in the length of the text, times the longest n-gram.
  public func encode(_ text: String) -> EncodedReview {
    let tokens = tokenize(text)
    let end = tokens.firstIndex { $0.text == Self.endOfLine } ?? tokens.count
    let line = tokens[..<end].map(\.text) + [Self.endOfLine]
    var own: [[Int]] = []
    var hashed: [(position: Int, hash: UInt32)] = []
    for (position, word) in line.enumerated() {
      let row = rows[ExactText(word)]
      let isLabel =
        labelSet.contains(ExactText(word)) || row == nil && word.utf8.starts(with: Self.prefix)
      if isLabel {
        own.append([])
      } else {
        hashed.append((position, Self.hash(word.utf8)))
        own.append((row.map { [$0] } ?? []) + partRows(of: word))
      }
    }
    let mixture = RowMixture(own: own, shared: ngramRows(hashed))
    return EncodedReview(
      text: text, tokens: tokens, read: 0..<end,
      indices: tokens[..<end].map(\.index) + [rows[ExactText(Self.endOfLine)] ?? paddingRow],
      firstPosition: 0, startPosition: nil, paddingPositions: line.count..<line.count,
      endPosition: end, mixture: mixture)
  }
}

extension NgramText {
  private static let prefix = Array(labelPrefix.utf8)

  /// The rows of a word's parts: all runs of characters of `<word>` that are neither too short nor too long, without the
  /// two angle brackets alone.
  private func partRows(of word: String) -> [Int] {
    guard longestPart > 0, word != Self.endOfLine else { return [] }
    let bytes = [UInt8(ascii: "<")] + Array(word.utf8) + [UInt8(ascii: ">")]
    // Where characters begin: bytes that continue one have the bits 10 at their head.
    let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
    var found: [Int] = []
    for first in 0..<starts.count - 1 {
      for length in stride(from: max(1, shortestPart), through: longestPart, by: 1) {
        guard first + length < starts.count else { break }
        let range = starts[first]..<starts[first + length]
        if length == 1, range.lowerBound == 0 || range.upperBound == bytes.count { continue }
        if let row = row(ofHash: UInt64(Self.hash(bytes[range]))) { found.append(row) }
      }
    }
    return found
  }

  /// The rows of the n-grams of words, each with the positions of its words.
  private func ngramRows(
    _ hashed: [(position: Int, hash: UInt32)]
  ) -> [(row: Int, positions: ArraySlice<Int>)] {
    guard wordNgrams > 1 else { return [] }
    let positions = hashed.map(\.position)
    var found: [(row: Int, positions: ArraySlice<Int>)] = []
    for first in hashed.indices {
      // Hashes are signed numbers of 32 bits in fastText.
      var hash = Self.widened(hashed[first].hash)
      for last in hashed.indices.dropFirst(first + 1).prefix(wordNgrams - 1) {
        hash = hash &* 116_049_371 &+ Self.widened(hashed[last].hash)
        if let row = row(ofHash: hash) { found.append((row, positions[first...last])) }
      }
    }
    return found
  }

  private func row(ofHash hash: UInt64) -> Int? {
    let bucket = Int(hash % UInt64(buckets))
    guard keptBuckets != nil else { return wordCount + 1 + bucket }
    return places[bucket].map { wordCount + 1 + $0 }
  }

  private static func widened(_ hash: UInt32) -> UInt64 {
    UInt64(bitPattern: Int64(Int32(bitPattern: hash)))
  }

  /// The hash FNV-1a of bytes, which are signed numbers in fastText.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(2_166_136_261) { hash, byte in
      (hash ^ UInt32(bitPattern: Int32(Int8(bitPattern: byte)))) &* 16_777_619
    }
  }
}
