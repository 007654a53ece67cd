import Classifier

/// The treatment of a missing word, which depends on where a classifier can be without a word: in its text, or in its
/// embeddings.
public enum MissingWord: Hashable, Sendable {
  /// The word is removed from the text.
  case removedFromText
  /// The word is replaced by a mask token in the text, unless a method removes it.
  case replacedInText(by: String)
  /// The word's embedding is replaced by the row of a baseline, or its position is removed.
  case replacedInEmbeddings

  /// Returns the mask token that stands for missing words.
  ///
  /// - Parameter removal: The treatment that a method requests.
  /// - Returns: The token; nil if words are removed, or replaced in embeddings.
  public func maskToken(for removal: Removal) -> String? {
    if case .replacedInText(let token) = self, removal == .replace { token } else { nil }
  }
}

extension Explainer {
  /// The treatment of a missing word.
  public var missingWord: MissingWord {
    if hasLayers { return .replacedInEmbeddings }
    return classifier.maskToken.map { .replacedInText(by: $0) } ?? .removedFromText
  }

  /// Whether every baseline is a row of embeddings that all reviews share.
  ///
  /// Otherwise a missing word is missing in the text, and baselines in the space of embeddings are those that the classifier
  /// returns for each review.
  public var hasBaselineRows: Bool { missingWord == .replacedInEmbeddings }

  /// Returns the treatment of a missing word, as the end of a sentence that begins "A missing word is".
  public func meaning(of removal: Removal, _ baseline: Baseline) -> String {
    if hasBaselineRows { return removal.summary(baseline) }
    return missingWord.maskToken(for: removal).map { "replaced by “\($0)”" }
      ?? "removed from the text"
  }
}
