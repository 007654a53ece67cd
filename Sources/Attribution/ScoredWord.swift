import Classifier
public import SourceText

/// A word of a review with its score.
public struct ScoredWord: Hashable, Sendable {
  /// The word as the classifier reads it.
  public let word: String
  /// The range in the text, in Unicode scalars.
  public let range: Range<Int>
  /// The score; its unit and sign are those of the method.
  public let score: Double
}

extension AttributionMethod {
  /// Attributes the output to the words of a review.
  ///
  /// ``attribute(_:)`` returns the same scores with those of special tokens and padding, the convergence delta and standard
  /// errors.
  ///
  /// - Parameter review: The review, from ``Explainer/explain(_:)-(String)``.
  /// - Returns: One scored word per token that the classifier reads, in reading order.
  /// - Throws: A diagnostic if the method needs gradients or layers that the classifier does not provide, if an option is out of
  ///   range for it, or if the classifier itself fails.
  /// - Complexity: That of the method.
  public func scoredWords(of review: ReviewInput) throws(Diagnostics) -> [ScoredWord] {
    let explainer = review.explainer
    if let problem = explainer.access.unavailability(
      of: "the method '\(name)'", needing: card.needs)
    {
      throw Diagnostics(problem)
    }
    try check(explainer)
    let found = review.inBatches { review in
      card.needs > .predictions
        ? Attribution(merging: attribute(review.atEmbeddings), into: review) : attribute(review)
    }
    try explainer.throwIfFailed()
    return zip(review.review.readTokens, found.scores).map { token, score in
      ScoredWord(word: token.text, range: token.range, score: score)
    }
  }
}
