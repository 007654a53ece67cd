/// The text processing of fastText: unmodified words, word n-grams and subwords.
///
/// Words are separated by ASCII white space and keep their punctuation and case. A text is treated as one line, followed by the
/// word `</s>`. N-grams and subwords are hashed to buckets, which many share.
///
/// - Source: fastText's `dictionary.cc`; Bojanowski, Grave, Joulin and Mikolov, *Enriching Word Vectors with Subword
///   Information*, 2017, <https://arxiv.org/abs/1607.04606>.
public struct NgramText: Hashable, Sendable {
  /// The word after each line.
  package static let endOfLine = "</s>"
  /// A placeholder for padding in a list of words; no word contains a space.
  static let paddingWord = "(no word)"
  /// The prefix of labels.
  package static let labelPrefix = "__label__"

  /// The names of the classes, with the prefix of labels.
  public let labels: [String]
  /// The maximum length of word n-grams.
  public let wordNgrams: Int
  /// The minimum length of subwords, in characters.
  public let shortestPart: Int
  /// The maximum length of subwords; 0 if words are not split.
  public let longestPart: Int
  /// The number of buckets of n-grams.
  package let buckets: Int
  /// For a pruned model, the kept buckets, in row order.
  package let keptBuckets: [Int]?
  private let places: [Int: Int]
  private let rows: [ExactText: Int]
  private let labelSet: Set<ExactText>
  private let wordCount: Int

  /// Creates the text processing.
  ///
  /// - Parameters:
  ///   - words: The distinct words of the dictionary, by row.
  ///   - labels: The names of the classes, with their prefix.
  ///   - wordNgrams: The maximum length of word n-grams; 1 for none.
  ///   - parts: The lengths of subwords in characters; the maximum is 0 if words are not split.
  ///   - buckets: The number of buckets; at least 1 if there are n-grams.
  ///   - keptBuckets: For a pruned model, the kept buckets, in row order.
  package init(
    words: [String], labels: [String], wordNgrams: Int, parts: (shortest: Int, longest: Int),
    buckets: Int, keptBuckets: [Int]?
  ) {
    self.labels = labels
    self.wordNgrams = wordNgrams
    (shortestPart, longestPart) = parts
    self.buckets = buckets
    self.keptBuckets = keptBuckets
    var places: [Int: Int] = [:]
    for (row, bucket) in (keptBuckets ?? []).enumerated() { places[bucket] = row }
    self.places = places
    wordCount = words.count
    var rows: [ExactText: Int] = [:]
    for (row, word) in words.enumerated() { rows[ExactText(word)] = row }
    self.rows = rows
    labelSet = Set(labels.map { ExactText($0) })
  }

  /// The row of padding: zeros, between the rows of words and those of n-grams.
  package var paddingRow: Int { wordCount }

  /// The required number of rows of the embedding.
  public var rowCount: Int {
    wordCount + 1 + (usesBuckets ? keptBuckets?.count ?? buckets : 0)
  }

  /// Whether n-grams of any kind are used.
  public var usesBuckets: Bool { wordNgrams > 1 || longestPart > 0 }

  /// Whether fastText treats a byte as white space.
  package static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 9...13 ~= byte || byte == 0 }

  /// Splits a text into words.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Its words in reading order.
  /// - Complexity: O(*n*) in the length of the text.
  package func tokenize(_ text: String) -> [Token] {
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

  /// Encodes a text like fastText, treating line breaks as spaces.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text with its words, each with its own rows and its share of n-gram rows; the last position is the end of
  ///   the line. A word `</s>` also ends the text.
  /// - Complexity: O(*n*) in the length of the text, times the maximum n-gram length.
  package func encode(_ text: String) -> EncodedReview {
    let tokens = tokenize(text)
    let end = tokens.firstIndex { ExactText($0.text) == ExactText(Self.endOfLine) } ?? tokens.count
    let line = tokens[..<end].map { $0.text } + [Self.endOfLine]
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
      indices: tokens[..<end].map { $0.index } + [rows[ExactText(Self.endOfLine)] ?? paddingRow],
      firstPosition: 0, startPosition: nil, paddingPositions: line.count..<line.count,
      endPosition: end, mixture: mixture)
  }
}

extension NgramText {
  private static let prefix = Array(labelPrefix.utf8)

  /// Returns the rows of a word's subwords: all substrings of `<word>` within the length limits, except the two angle brackets
  /// alone.
  private func partRows(of word: String) -> [Int] {
    guard longestPart > 0, ExactText(word) != ExactText(Self.endOfLine) else { return [] }
    let bytes = [UInt8(ascii: "<")] + Array(word.utf8) + [UInt8(ascii: ">")]
    // Offsets of characters: continuation bytes start with the bits 10.
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

  /// Returns the rows of word n-grams, each with the positions of its words.
  private func ngramRows(
    _ hashed: [(position: Int, hash: UInt32)]
  ) -> [(row: Int, positions: ArraySlice<Int>)] {
    guard wordNgrams > 1 else { return [] }
    let positions = hashed.map { $0.position }
    var found: [(row: Int, positions: ArraySlice<Int>)] = []
    for first in hashed.indices {
      // fastText treats hashes as signed 32-bit integers.
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

  /// Returns the FNV-1a hash of bytes, which fastText treats as signed.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(2_166_136_261) { hash, byte in
      (hash ^ UInt32(bitPattern: Int32(Int8(bitPattern: byte)))) &* 16_777_619
    }
  }
}
