import Attribution
import Classifier
import LinearAlgebra
public import SourceText

/// The maximum change of the attributions under small changes of the embeddings.
///
///     max over x̃ of ‖φ(x̃) − φ(x)‖ / ‖φ(x)‖,   x̃ = x + U(−r, r) in every entry
///
/// If φ is zero, its length is replaced by 1.
///
/// - Unit: none. All positions are included, also padding.
/// - Cost: the method's, once per sample.
public struct SensitivityMax: Metric {
  public static let card = MetricCard(
    name: "sensitivity-max",
    title: "Sensitivity (max)",
    summary:
      "The maximum relative change of the attributions under small random changes of the embeddings.",
    formula:
      #"\max_{\lVert \tilde{x} - x \rVert_\infty \le r} \frac{\lVert \varphi(\tilde{x}) - \varphi(x) \rVert}{\lVert \varphi(x) \rVert}"#,
    origin: "Captum: radius 0.02, 10 samples",
    source: Source(
      "Yeh, Hsieh, Suggala, Inouye and Ravikumar, On the (In)fidelity and Sensitivity of Explanations, 2019, definition 3.1",
      url: "https://arxiv.org/abs/1901.09392"),
    better: .lower,
    readsOrder: false,
    removesWords: false,
    explainsAgain: true,
    needs: .layers)

  private let radius: Double
  private let samples: Int

  /// Creates the metric.
  ///
  /// - Parameters:
  ///   - radius: The largest change of an entry of the embeddings.
  ///   - samples: The number of changed reviews.
  public init(radius: Double = 0.02, samples: Int = 10) {
    self.radius = radius
    self.samples = samples
  }

  public init(options: inout Options, default standard: Self) {
    radius = options.take("radius", default: standard.radius, in: 0...1000)
    samples = options.take("samples", default: standard.samples, in: 1...10_000)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    var random = review.random(for: card.name)
    let neighbours = (0..<samples).map { _ in
      review.explained.with(
        embedded: review.explained.embedded.mapped { $0 + radius * (2 * random.uniform() - 1) })
    }
    return { explanation in
      let changes = neighbours.map { neighbour in
        RelativeChange.of(explanation.positions, to: explanation.again(neighbour))
      }
      let largest = changes.max() ?? 0
      return largest.isFinite ? largest : nil
    }
  }
}

/// The distance between two vectors relative to the length of the first.
enum RelativeChange {
  /// Returns `‖b − a‖ / ‖a‖`, or `‖b − a‖` if `a` is zero.
  static func of(_ a: [Double], to b: [Double]) -> Double {
    let distance = zip(a, b).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }.squareRoot()
    let length = a.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return distance / (length == 0 ? 1 : length)
  }
}
