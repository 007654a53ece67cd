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
  public static let axioms: Set<Axiom> = [.symmetry, .dummy]
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
    let row = replacement.row(for: review)
    // Behind an average equal tokens have equal effects, whatever their positions; and both outputs come from the
    // closed form, so that replacing the baseline by itself changes nothing to the last bit.
    var known: [Int: Double] = [:]
    let whole = review.pooled.map {
      review.target.value(atLogit: $0.logit(atMean: review.embedded.rowMean))
    }
    let falls = review.review.indices.enumerated().map { position, token in
      if review.pooled != nil, let fall = known[token] { return fall }
      let fall = (whole ?? review.value) - value(of: review, replacing: position, by: row)
      known[token] = fall
      return fall
    }
    return Attribution(
      positions: falls, of: review.review,
      outputChange: review.value - replacement.value(for: review))
  }

  private func value(of review: ExplainedReview, replacing position: Int, by row: Matrix) -> Double
  {
    guard let pooled = review.pooled else {
      var changed = review.embedded
      changed.setRow(position, to: row, row: 0)
      return review.value(at: changed)
    }
    var word = Matrix(rows: 1, columns: row.columns)
    word.setRow(0, to: review.embedded, row: position)
    let share = 1 / Double(pooled.length)
    let mean = review.embedded.rowMean + share * (row - word)
    return review.target.value(atLogit: pooled.logit(atMean: mean))
  }
}
