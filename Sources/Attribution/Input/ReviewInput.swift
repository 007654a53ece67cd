public import Classifier
public import LinearAlgebra

/// A review as input of a classifier: its embeddings, and the output as a function of them.
///
/// Attribution methods have access to nothing else. `E` is the embedding matrix (L positions × D dimensions), `F` the
/// output. Without layers `E` marks the words that are present, L × 1, and ``atEmbeddings`` is the review in the space of
/// the classifier's own embeddings, if it returns any.
public struct ReviewInput: Sendable {
  /// The classifier, the output and the baselines.
  public let explainer: Explainer
  /// The review as the classifier reads it.
  public let review: EncodedReview
  private let function: any ReviewFunction

  /// Classifies a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - explainer: The classifier and the explained output.
  /// - Complexity: One forward pass.
  public init(_ review: EncodedReview, by explainer: Explainer) {
    self.init(explainer.function(of: review), by: explainer)
  }

  private init(_ function: any ReviewFunction, by explainer: Explainer) {
    self.explainer = explainer
    self.function = function
    review = function.review
  }

  /// The embedding matrix `E`, L × D.
  ///
  /// - Complexity: O(L · D) on each access, since few methods need it after average pooling.
  public var embedded: Matrix { function.embedded }

  /// The number of positions, L.
  public var length: Int { review.indices.count }

  /// The number of embedding dimensions, D.
  public var dimensions: Int { function.dimensions }

  /// Whether each position is unmasked; nil if no position is masked.
  public var mask: [Bool]? { function.mask }

  /// The mean `m` over the unmasked positions, 1 × D.
  public var mean: Matrix { function.mean }

  /// The logits of the review, 1 × K.
  public var logits: Matrix { function.logits }

  /// Returns the product of each row of `E` with one row, without copying any.
  ///
  /// - Parameter row: 1 × D.
  /// - Returns: One number per position.
  func dots(withRow row: Matrix) -> [Double] { function.dots(withRow: row) }

  /// Returns the same review with other rows, as if its tokens had other embeddings.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: The review for the same classifier.
  public func with(embedded: Matrix) -> ReviewInput {
    ReviewInput(function.with(embedded: embedded), by: explainer)
  }

  /// The review in the space of gradients: without layers its pieces with the embeddings that the classifier returns, T × D;
  /// the review itself if it returns none, or if its layers are known.
  ///
  /// Its positions are pieces, including special tokens; ``ConfiguredMethod/attribute(_:)`` sums their attributions per
  /// word.
  public var atEmbeddings: ReviewInput {
    function.atEmbeddings.map { ReviewInput($0, by: explainer) } ?? self
  }

  /// Runs a computation that evaluates the output many times.
  ///
  /// Without layers the computation runs several times, so that values are requested in batches; otherwise once.
  ///
  /// - Parameter body: The computation on the given review. It must be free of side effects and depend on nothing else.
  /// - Returns: The result of the last run.
  public func inBatches<Result>(_ body: (ReviewInput) -> Result) -> Result {
    function.inBatches { body(ReviewInput($0, by: explainer)) }
  }

  /// Returns the attribution of a gradient method, computed once per review if its numbers have to be requested.
  func remembering(
    _ key: String, _ make: (ReviewInput) -> Attribution
  ) -> Attribution {
    function.remembering {
      "\(output) \(key)"
    } _: {
      make(self)
    }
  }

  /// Returns an attribution that the classifier's reviews share, if it is expensive to compute.
  ///
  /// - Parameters:
  ///   - isMirrored: Whether the attributions for one of two classes are the negated ones for the other: those for the class
  ///     of the only logit are computed, and serve both.
  ///   - key: The name and options of the method.
  ///   - make: Computes the attribution of the given review.
  /// - Returns: The attribution.
  func shared(
    isMirrored: Bool, _ key: () -> String, _ make: (ReviewInput) -> Attribution
  ) -> Attribution {
    guard let shared = function.sharedAttributions else { return make(self) }
    let isOther = isMirrored && output.logits == 1 && output.classIndex == 0
    let input = isOther ? explained(by: explainer.explaining(Output(target))) : self
    let key = SharedAttributions.Key(
      text: review.text, indices: review.indices, output: input.output, method: key())
    let found = shared.finding(key) { make(input) }
    return isOther ? Attribution(negating: found, target: target) : found
  }

  /// Keeps an attribution for this output, if the classifier's reviews share attributions.
  ///
  /// - Parameters:
  ///   - attribution: The attribution.
  ///   - key: The name and options of the method.
  func adopt(_ attribution: Attribution, key: String) {
    let known = SharedAttributions.Key(
      text: review.text, indices: review.indices, output: output, method: key)
    _ = function.sharedAttributions?.finding(known) { attribution }
  }

  /// Returns the same review with another explained output.
  package func explained(by explainer: Explainer) -> ReviewInput {
    ReviewInput(function, by: explainer)
  }

  /// The network, for what declares that it needs `ModelAccess.layers`.
  public var network: Model { explainer.network }
  /// The classes of the classifier.
  public var classes: [Label] { explainer.classes }
  /// The explained output.
  public var output: Output { explainer.output }
  /// The target: a probability or a logit.
  public var target: OutputScale { explainer.output.target }
  /// The closed form of the classifier, if it has one.
  public var pooled: PooledNetwork? { explainer.pooled }
  /// The prediction of the classifier for the review.
  public var prediction: Prediction { Prediction(logits: logits, classes: classes) }
  /// The output `F` at the review.
  public var value: Double { output.value(at: logits) }

  /// The text mixed into the seeds of sampling methods, so that reviews do not affect each other's numbers.
  package var seedText: String { review.text }

  /// Returns whether a position is unmasked.
  public func isUnmasked(_ position: Int) -> Bool { mask?[position] ?? true }

  /// The first unmasked position; 0 if there is none.
  public var firstUnmasked: Int { (0..<length).first(where: isUnmasked) ?? 0 }

  /// The weight of an unmasked position in an average over positions, `1/n`; 0 if there is none.
  public var positionWeight: Double { PositionShares(length: length, mask: mask).weight }

  /// One number per position, equal for interchangeable positions.
  ///
  /// After average pooling these are positions that hold the same token; if order matters there are none.
  package var interchangeableGroups: [Int] { function.interchangeableGroups }

  /// Returns the output `F` at any embedding matrix.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: A probability or a logit.
  public func value(at embedded: Matrix) -> Double {
    output.value(at: logits(at: embedded))
  }

  /// Returns the logits at any embedding matrix, 1 × K.
  func logits(at embedded: Matrix) -> Matrix { function.logits(at: embedded) }

  /// Returns the output `F` with only some positions present; the rest is read as if it were the whole review.
  ///
  /// - Parameter kept: The remaining positions, in order; at least one of them is unmasked.
  /// - Returns: A probability or a logit.
  public func value(keeping kept: [Int]) -> Double { output.value(at: logits(keeping: kept)) }

  /// Returns the logits with only some positions present, 1 × K.
  func logits(keeping kept: [Int]) -> Matrix { function.logits(keeping: kept) }

  /// Returns the forward pass for coalitions of positions; nil if there is no shortcut.
  ///
  /// - Parameters:
  ///   - missing: The replacement for the row of a missing position, 1 × D; nil if positions are removed.
  ///   - isSampled: Whether the logits are for a sampled result, so that single precision is enough.
  /// - Returns: The logits as a function of coalitions.
  func coalitions(missing: Matrix?, isSampled: Bool) -> CoalitionPass? {
    function.coalitions(missing: missing, isSampled: isSampled)
  }

  /// The gradient `∂F/∂E` at the review, L × D, computed on each access by the general backward pass through every layer.
  ///
  /// Without layers there is a gradient only ``atEmbeddings``, if the classifier returns it; otherwise the entries are NaN.
  public var gradient: Matrix { function.gradient(of: output) }

  /// The gradient shared by all positions: after average pooling `∂F/∂m`, 1 × D, otherwise ``gradient``.
  var sharedGradient: Matrix { function.sharedGradient(of: output) }

  /// Returns the gradient `∂F/∂E` at any embedding matrix, by the general backward pass.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: L × D.
  public func gradient(at embedded: Matrix) -> Matrix {
    function.gradients(of: output, at: [embedded])[0]
  }

  /// Returns the gradients at several embedding matrices, requested in one batch.
  ///
  /// - Parameter points: L × D each, at most ``pointsPerBatch`` of them.
  /// - Returns: L × D each.
  func gradients(at points: [Matrix]) -> [Matrix] {
    function.gradients(of: output, at: points)
  }

  /// The number of points per batch; all of them stay in memory.
  var pointsPerBatch: Int { function.pointsPerBatch }

  /// Returns the embedding matrix of a baseline, L × D, or 1 × D if every position holds the same row.
  func rows(of baseline: Baseline) -> Matrix {
    function.ownRows(of: baseline) ?? baseline.row(for: self)
  }

  /// Returns the background reviews as starts of paths to this one; the padding baseline if there are none.
  var backgroundStarts: [PathStart] {
    let starts = function.starts(at: explainer.background, of: self)
    return starts.isEmpty ? [PathStart(.pad, of: self)] : starts
  }

  /// Whether the output can be evaluated at embeddings other than the review's own.
  var hasOtherEmbeddings: Bool { explainer.access >= .gradientAnywhere }
}
