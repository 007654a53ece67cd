import Classifier

/// What is to be said beside the numbers of a model that reads more than words.
enum NgramNote {
  /// What the model reads, and whose numbers hold it.
  ///
  /// - Parameter text: How the model reads a text.
  /// - Returns: Two sentences; nil where it reads whole words alone.
  static func sentence(_ text: TextPipeline) -> String? {
    guard let ngrams = text.ngrams, ngrams.usesBuckets else { return nil }
    let runs =
      ngrams.wordNgrams > 1
      ? "runs of \(range(2, ngrams.wordNgrams, "words"))" : nil
    let parts =
      ngrams.longestPart > 0
      ? "parts of words of \(range(max(1, ngrams.shortestPart), ngrams.longestPart, "characters"))"
      : nil
    let shares = [
      parts.map { _ in "that of its parts" },
      runs.map { _ in "an even share of each run that it belongs to" },
    ].compactMap(\.self).joined(separator: " and ")
    let read = [parts, runs].compactMap(\.self).joined(separator: " and ")
    return "The model reads \(read), too. A word’s number holds \(shares)."
  }

  private static func range(_ shortest: Int, _ longest: Int, _ unit: String) -> String {
    shortest < longest ? "\(shortest) to \(longest) \(unit)" : "\(longest) \(unit)"
  }
}
