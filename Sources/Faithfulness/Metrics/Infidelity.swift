import Attribution
import LinearAlgebra
public import SourceText

/// The mean squared difference between the summed scores of random sets of words and the decrease of the output without them.
///
///     E_S[(Σ_{t∈S} φₜ − (F(x) − F(x without S)))²],   each word in S with probability ½
///
/// Here `F` is the explained output, a probability or a logit.
///
/// - Unit: the square of the output's.
public struct Infidelity: Metric {
  public static let card = MetricCard(
    name: "infidelity",
    title: "Infidelity",
    summary:
      "The mean squared difference between summed scores and the decrease of the output, over random sets of words.",
    formula:
      #"\mathbb{E}_S\Bigl[\Bigl(\sum_{t \in S} \varphi_t - \bigl(F(x) - F(x \setminus S)\bigr)\Bigr)^2\Bigr]"#,
    origin:
      "Captum: 10 samples; it leaves the perturbation to the caller: each word is removed with probability ½",
    source: Source(
      "Yeh, Hsieh, Suggala, Inouye and Ravikumar, On the (In)fidelity and Sensitivity of Explanations, 2019, definition 2.1",
      url: "https://arxiv.org/abs/1901.09392"),
    better: .lower)

  private let samples: Int
  private let normalizes: Bool

  /// Creates the metric.
  ///
  /// - Parameters:
  ///   - samples: The number of perturbations.
  ///   - normalize: Whether the attributions are scaled to the best fit first, as Captum does on request.
  public init(samples: Int = 10, normalize: Bool = false) {
    self.samples = samples
    self.normalizes = normalize
  }

  public init(options: inout Options, default standard: Self) {
    samples = options.take("samples", default: standard.samples, in: 1...100_000)
    normalizes = options.take("normalize", default: standard.normalizes)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    var random = review.random(for: card.name)
    let sets = (0..<samples).map { _ in (0..<review.count).filter { _ in random.below(2) == 1 } }
    let subsets = WordSubsets(sets, in: review.output)
    return { explanation in
      let sums = subsets.sums(of: explanation.scores)
      var scale = 1.0
      if normalizes {
        // The scale that fits the scores best is β = E[ab] / E[a²]; like Captum, divide by 1 if all sums are zero.
        let squares = sums.reduce(0) { $0 + $1 * $1 }
        let products = zip(sums, subsets.falls).reduce(0) { $0 + $1.0 * $1.1 }
        scale = products / (squares == 0 ? 1 : squares)
      }
      let error = zip(sums, subsets.falls).reduce(0) { error, pair in
        let distance = scale * pair.0 - pair.1
        return error + distance * distance
      }
      return error.isFinite ? error / Double(sums.count) : nil
    }
  }
}
