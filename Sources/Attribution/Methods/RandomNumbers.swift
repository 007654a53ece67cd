public import Classifier
import LinearAlgebra
public import SourceText

/// A random number for each word: a control, which no faithfulness metric may prefer to a method.
///
///     aₜ ~ N(0, 1)
///
/// The start token and padding are zero. The values depend only on the seed and the text of the review.
///
/// - Unit: none.
/// - Cost: generating the numbers.
/// - Source: Hooker, Erhan, Kindermans and Kim, *A Benchmark for Interpretability Methods in Deep Neural Networks*, 2019, for
///   random attributions as a control, <https://arxiv.org/abs/1806.10758>.
public struct RandomNumbers: AttributionMethod {
  public static let name = "random"
  public static let title = "Random numbers"
  public static let summary = "A random value for each word: a control."
  public static let formula = #"a_t \sim \mathcal{N}(0, 1)"#
  public static let cost = "nothing"
  public static let source = Source(
    "Hooker, Erhan, Kindermans and Kim, A Benchmark for Interpretability Methods in Deep Neural Networks, 2019",
    url: "https://arxiv.org/abs/1806.10758")
  public static let axioms: Set<Axiom> = []
  public static let isSigned = true
  public static let needs = ModelAccess.predictions
  public static let underAveragePooling =
    "No effect: the values do not depend on the model."

  /// False: the values are independent of any effect.
  public func hasSignOfEffect(for output: Output) -> Bool { false }
  private let seed: Int

  /// Creates the method.
  ///
  /// - Parameter seed: The seed of the numbers.
  public init(seed: Int = 1) {
    self.seed = seed
  }

  public init(options: inout Options) {
    self.init(seed: options.take("seed", default: Self().seed, in: 0...Int.max))
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    var random = SplitMix64(seed: UInt64(seed), for: Self.name + review.seedText)
    var positions = [Double](repeating: 0, count: review.length)
    let first = review.review.firstPosition
    for word in 0..<review.review.read.count { positions[first + word] = random.normal() }
    return Attribution(positions: positions, of: review)
  }
}
