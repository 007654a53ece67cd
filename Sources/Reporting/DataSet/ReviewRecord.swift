import Attribution
import Classifier
import Foundation
import Literate
import Site
import Spooling

/// What chunks about the whole data set keep of a review: the label, the probabilities, and the words with their contributions.
///
/// Records are kept only if a document needs them. In the temporary file a record takes some 10 bytes per word, and 8 more for
/// each method.
struct ReviewRecord: Sendable {
  /// The index of the label among the model's classes; nil without a label.
  let label: Int?
  /// The index of the predicted class.
  let predicted: Int
  /// The probability of each class.
  let probabilities: [Double]
  /// The number of unknown words, and of words that the model never reads.
  let unknown: Int
  let unread: Int
  /// The words that the model reads, spelling variants as one.
  let words: [String]
  /// The contributions of the words to the explained class, one list per recorded method.
  let contributions: [[Double]]

  /// Keeps an analysis.
  ///
  /// - Parameters:
  ///   - analysis: The analysis.
  ///   - needs: The methods whose contributions are kept.
  init(_ analysis: ReviewAnalysis, needs: RecordNeeds) {
    let classes = analysis.prediction.classes
    label = analysis.pick.label.flatMap { label in classes.firstIndex { $0.name == label.name } }
    predicted = classes.firstIndex { $0.name == analysis.prediction.label.name } ?? 0
    probabilities = analysis.prediction.probabilities
    unknown = analysis.tokens.count { !$0.isKnown }
    unread = analysis.review.truncated
    words = analysis.words.map(Self.key)
    contributions = needs.methods.map { method in
      guard !analysis.isWordless else { return [] }
      let result =
        method.isEmpty
        ? analysis.results.leading : analysis.results(named: [method]).first
      return result?.attribution.scores ?? []
    }
  }

  /// Returns the key that spelling variants of a word share: without case and without accents on letters.
  static func key(_ word: String) -> String {
    // Nearly all words are ASCII, and lowercase already.
    if word.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A ~= $0) }) { return word }
    let folded = word.lowercased().decomposedStringWithCanonicalMapping
    return String(
      String.UnicodeScalarView(
        folded.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark })
    ).precomposedStringWithCanonicalMapping
  }

  /// The number of words that the model reads.
  var read: Int { words.count }
}

extension ReviewRecord: Recordable {
  init(from record: inout RecordReader) {
    let number = record.integer()
    label = number < 0 ? nil : number
    predicted = record.integer()
    probabilities = record.numbers()
    unknown = record.integer()
    unread = record.integer()
    words = record.value([String].self)
    contributions = (0..<record.count()).map { _ in record.numbers() }
  }

  func record(to record: inout RecordWriter) {
    record.write(label ?? -1)
    record.write(predicted)
    record.write(probabilities)
    record.write(unknown)
    record.write(unread)
    record.write(words)
    record.write(contributions.count)
    for scores in contributions { record.write(scores) }
  }
}
