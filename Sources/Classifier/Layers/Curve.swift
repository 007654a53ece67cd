import LinearAlgebra

/// A function of one number with its derivative: an elementwise activation.
///
/// - Source: Keras's `keras/src/activations/activations.py`, with its default parameters.
struct Curve: Sendable {
  /// `φ(h)`.
  let value: @Sendable (Double) -> Double
  /// `φ'(h)`.
  let slope: @Sendable (Double) -> Double

  /// `h` above zero, `eʰ − 1` below.
  static let elu = Curve(value: { $0 > 0 ? $0 : exp($0) - 1 }, slope: { $0 > 0 ? 1 : exp($0) })

  /// `h Φ(h)` with the normal distribution `Φ`, not the tanh approximation.
  static let gelu = Curve(
    value: { $0 * normal($0) },
    slope: { normal($0) + $0 * exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot() })

  /// `h` above zero, `h/5` below.
  static let leakyReLU = Curve(value: { $0 > 0 ? $0 : 0.2 * $0 }, slope: { $0 > 0 ? 1 : 0.2 })

  /// ``elu`` with the two factors that preserve mean 0 and variance 1.
  ///
  /// - Source: Klambauer et al., *Self-Normalizing Neural Networks*, 2017, equation 14.
  static let selu = Curve(
    value: { scale * ($0 > 0 ? $0 : alpha * (exp($0) - 1)) },
    slope: { scale * ($0 > 0 ? 1 : alpha * exp($0)) })

  /// `h σ(h)`, also called swish.
  static let silu = Curve(
    value: { $0 * sigmoid($0) }, slope: { sigmoid($0) * (1 + $0 * sigmoid(-$0)) })

  /// `ln(1 + eʰ)`.
  static let softplus = Curve(value: LinearAlgebra.softplus, slope: sigmoid)

  private static let scale = 1.0507009873554805
  private static let alpha = 1.6732632423543772

  private static func normal(_ h: Double) -> Double { (1 + erf(h * 0.5.squareRoot())) / 2 }
}
