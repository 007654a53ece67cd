import LinearAlgebra

/// What a review is.
public enum Label: String, Sendable, CaseIterable {
  /// The reviewer did not like it.
  case negative
  /// The reviewer liked it.
  case positive
}

/// What a model says of a review.
public struct Prediction: Hashable, Sendable {
  /// The logit, positive for positive reviews.
  public let logit: Double

  /// Creates a prediction.
  public init(logit: Double) {
    self.logit = logit
  }

  /// The probability that the review is positive, the logit's sigmoid.
  public var probability: Double { sigmoid(logit) }

  /// What the review is taken for: positive from a probability of ½ on.
  public var label: Label { probability >= 0.5 ? .positive : .negative }
}
