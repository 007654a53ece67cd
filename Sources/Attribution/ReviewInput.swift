public import Classifier
public import LinearAlgebra

/// A review as input of a classifier: its embeddings, and the output as a function of them.
///
/// Attribution methods have access to nothing else. `E` is the embedding matrix (L positions × D dimensions), `F` the
/// output. For a program `E` marks the words that are present, L × 1, and ``atEmbeddings`` is the review in the space of
/// the program's own embeddings, if it returns any.
public struct ReviewInput: Sendable {
  /// The model, the output and the baselines.
  public let explainer: Explainer
  /// The review as the classifier reads it.
  public let review: EncodedReview
  /// The rows of the positions if they differ from the embedding's own; otherwise nil.
  private let rows: Matrix?
  /// Whether the review's rows have been replaced.
  private let isReplaced: Bool
  /// Whether each position is unmasked; nil if no position is masked.
  public let mask: [Bool]?
  /// The mean `m` over the unmasked positions, 1 × D.
  public let mean: Matrix
  /// The logits of the review, 1 × K.
  public let logits: Matrix
  /// With a closed form, the pre-activations of every layer.
  private let states: [Matrix]
  /// The review as seen by a program; nil for a model.
  private let asked: BlackBoxReview?
  /// The same in the space of the program's embeddings; otherwise nil.
  private let given: BlackBoxEmbeddings?

  /// Classifies a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - explainer: The model and the explained output.
  /// - Complexity: One forward pass.
  public init(_ review: EncodedReview, by explainer: Explainer) {
    let asked = explainer.program.map { BlackBoxReview(review, of: $0) }
    self.init(review, replacement: asked?.presence, asked: asked, by: explainer)
  }

  private init(
    _ review: EncodedReview, replacement: Matrix?, asked: BlackBoxReview?,
    given: BlackBoxEmbeddings? = nil, logits known: Matrix? = nil, by explainer: Explainer
  ) {
    self.explainer = explainer
    self.review = review
    isReplaced = replacement != nil
    self.asked = asked
    self.given = given
    let embedding = explainer.model.sequential.embedding
    let rows = replacement ?? review.mixture.map(embedding.forward)
    self.rows = rows
    mask = embedding.mask(of: review)
    let mean = rows?.mean(of: mask) ?? embedding.mean(of: review.indices, mask: mask)
    self.mean = mean
    states = explainer.pooled?.states(atMean: mean) ?? []
    logits =
      known ?? states.last ?? given?.logits(at: rows ?? mean) ?? asked?.logits(at: rows ?? mean)
      ?? explainer.model.sequential.logits(
        at: rows ?? embedding.forward(review.indices), mask: mask)
  }

  /// The embedding matrix `E`, L × D.
  ///
  /// - Complexity: O(L · D) on each access, since few methods need it after average pooling.
  public var embedded: Matrix { rows ?? model.sequential.embed(review.indices) }

  /// The number of positions, L.
  public var length: Int { review.indices.count }

  /// The number of embedding dimensions, D.
  public var dimensions: Int { rows?.columns ?? model.sequential.embedding.table.columns }

  /// Returns the product of each row of `E` with one row, without copying any.
  ///
  /// - Parameter row: 1 × D.
  /// - Returns: One number per position.
  func dots(withRow row: Matrix) -> [Double] {
    rows?.dots(withRow: row)
      ?? model.sequential.embedding.dots(of: review.indices, withRow: row)
  }

  /// Returns the same review with other rows, as if its tokens had other embeddings.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: The review for the same model.
  public func with(embedded: Matrix) -> ReviewInput {
    ReviewInput(review, replacement: embedded, asked: asked, given: given, by: explainer)
  }

  /// The review in the space of gradients: for a program that returns embeddings, its pieces with their embeddings, T × D;
  /// otherwise the review itself.
  ///
  /// Its positions are pieces, including special tokens; ``ConfiguredMethod/attribute(_:)`` sums their attributions per
  /// word.
  public var atEmbeddings: ReviewInput {
    guard given == nil, let given = asked?.embeddings else { return self }
    return ReviewInput(
      given.pieces, replacement: given.embedded, asked: nil, given: given, logits: logits,
      by: explainer)
  }

  /// Runs a computation that evaluates the output many times.
  ///
  /// For a program the computation runs several times, so that values are requested in batches; otherwise once.
  ///
  /// - Parameter body: The computation on the given review. It must be free of side effects and depend on nothing else.
  /// - Returns: The result of the last run.
  public func inBatches<Result>(_ body: (ReviewInput) -> Result) -> Result {
    guard given == nil, let asked else { return body(self) }
    return asked.inBatches { asked in
      body(
        ReviewInput(review, replacement: isReplaced ? rows : nil, asked: asked, by: explainer))
    }
  }

  /// Returns the attribution of a gradient method, computed once per review of a program.
  func remembering(
    _ key: String, _ make: (ReviewInput) -> Attribution
  ) -> Attribution {
    asked?.remembering("\(output) \(key)") { make(self) } ?? make(self)
  }

  /// Returns the same review with another explained output.
  package func explained(by explainer: Explainer) -> ReviewInput {
    ReviewInput(
      review, replacement: isReplaced ? rows : nil, asked: asked, given: given, logits: logits,
      by: explainer)
  }

  /// The model.
  public var model: Model { explainer.model }
  /// The explained output.
  public var output: Output { explainer.output }
  /// The target: a probability or a logit.
  public var target: OutputScale { explainer.output.target }
  /// The closed form of the classifier, if it has one.
  public var pooled: PooledNetwork? { explainer.pooled }
  /// The prediction of the model for the review.
  public var prediction: Prediction { Prediction(logits: logits, classes: model.classes) }
  /// The output `F` at the review.
  public var value: Double { output.value(at: logits) }

  /// The text mixed into the seeds of sampling methods, so that reviews do not affect each other's numbers.
  package var seedText: String { review.text }

  /// Returns whether a position is unmasked.
  public func isUnmasked(_ position: Int) -> Bool { mask?[position] ?? true }

  /// The first unmasked position; 0 if there is none.
  public var firstUnmasked: Int { (0..<length).first(where: isUnmasked) ?? 0 }

  /// The weight of an unmasked position in an average over positions, `1/n`; 0 if there is none.
  public var positionWeight: Double {
    let count = mask.map { mask in mask.count { $0 } } ?? length
    return count == 0 ? 0 : 1 / Double(count)
  }

  /// One number per position, equal for interchangeable positions.
  ///
  /// After average pooling these are positions that hold the same token; if order matters there are none.
  package var interchangeableGroups: [Int] {
    guard pooled != nil, !isReplaced else { return Array(0..<length) }
    return review.kinds
  }

  /// Returns the output `F` at any embedding matrix.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: A probability or a logit.
  public func value(at embedded: Matrix) -> Double {
    output.value(at: logits(at: embedded))
  }

  /// Returns the logits at any embedding matrix, 1 × K.
  func logits(at embedded: Matrix) -> Matrix {
    given?.logits(at: embedded) ?? asked?.logits(at: embedded)
      ?? model.sequential.logits(at: embedded, mask: mask)
  }

  /// Returns the output `F` with only some positions present; the rest is read as if it were the whole review.
  ///
  /// - Parameter kept: The remaining positions, in order; at least one of them is unmasked.
  /// - Returns: A probability or a logit.
  public func value(keeping kept: [Int]) -> Double { output.value(at: logits(keeping: kept)) }

  /// Returns the logits with only some positions present, 1 × K.
  func logits(keeping kept: [Int]) -> Matrix {
    if let asked { return asked.logits(keeping: kept) }
    if let mask {
      var remaining = [Bool](repeating: false, count: mask.count)
      for position in kept { remaining[position] = mask[position] }
      return model.sequential.logits(at: embedded, mask: remaining)
    }
    let embedded = embedded
    var rows = Matrix(rows: kept.count, columns: embedded.columns)
    for (row, position) in kept.enumerated() { rows.setRow(row, to: embedded, row: position) }
    return model.sequential.logits(at: rows)
  }

  /// The gradient `∂F/∂E` at the review, L × D, computed on each access by the general backward pass through every layer.
  ///
  /// For a program there is a gradient only ``atEmbeddings``, if the program returns it; otherwise the entries are NaN.
  public var gradient: Matrix {
    given?.gradient(of: output, at: logits) ?? gradient(at: embedded)
  }

  /// The gradient shared by all positions: after average pooling `∂F/∂m`, 1 × D, otherwise ``gradient``.
  var sharedGradient: Matrix {
    pooled?.gradient(of: output.gradient(at: logits), through: states) ?? gradient
  }

  /// Returns the gradient `∂F/∂E` at any embedding matrix, by the general backward pass.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: L × D.
  public func gradient(at embedded: Matrix) -> Matrix {
    if let given { return given.gradients(of: output, at: [embedded])[0] }
    // The presence of words is not differentiable, and NaN is better than a wrong number.
    if asked != nil { return embedded.mapped { _ in .nan } }
    return model.sequential.gradient(at: embedded, mask: mask, of: output.gradient(at:)).gradient
  }

  /// Returns the gradients at several embedding matrices, requested from a program in one batch.
  ///
  /// - Parameter points: L × D each, at most ``mostPoints`` of them.
  /// - Returns: L × D each.
  func gradients(at points: [Matrix]) -> [Matrix] {
    given?.gradients(of: output, at: points) ?? points.map { gradient(at: $0) }
  }

  /// The number of points per batch; all of them stay in memory.
  var mostPoints: Int { given == nil ? 1 : 32 }

  /// Returns the embedding matrix of a baseline, L × D, or 1 × D if every position holds the same row.
  func rows(of baseline: Baseline) -> Matrix {
    given?.rows(of: baseline) ?? baseline.row(for: self)
  }

  /// Returns the embedding matrix of a background review in the space of a program's embeddings; otherwise nil.
  func rows(ofBackground text: String) -> Matrix? { given?.rows(ofBackground: text) }

  /// Whether the output can be evaluated at embeddings other than the review's own.
  var hasOtherEmbeddings: Bool { explainer.access >= .gradientAnywhere }
}
