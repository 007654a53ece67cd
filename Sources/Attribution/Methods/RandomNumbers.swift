import Classifier
import LinearAlgebra
public import SourceText

/// A random number for each word: a control, which no faithfulness metric may prefer to a method.
///
///     aₜ ~ N(0, 1)
///
/// The start token and padding are zero. The values depend only on the seed and the text of the review.
///
/// - Unit: none.
public struct RandomNumbers: AttributionMethod {
  public static let card = MethodCard(
    name: "random",
    title: "Random numbers",
    summary: "A random value for each word: a control.",
    formula: #"a_t \sim \mathcal{N}(0, 1)"#,
    cost: "nothing",
    source: Source(
      "Hooker, Erhan, Kindermans and Kim, A Benchmark for Interpretability Methods in Deep Neural Networks, 2019",
      url: "https://arxiv.org/abs/1806.10758"),
    axioms: [],
    isSigned: true,
    needs: .predictions,
    underAveragePooling: "No effect: the values do not depend on the model.")

  /// False: the values are independent of any effect.
  public func hasSignOfEffect(for output: Output) -> Bool { false }
  private let seed: Int

  /// Creates the method.
  ///
  /// - Parameter seed: The seed of the numbers.
  public init(seed: Int = 1) {
    self.seed = seed
  }

  public init(options: inout Options, default standard: Self) {
    self.init(seed: options.take("seed", default: standard.seed, in: 0...Int.max))
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    var random = SplitMix64(seed: UInt64(seed), for: card.name + review.seedText)
    var positions = [Double](repeating: 0, count: review.length)
    let first = review.review.firstPosition
    for word in 0..<review.review.read.count { positions[first + word] = random.normal() }
    return Attribution(positions: positions, of: review)
  }
}
