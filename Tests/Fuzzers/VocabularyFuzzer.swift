internal import Classifier
internal import SourceText

/// Each word has an index of its own, is written and read again, and texts of any words are encoded.
enum VocabularyFuzzer: Fuzzer {
  static let name = "vocabulary"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let text: String
    let words: [String]
    do {
      (text, words) = try read(bytes)
    } catch {
      return try BrokenLaw.ifMisplaced(error, in: bytes)
    }
    guard words.count > 2 else { return }
    let vocabulary = Vocabulary(words: words)
    for (index, word) in words.enumerated() {
      try BrokenLaw.unless(
        vocabulary.index(of: word) == index, "word \(index), '\(word)', has another's index")
    }
    let again = try BrokenLaw.ifRefused("what is written is refused") { () throws(Diagnostics) in
      try read(Array(vocabulary.fileContents.utf8)).words
    }
    try BrokenLaw.unless(
      again.elementsEqual(words) { $0.utf8.elementsEqual($1.utf8) },
      "\(words) are read as \(again)")
    for standardization in Standardization.allCases {
      for (length, side) in [(nil, TextPipeline.Side.post), (3, .pre), (3, .post)] as [(Int?, _)] {
        let pipeline = TextPipeline(
          standardization: standardization, vocabulary: vocabulary, sequenceLength: length,
          padding: side, truncating: side)
        try check(pipeline.encode(text), by: pipeline)
      }
    }
  }

  /// Asks that a review has an index for each position, and that its words stand in its text.
  static func check(_ review: EncodedReview, by pipeline: TextPipeline) throws(BrokenLaw) {
    let count = review.text.unicodeScalars.count
    try BrokenLaw.unless(
      review.indices.allSatisfy { 0..<pipeline.rowCount ~= $0 }, "\(review.indices) are indices")
    try BrokenLaw.unless(
      pipeline.sequenceLength ?? review.indices.count == review.indices.count,
      "\(review.indices.count) positions")
    var end = 0
    for token in review.tokens {
      try BrokenLaw.unless(
        end <= token.range.lowerBound && token.range.upperBound <= count && !token.range.isEmpty,
        "the word '\(token.text)' stands at \(token.range)")
      end = token.range.upperBound
    }
  }

  private static func read(
    _ bytes: [UInt8]
  ) throws(Diagnostics) -> (text: String, words: [String]) {
    let text: String
    do { text = try SourceFile.decode(bytes, path: "x.txt") } catch {
      throw error
    }
    return (text, try Vocabulary.words(in: SourceFile(path: "x.txt", text: text)))
  }
}
