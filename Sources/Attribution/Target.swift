import LinearAlgebra

/// The output that is explained.
public enum Target: String, CaseIterable, Sendable {
  /// `p = σ(z)`, the probability of "positive". Attributions are in units of probability.
  case probability
  /// `z`, the input of the sigmoid. Attributions are in logits.
  case logit

  /// The output at a logit.
  public func value(atLogit logit: Double) -> Double {
    switch self {
    case .probability: sigmoid(logit)
    case .logit: logit
    }
  }

  /// The derivative of the output with respect to the logit.
  public func derivative(atLogit logit: Double) -> Double {
    switch self {
    case .probability: sigmoidDerivative(logit)
    case .logit: 1
    }
  }

  /// The mean slope of the output between two logits, exact where they are close.
  public func slope(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .probability: sigmoidSlope(a, b)
    case .logit: 1
    }
  }
}
