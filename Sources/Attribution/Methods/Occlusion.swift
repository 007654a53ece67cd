import Classifier
import LinearAlgebra
public import SourceText

/// How much the output falls when one token is replaced by the baseline.
///
///     aₜ = F(e) − F(e with eₜ replaced by b)
///
/// Each token is taken away alone, with all others in place, so the numbers need not add up to anything.
///
/// - Unit: the target's.
/// - Cost: one forward pass a distinct token; behind an average only the mean changes.
/// - Source: Zeiler and Fergus, *Visualizing and Understanding Convolutional Networks*, 2013, section 4.2,
///   <https://arxiv.org/abs/1311.2901>; for words Li, Monroe and Jurafsky, 2016, <https://arxiv.org/abs/1612.08220>.
public struct Occlusion: AttributionMethod {
  public static let name = "occlusion"
  public static let title = "Occlusion"
  public static let summary =
    "How much the output falls when the token is replaced by the baseline."
  public static let formula = #"a_t = F(\mathbf{e}) - F(\mathbf{e}_{t \to \mathbf{b}})"#
  public static let cost = "one forward pass a token"
  public static let source = Source(
    "Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, 2013, section 4.2",
    url: "https://arxiv.org/abs/1311.2901")
  public static let axioms: Set<Axiom> = [
    .symmetry, .dummy, .linearity, .targetSign,
  ]
  public static let isSigned = true
  public static let underAveragePooling =
    "Survives: taking a token away moves the average by its own distance from the baseline."

  /// What a token is replaced by.
  public let baseline: Baseline?
  private let replacement: Baseline

  public init(options: inout Options) {
    replacement = options.take("baseline", default: .pad)
    baseline = replacement
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let positions = Array(0..<review.embedded.rows)
    let game = CoalitionGame(
      review, players: positions.map { [$0] }, baseline: replacement, removal: .replace)
    let full = game.full
    let whole = game.value(of: full)
    // Interchangeable positions have equal effects.
    let kinds = review.kinds
    var known: [Int: Double] = [:]
    let falls = positions.map { position in
      if let fall = known[kinds[position]] { return fall }
      var rest = full
      game.remove(position, from: &rest)
      let fall = whole - game.value(of: rest)
      known[kinds[position]] = fall
      return fall
    }
    return Attribution(
      positions: falls, of: review, baselineValue: replacement.value(for: review))
  }
}
