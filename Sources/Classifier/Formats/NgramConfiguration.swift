import SourceText

/// The entry 'text' of `config.json` for texts processed as in fastText.
///
/// Its keys are fastText's names; only pruned models have `kept_buckets`.
extension NgramText {
  static let kind = "fasttext"

  /// The entry.
  var configuration: JSON {
    let entries: [String: JSON] = [
      "kind": .string(Self.kind), "vocabulary": .string(Model.vocabularyFileName),
      "labels": .array(labels.map { .string($0) }),
      "word_ngrams": .number(Double(wordNgrams)), "minn": .number(Double(shortestPart)),
      "maxn": .number(Double(longestPart)), "bucket": .number(Double(buckets)),
    ]
    let kept = keptBuckets.map { JSON.array($0.map { .number(Double($0)) }) }
    return .object(entries.merging(kept.map { ["kept_buckets": $0] } ?? [:]) { $1 })
  }

  /// Reads the entry.
  ///
  /// - Parameters:
  ///   - json: The entry.
  ///   - words: The words by row, without the padding token.
  ///   - place: The file.
  /// - Throws: All problems of the entry.
  init(_ json: JSON, words: [String], place: SourceLocation) throws(Diagnostics) {
    var problems = Diagnostics()
    func report(_ key: String, _ rule: String) {
      let found = json[key].map { ", not \($0)" } ?? ", but it is missing"
      problems.report(Diagnostic("'text.\(key)' must be \(rule)\(found)", at: place))
    }
    func number(_ key: String, _ range: ClosedRange<Int>) -> Int {
      if let value = json[key]?.integer, range.contains(value) { return value }
      report(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return range.lowerBound
    }
    let labels = (json["labels"]?.array ?? []).compactMap(\.string)
    if labels.count != json["labels"]?.array?.count { report("labels", "a list of names") }
    let wordNgrams = number("word_ngrams", 1...100)
    let parts = (number("minn", 0...100), number("maxn", 0...100))
    let buckets = number("bucket", 0...Int(Int32.max))
    if wordNgrams > 1 || parts.1 > 0, buckets == 0 { report("bucket", "a number above 0") }
    var kept: [Int]?
    if let list = json["kept_buckets"] {
      let numbers = (list.array ?? []).compactMap(\.integer)
      if numbers.count != list.array?.count || Set(numbers).count != numbers.count
        || !numbers.allSatisfy({ 0..<max(1, buckets) ~= $0 })
      {
        problems.report(
          Diagnostic("'text.kept_buckets' must hold distinct numbers below 'bucket'", at: place))
      }
      kept = numbers
    }
    try problems.throwIfErrors()
    self.init(
      words: words, labels: labels, wordNgrams: wordNgrams, parts: parts, buckets: buckets,
      keptBuckets: kept)
  }
}
