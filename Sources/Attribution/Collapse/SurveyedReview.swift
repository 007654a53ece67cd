package import Classifier
import LinearAlgebra

/// The measurements of a survey on one review with a word.
package struct SurveyedReview: Sendable {
  /// A summary of a method's numbers.
  package struct Judgement: Sendable {
    /// Whether they are all equal.
    package let isConstant: Bool
    /// The absolute convergence delta; nil if they are not shares of the output.
    package let delta: Double?
    /// The absolute change of the output; nil if they are not shares of it.
    package let change: Double?

    /// Creates a summary.
    package init(isConstant: Bool, delta: Double?, change: Double?) {
      (self.isConstant, self.delta, self.change) = (isConstant, delta, change)
    }
  }

  /// Whether the gradient rows are equal up to rounding.
  package let collapses: Bool
  /// The largest difference between two rows in one dimension.
  package let maxRowDifference: Double
  /// The largest entry of the gradient.
  package let largestEntry: Double
  /// The number of different rows of the words.
  package let distinctWordRows: Int
  /// The rank of the gradient matrix.
  package let rank: Int
  /// The share of the largest singular value in the sum of squares.
  package let largestShare: Double
  /// The Gini coefficient of the row lengths.
  package let gini: Double
  /// The entropy of the row lengths, relative to that of equal lengths.
  package let entropyShare: Double
  /// The number of padded positions.
  package let padding: Int
  /// Whether the review has different words.
  package let hasDifferentWords: Bool
  /// The hidden units; nil unless there is a closed form with one logit.
  package let activity: ActivationPatterns.Review?
  /// One per method.
  package let judgements: [Judgement]

  /// Creates measurements that were made before.
  package init(
    collapses: Bool, maxRowDifference: Double, largestEntry: Double, distinctWordRows: Int,
    rank: Int, largestShare: Double, gini: Double, entropyShare: Double, padding: Int,
    hasDifferentWords: Bool, activity: ActivationPatterns.Review?, judgements: [Judgement]
  ) {
    self.collapses = collapses
    self.maxRowDifference = maxRowDifference
    self.largestEntry = largestEntry
    self.distinctWordRows = distinctWordRows
    self.rank = rank
    self.largestShare = largestShare
    self.gini = gini
    self.entropyShare = entropyShare
    self.padding = padding
    self.hasDifferentWords = hasDifferentWords
    self.activity = activity
    self.judgements = judgements
  }

  /// Measures a review; nil if it has no word.
  ///
  /// - Parameters:
  ///   - text: The review.
  ///   - explainer: The model and the output.
  ///   - methods: The methods to judge.
  /// - Complexity: A backward pass, a singular value decomposition and one explanation by each method.
  package init?(_ text: String, _ explainer: Explainer, _ methods: [ConfiguredMethod]) {
    let explained = explainer.explain(text)
    let words = explained.review.readTokens
    guard !words.isEmpty else { return nil }
    let review = explained.atEmbeddings
    let gradient = review.gradient
    let collapse = PoolingCollapse(review, gradient: gradient)
    let spectrum = GradientSpectrum(review, gradient: gradient)
    // Out-of-vocabulary words may still be read by their subword pieces.
    let (kinds, first) = (explained.review.kinds, explained.review.firstPosition)
    self.init(
      collapses: collapse.collapses, maxRowDifference: collapse.maxRowDifference,
      largestEntry: collapse.largestEntry, distinctWordRows: collapse.distinctWordRows,
      rank: spectrum.rank, largestShare: spectrum.largestShare, gini: collapse.gini,
      entropyShare: collapse.entropyOfEqualShares > 0
        ? collapse.entropy / collapse.entropyOfEqualShares : 1,
      padding: review.review.paddingPositions.count,
      hasDifferentWords: Set(kinds[first..<first + words.count]).count > 1,
      activity: ActivationPatterns.Review(review),
      judgements: methods.map { method in
        let found = method.attribute(explained)
        return Judgement(
          isConstant: found.isConstant, delta: found.convergenceDelta.map(abs),
          change: found.convergenceDelta.map { abs(found.sum - $0) })
      })
  }
}

extension Explainer {
  /// The structure of the stack of layers; nil for a classifier without layers.
  package var rowStructure: RowStructure? {
    hasLayers ? network.sequential.rowStructure : nil
  }
}
