import Classifier
import LinearAlgebra
public import SourceText

/// A number that decreases from the first word to the last: a control, which depends on the position only.
///
///     aₜ = 2 (T − t) / (T (T + 1)),   t = 0 … T − 1
///
/// The values sum to 1. The start token and padding are zero.
///
/// - Unit: none.
public struct WordPosition: AttributionMethod {
  public static let card = MethodCard(
    name: "word-position",
    title: "Word position",
    summary: "A number that decreases from the first word to the last: a control.",
    formula: #"a_t = \frac{2 (T - t)}{T (T + 1)}"#,
    cost: "nothing",
    source: Source(
      "Bastings and Filippova, The Elephant in the Interpretability Room, 2020",
      url: "https://arxiv.org/abs/2010.05607"),
    axioms: [],
    isSigned: false,
    needs: .predictions,
    underAveragePooling: "No effect: the values do not depend on the model.")

  /// Creates the method.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func attribute(_ review: ReviewInput) -> Attribution {
    var positions = [Double](repeating: 0, count: review.length)
    let first = review.review.firstPosition
    let count = review.review.read.count
    for word in 0..<count {
      positions[first + word] = 2 * Double(count - word) / (Double(count) * Double(count + 1))
    }
    return Attribution(positions: positions, of: review)
  }
}
