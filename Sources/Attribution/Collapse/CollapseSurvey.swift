public import Classifier
import LinearAlgebra
import SourceText

/// Whether word-level gradients collapse over a set of reviews: what the stack says, what was measured on each review, and
/// what it does to each method.
public struct CollapseSurvey: Sendable {
  /// What one method's numbers look like.
  public struct MethodFinding: Sendable {
    /// The method.
    public let method: ConfiguredMethod
    /// The share of reviews with different words in which it gives all of them one number; nil where no review has
    /// different words.
    public let constantShare: Double?
    /// The largest convergence delta over all reviews, by its size; nil where its numbers are not shares of the output.
    public let largestDelta: Double?
    /// The largest change of the output that its numbers would have to add up to.
    public let largestChange: Double

    /// Whether there is nothing to rank in any review.
    public var isFlat: Bool { constantShare == 1 }

    /// Whether its numbers add up to the change of the output in every review, as far as anything changes: to half a
    /// thousandth, and to a twentieth of the largest change.
    public var addsUp: Bool {
      guard let largestDelta else { return false }
      return largestDelta <= min(5e-4, largestChange / 20)
    }
  }

  /// What the stack says; nil for a program, of which no layer is known.
  public let structure: RowStructure?
  /// The number of reviews that have a word.
  public let reviews: Int
  /// In how many of them words have different rows.
  public let tellingWordsApart: Int
  /// In how many of them the rows are equal to rounding.
  public let collapsed: Int
  /// The largest difference between two rows of one review, over all.
  public let maxRowDifference: Double
  /// The largest entry of a gradient, over all.
  public let largestEntry: Double
  /// The smallest, the middle and the largest rank.
  public let rank: (lowest: Int, median: Int, highest: Int)
  /// The mean share of the largest singular value in all squares.
  public let largestShare: Double
  /// The mean of Gini's coefficients of the lengths of the words' rows.
  public let gini: Double
  /// The mean of the lengths' entropies, as a share of that of equal lengths.
  public let entropyShare: Double
  /// The share of reviews with padding, and the mean number of padded positions in these.
  public let padding: (share: Double, mean: Double)
  /// Behind an average and rectified layers, what the hidden units do.
  public let patterns: ActivationPatterns?
  /// What it does to each method.
  public let methods: [MethodFinding]

  /// Whether the rows are equal in every review.
  public var collapses: Bool { collapsed == reviews }

  /// Measures a set of reviews; nil where no review has a word.
  ///
  /// - Parameters:
  ///   - texts: The reviews; those without a word are left out.
  ///   - explainer: The model and the output.
  ///   - methods: The methods to look at.
  ///   - jobs: How many reviews are worked on at a time; the survey is the same for any number.
  ///   - progress: Told from time to time how many reviews are done.
  /// - Complexity: A backward pass, a singular value decomposition and one explanation by each method a review.
  public init?(
    of texts: [String], by explainer: Explainer, methods: [ConfiguredMethod], jobs: Int = 1,
    progress: (Int) -> Void = { _ in }
  ) {
    var found: [SurveyedReview] = []
    for piece in Parallel.pieces(of: texts.count, size: 64) {
      found += Parallel.map(piece.count, jobs: jobs) { offset in
        SurveyedReview(texts[piece.lowerBound + offset], explainer, methods)
      }.compactMap(\.self)
      progress(piece.upperBound)
    }
    guard !found.isEmpty else { return nil }
    func mean(_ value: (SurveyedReview) -> Double) -> Double {
      found.reduce(0) { $0 + value($1) } / Double(found.count)
    }
    structure = explainer.hasLayers ? explainer.model.sequential.rowStructure : nil
    reviews = found.count
    collapsed = found.count { $0.collapse.collapses }
    tellingWordsApart = found.count {
      !$0.collapse.collapses && $0.collapse.distinctWordRows > 1
    }
    maxRowDifference = found.map(\.collapse.maxRowDifference).max() ?? 0
    largestEntry = found.map(\.collapse.largestEntry).max() ?? 0
    let ranks = found.map(\.spectrum.rank).sorted()
    rank = (ranks[0], ranks[ranks.count / 2], ranks[ranks.count - 1])
    largestShare = mean(\.spectrum.largestShare)
    gini = mean(\.collapse.gini)
    entropyShare = mean {
      $0.collapse.entropyOfEqualShares > 0
        ? $0.collapse.entropy / $0.collapse.entropyOfEqualShares : 1
    }
    let padded = found.filter { $0.padding > 0 }
    padding = (
      Double(padded.count) / Double(found.count),
      padded.isEmpty
        ? 0 : Double(padded.reduce(0) { $0 + $1.padding }) / Double(padded.count)
    )
    patterns = ActivationPatterns(found.compactMap(\.activity))
    let rankable = found.filter(\.hasDifferentWords)
    self.methods = methods.enumerated().map { index, method in
      MethodFinding(
        method: method,
        constantShare: rankable.isEmpty
          ? nil
          : Double(rankable.count { $0.judged[index].isConstant }) / Double(rankable.count),
        largestDelta: found.compactMap { $0.judged[index].delta }.max(),
        largestChange: found.compactMap { $0.judged[index].change }.max() ?? 0)
    }
  }
}

/// What was measured on one review.
private struct SurveyedReview: Sendable {
  let collapse: PoolingCollapse
  let spectrum: GradientSpectrum
  let padding: Int
  let activity: ActivationPatterns.Review?
  let hasDifferentWords: Bool
  /// A summary of each method's numbers: whether they are all the same, and the sizes of the convergence delta and of
  /// the change that they share out.
  let judged: [(isConstant: Bool, delta: Double?, change: Double?)]

  init?(_ text: String, _ explainer: Explainer, _ methods: [ConfiguredMethod]) {
    let explained = explainer.explain(text)
    let words = explained.review.readTokens
    guard !words.isEmpty else { return nil }
    let review = explained.atEmbeddings
    let gradient = review.gradient
    collapse = PoolingCollapse(review, gradient: gradient)
    spectrum = GradientSpectrum(review, gradient: gradient)
    padding = review.review.paddingPositions.count
    activity = ActivationPatterns.Review(review)
    // Words that the vocabulary does not know may still be read by their parts.
    let (kinds, first) = (explained.review.kinds, explained.review.firstPosition)
    hasDifferentWords = Set(kinds[first..<first + words.count]).count > 1
    judged = methods.map { method in
      let found = method.attribute(explained)
      return (
        found.isConstant, found.convergenceDelta.map(abs),
        found.convergenceDelta.map { abs(found.sum - $0) }
      )
    }
  }
}
