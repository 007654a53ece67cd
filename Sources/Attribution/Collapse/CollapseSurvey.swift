public import Classifier
import LinearAlgebra
import Processes
import SourceText

/// A survey of whether word-level gradients collapse over a set of reviews: the structure of the stack, the measurements on
/// each review, and the effect on each method.
public struct CollapseSurvey: Sendable {
  /// The effect on one method.
  public struct MethodFinding: Sendable {
    /// The method.
    public let method: ConfiguredMethod
    /// The share of reviews with different words in which all of them have the same attribution; nil if no review has
    /// different words.
    public let constantShare: Double?
    /// The largest absolute convergence delta over all reviews; nil if its numbers are not shares of the output.
    let largestDelta: Double?
    /// The largest change of the output to which its numbers should sum.
    let largestChange: Double

    /// Whether its numbers satisfy completeness in every review: to within 0.0005 and a twentieth of the largest change of
    /// the output.
    public var addsUp: Bool {
      guard let largestDelta else { return false }
      return largestDelta <= min(5e-4, largestChange / 20)
    }
  }

  /// The structure of the stack; nil for a classifier without layers.
  public let structure: RowStructure?
  /// The number of reviews with a word.
  public let reviews: Int
  /// The number of reviews in which words have different rows.
  public let tellingWordsApart: Int
  /// The number of reviews in which the rows are equal up to rounding.
  public let collapsed: Int
  /// The largest difference between two rows of one review, over all reviews.
  public let maxRowDifference: Double
  /// The largest entry of a gradient, over all reviews.
  public let largestEntry: Double
  /// The lowest, the median and the highest rank.
  public let rank: (lowest: Int, median: Int, highest: Int)
  /// The mean share of the largest singular value in the sum of squares.
  public let largestShare: Double
  /// The mean Gini coefficient of the lengths of the words' rows.
  public let gini: Double
  /// The mean entropy of the lengths, relative to that of equal lengths.
  public let entropyShare: Double
  /// The share of reviews with padding, and the mean number of padded positions in these.
  public let padding: (share: Double, mean: Double)
  /// After average pooling and rectified layers, the patterns of the hidden units.
  public let patterns: ActivationPatterns?
  /// The effect on each method.
  public let methods: [MethodFinding]

  /// Whether the rows are equal in every review.
  public var collapses: Bool { collapsed == reviews }

  /// Measures a set of reviews; nil if no review has a word.
  ///
  /// - Parameters:
  ///   - texts: The reviews; those without a word are skipped.
  ///   - explainer: The model and the output.
  ///   - methods: The methods to survey.
  ///   - jobs: The number of reviews processed in parallel; it does not affect the survey.
  ///   - progress: Receives the number of finished reviews, from 0, and of all reviews.
  /// - Complexity: Per review, a backward pass, a singular value decomposition and one explanation by each method.
  public init?(
    of texts: [String], by explainer: Explainer, methods: [ConfiguredMethod], jobs: Int = 1,
    progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    self.init(
      Parallel.map(texts.count, jobs: jobs, progress: progress) { index in
        SurveyedReview(texts[index], explainer, methods)
      }, structure: explainer.rowStructure, methods: methods)
  }

  /// Combines the measurements on reviews, in their order; nil if no review has a word.
  ///
  /// - Parameters:
  ///   - reviews: The measurements; nil for a review without a word.
  ///   - structure: The structure of the stack; nil for a classifier without layers.
  ///   - methods: The surveyed methods, one per judgement of a review.
  package init?(
    _ reviews: [SurveyedReview?], structure: RowStructure?, methods: [ConfiguredMethod]
  ) {
    let found = reviews.compactMap(\.self)
    guard !found.isEmpty else { return nil }
    func mean(_ value: (SurveyedReview) -> Double) -> Double {
      found.reduce(0) { $0 + value($1) } / Double(found.count)
    }
    self.structure = structure
    self.reviews = found.count
    collapsed = found.count { $0.collapses }
    tellingWordsApart = found.count {
      !$0.collapses && $0.distinctWordRows > 1
    }
    maxRowDifference = found.map(\.maxRowDifference).max() ?? 0
    largestEntry = found.map(\.largestEntry).max() ?? 0
    let ranks = found.map(\.rank).sorted()
    rank = (ranks[0], ranks[ranks.count / 2], ranks[ranks.count - 1])
    largestShare = mean(\.largestShare)
    gini = mean(\.gini)
    entropyShare = mean(\.entropyShare)
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
          : Double(rankable.count { $0.judgements[index].isConstant }) / Double(rankable.count),
        largestDelta: found.compactMap { $0.judgements[index].delta }.max(),
        largestChange: found.compactMap { $0.judgements[index].change }.max() ?? 0)
    }
  }
}
