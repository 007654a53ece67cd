import LinearAlgebra

/// What a ``Dense`` layer does to its sums.
public enum Activation: String, CaseIterable, Sendable {
  /// Nothing.
  case linear
  /// `max(0, h)`; its derivative at 0 is 0.
  case relu
  /// `1 / (1 + e⁻ʰ)`.
  case sigmoid

  /// The value.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .linear: x
    case .relu: max(0, x)
    case .sigmoid: LinearAlgebra.sigmoid(x)
    }
  }

  /// The derivative, given the value.
  public func derivative(atOutput y: Double) -> Double {
    switch self {
    case .linear: 1
    case .relu: y > 0 ? 1 : 0
    case .sigmoid: y * (1 - y)
    }
  }
}
