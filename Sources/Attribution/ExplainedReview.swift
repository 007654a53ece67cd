public import Classifier
public import LinearAlgebra

/// One review in front of a classifier: the embeddings that go in, and the output as a function of them.
///
/// Attribution methods see nothing else. `E` is the embedding matrix (L positions × D dimensions), `F` the
/// target. The gradient at the review is taken once, by the general backward pass through every layer.
public struct ExplainedReview: Sendable {
  /// The model that reads it.
  public let model: Model
  /// The review as the classifier reads it.
  public let review: EncodedReview
  /// The output that is explained.
  public let target: Target
  /// The embedding matrix `E`, L × D.
  public let embedded: Matrix
  /// The logit of the review.
  public let logit: Double
  /// `∂F/∂E`, L × D, measured by the general backward pass.
  public let gradient: Matrix
  /// The closed form of the classifier, where it has one.
  public let pooled: PooledNetwork?
  /// What the seeds of sampling methods are mixed with, so that one review does not change another's numbers.
  public var seedText: String { review.text }

  /// Classifies a review and takes the gradient of the output.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - model: The model that reads it.
  ///   - pooled: Its closed form, if it has one; it is the same for all reviews.
  ///   - target: The output that is explained.
  /// - Complexity: One forward and one backward pass.
  public init(
    _ review: EncodedReview, model: Model, pooled: PooledNetwork?, target: Target
  ) {
    self.review = review
    self.model = model
    self.target = target
    self.pooled = pooled
    embedded = model.sequential.embed(review.indices)
    let (logit, logitGradient) = model.sequential.logitGradient(at: embedded)
    self.logit = logit
    gradient = target.derivative(atLogit: logit) * logitGradient
  }

  /// The output `F` at the review.
  public var value: Double { target.value(atLogit: logit) }

  /// The output `F` at any embedding matrix.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: A probability or a logit.
  public func value(at embedded: Matrix) -> Double {
    target.value(atLogit: model.sequential.logit(at: embedded))
  }

  /// The gradient `∂F/∂E` at any embedding matrix, by the general backward pass.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: L × D.
  public func gradient(at embedded: Matrix) -> Matrix {
    let (logit, gradient) = model.sequential.logitGradient(at: embedded)
    return target.derivative(atLogit: logit) * gradient
  }
}
