import LinearAlgebra

/// The Adam optimizer with Keras's defaults.
///
///     m ← m + (1 − β₁)(g − m)        v ← v + (1 − β₂)(g² − v)
///     w ← w − α m / (√v + ε)         α = rate √(1 − β₂ᵗ) / (1 − β₁ᵗ)
///
/// Source: Kingma and Ba, *Adam*, 2015, with ε as in the last paragraph of section 2, as in Keras.
package struct Adam: Sendable {
  private static let beta1 = 0.9
  private static let beta2 = 0.999
  private static let epsilon = 1e-7

  private let learningRate: Double
  private var power1 = 1.0
  private var power2 = 1.0
  /// α of the current step.
  package private(set) var stepSize = 0.0

  package init(learningRate: Double) {
    self.learningRate = learningRate
  }

  /// Starts the next step.
  package mutating func advance() {
    // Powers by repeated multiplication are reproducible on every machine; those of a C library are not.
    power1 *= Self.beta1
    power2 *= Self.beta2
    stepSize = learningRate * (1 - power2).squareRoot() / (1 - power1)
  }

  /// Weights with the running means of the gradient and its square.
  package struct Weights: Sendable {
    package var values: [SIMD8<Double>]
    private var mean: [SIMD8<Double>]
    private var square: [SIMD8<Double>]

    package init(_ values: [SIMD8<Double>]) {
      self.values = values
      mean = Array(repeating: .zero, count: values.count)
      square = mean
    }

    /// Updates the weights with a gradient.
    package mutating func step(_ stepSize: Double, against gradient: [SIMD8<Double>]) {
      Adam.step(stepSize, gradient.span, &values, mean: &mean, square: &square)
    }
  }
  private static func step(
    _ stepSize: Double, _ gradient: Span<SIMD8<Double>>, _ values: inout [SIMD8<Double>],
    mean: inout [SIMD8<Double>], square: inout [SIMD8<Double>]
  ) {
    precondition(gradient.count == values.count, "a gradient of another shape")
    var values = values.mutableSpan
    var mean = mean.mutableSpan
    var square = square.mutableSpan
    for lane in gradient.indices {
      let g = gradient[lane]
      mean[lane] += (1 - beta1) * (g - mean[lane])
      square[lane] += (1 - beta2) * (g * g - square[lane])
      values[lane] -= stepSize * mean[lane] / (square[lane].squareRoot() + epsilon)
    }
  }
}
