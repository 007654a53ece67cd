import Classifier
import LinearAlgebra
import SourceText

/// A review as a function of its input, as a classifier computes it.
///
/// It does not depend on the explained output, so the same function serves every class. It is a class, because a
/// ``ReviewInput`` is copied for every method: a copy is one reference count, and no matrix is copied.
protocol ReviewFunction: AnyObject, Sendable {
  /// The review with one token per position.
  var review: EncodedReview { get }
  /// Whether each position is unmasked; nil if no position is masked.
  var mask: [Bool]? { get }
  /// The input `E` at the review, L × D.
  var embedded: Matrix { get }
  /// The number of columns of ``embedded``, D.
  var dimensions: Int { get }
  /// The mean over the unmasked positions, 1 × D.
  var mean: Matrix { get }
  /// The logits of the review, 1 × K.
  var logits: Matrix { get }
  /// One number per position, equal for interchangeable positions.
  var interchangeableGroups: [Int] { get }

  /// Returns the product of each row of `E` with one row, 1 × D.
  func dots(withRow row: Matrix) -> [Double]
  /// Returns the same review with another input, L × D.
  func with(embedded: Matrix) -> any ReviewFunction
  /// Returns the logits at any input, 1 × K.
  func logits(at embedded: Matrix) -> Matrix
  /// Returns the logits with only some positions present, 1 × K.
  func logits(keeping kept: [Int]) -> Matrix

  /// Returns `∂F/∂E` at the review, L × D.
  func gradient(of output: Output) -> Matrix
  /// Returns the gradient shared by all positions: after average pooling `∂F/∂m`, 1 × D, otherwise `∂F/∂E`.
  func sharedGradient(of output: Output) -> Matrix
  /// Returns `∂F/∂E` at several inputs, at most ``pointsPerBatch``, L × D each; NaN where there is no gradient.
  func gradients(of output: Output, at points: [Matrix]) -> [Matrix]
  /// The number of inputs per batch of gradients; all of them stay in memory.
  var pointsPerBatch: Int { get }

  /// Returns the forward pass for coalitions of positions; nil if there is no shortcut.
  ///
  /// - Parameters:
  ///   - missing: The replacement for the row of a missing position, 1 × D; nil if positions are removed.
  ///   - isSampled: Whether the logits are for a sampled result, so that single precision is enough.
  /// - Returns: The logits as a function of coalitions.
  func coalitions(missing: Matrix?, isSampled: Bool) -> CoalitionPass?

  /// Returns the input of a baseline that belongs to this review, L × D; nil if all reviews share its row.
  func ownRows(of baseline: Baseline) -> Matrix?
  /// Returns the starts of paths at the background reviews; none if there is no background.
  func starts(at background: Background, of review: ReviewInput) -> [PathStart]

  /// The review as a function of the embeddings in which its gradients are taken; nil if this function already is one.
  var atEmbeddings: (any ReviewFunction)? { get }
  /// Runs a computation that evaluates many inputs, as often as it takes to request them in batches.
  func inBatches<Result>(_ body: (any ReviewFunction) -> Result) -> Result
  /// The attributions that all reviews of the classifier share; nil if computing them again is as fast.
  var sharedAttributions: SharedAttributions? { get }
  /// Returns a result that is computed once per review.
  func remembering(_ key: () -> String, _ make: () -> Attribution) -> Attribution
}

extension ReviewFunction {
  /// Default: no position is masked.
  var mask: [Bool]? { nil }
  /// Default: the columns of the input.
  var dimensions: Int { embedded.columns }
  /// Default: the mean of the rows.
  var mean: Matrix { embedded.mean(of: mask) }
  /// Default: no positions are interchangeable.
  var interchangeableGroups: [Int] { Array(review.indices.indices) }
  /// Default: the products with the rows of the input.
  func dots(withRow row: Matrix) -> [Double] { embedded.dots(withRow: row) }
  /// Default: the gradient of each position.
  func sharedGradient(of output: Output) -> Matrix { gradient(of: output) }
  /// Default: one at a time.
  var pointsPerBatch: Int { 1 }
  /// Default: every coalition is evaluated separately.
  func coalitions(missing: Matrix?, isSampled: Bool) -> CoalitionPass? { nil }
  /// Default: all reviews share the rows of baselines.
  func ownRows(of baseline: Baseline) -> Matrix? { nil }
  /// Default: no background.
  func starts(at background: Background, of review: ReviewInput) -> [PathStart] { [] }
  /// Default: gradients are taken here.
  var atEmbeddings: (any ReviewFunction)? { nil }
  /// Default: one run.
  func inBatches<Result>(_ body: (any ReviewFunction) -> Result) -> Result { body(self) }
  /// Default: nothing is shared.
  var sharedAttributions: SharedAttributions? { nil }
  /// Default: nothing is kept.
  func remembering(_ key: () -> String, _ make: () -> Attribution) -> Attribution { make() }
}

/// A classifier as an explainer reads it: everything that depends neither on the review nor on the explained output.
protocol ClassifierReader: Sendable {
  /// The classes in the order of outputs; the class of a single logit is the second.
  var classes: [Label] { get }
  /// The number of logits, K: two classes may share one.
  var logitCount: Int { get }
  /// The SHA-256 that identifies the classifier.
  var sha256: String { get }
  /// The first failure; nil if there is none.
  var failure: Diagnostics? { get }

  /// Splits a text into the classifier's tokens.
  func encode(_ text: String) -> EncodedReview
  /// Returns whether a text has a word.
  func findsWord(in text: String) -> Bool
  /// Returns a review as a function of its input.
  func function(of review: EncodedReview) -> any ReviewFunction
  /// Returns the row of a baseline that all reviews share, 1 × D; nil for zero.
  func baselineRow(_ baseline: Baseline, for output: Output) -> Matrix?
  /// Returns the predictions for unrelated texts.
  func predictions(
    for texts: [String], jobs: Int, _ progress: @Sendable (_ done: Int, _ of: Int) -> Void
  ) -> [Prediction]
}
