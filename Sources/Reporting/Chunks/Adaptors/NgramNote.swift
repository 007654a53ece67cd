import Attribution
import Classifier

/// A note about the scores of a model that reads n-grams besides words.
enum NgramNote {
  /// Describes the n-grams of a model and the words that their scores belong to.
  ///
  /// - Parameter explainer: The model.
  /// - Returns: Two sentences; nil if the model reads only whole words, or if its layers are unknown.
  static func sentence(_ explainer: Explainer) -> String? {
    guard explainer.hasLayers, let ngrams = explainer.network.text.ngrams, ngrams.usesBuckets
    else { return nil }
    let runs =
      ngrams.wordNgrams > 1
      ? "runs of \(range(2, ngrams.wordNgrams, "words"))" : nil
    let parts =
      ngrams.longestPart > 0
      ? "parts of words of \(range(max(1, ngrams.shortestPart), ngrams.longestPart, "characters"))"
      : nil
    let shares = [
      parts.map { _ in "that of its parts" },
      runs.map { _ in "an even share of each run that it is part of" },
    ].compactMap(\.self).joined(separator: " and ")
    let read = [parts, runs].compactMap(\.self).joined(separator: " and ")
    return "The model also reads \(read). A word’s score includes \(shares)."
  }

  private static func range(_ shortest: Int, _ longest: Int, _ unit: String) -> String {
    shortest < longest ? "\(shortest) to \(longest) \(unit)" : "\(longest) \(unit)"
  }
}
