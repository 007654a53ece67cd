import LinearAlgebra
public import SourceText

/// How far the summed scores of random sets of words are from how much the output falls without them, squared.
///
///     E_S[(Σ_{t∈S} φₜ − (F(x) − F(x without S)))²],   each word in S with a chance of ½
///
/// Here `F` is the output that is explained, a probability or a logit.
///
/// - Unit: the square of the output's.
/// - Source: Yeh, Hsieh, Suggala, Inouye and Ravikumar, *On the (In)fidelity and Sensitivity of Explanations*, 2019,
///   definition 2.1, <https://arxiv.org/abs/1901.09392>.
public struct Infidelity: Metric {
  public static let name = "infidelity"
  public static let title = "Infidelity"
  public static let summary =
    "The mean square of how far the summed scores of random sets of words are from the fall of the output without them."
  public static let formula =
    #"\mathbb{E}_S\Bigl[\Bigl(\sum_{t \in S} \varphi_t - \bigl(F(x) - F(x \setminus S)\bigr)\Bigr)^2\Bigr]"#
  public static let origin =
    "Captum: 10 samples; it leaves the perturbation to the caller: each word goes with a chance of a half"
  public static let source = Source(
    "Yeh, Hsieh, Suggala, Inouye and Ravikumar, On the (In)fidelity and Sensitivity of Explanations, 2019, definition 2.1",
    url: "https://arxiv.org/abs/1901.09392")
  public static let better = Better.lower

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

  public init(options: inout Options) {
    let standard = Self()
    samples = options.take("samples", default: standard.samples, in: 1...100_000)
    normalizes = options.take("normalize", default: standard.normalizes)
  }

  public func prepare(_ review: JudgedReview) -> @Sendable (Explanation) -> Double? {
    var random = review.random(for: Self.name)
    let sets = (0..<samples).map { _ in (0..<review.count).filter { _ in random.below(2) == 1 } }
    let subsets = WordSubsets(sets, in: review.output)
    return { explanation in
      let sums = subsets.sums(of: explanation.scores)
      var scale = 1.0
      if normalizes {
        // The factor that fits the scores best, β = E[ab] / E[a²]; Captum divides by 1 where there is nothing to fit.
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
