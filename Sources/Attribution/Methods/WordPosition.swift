public import Classifier
import LinearAlgebra
public import SourceText

/// A number that decreases from the first word to the last: a control, which depends on the position only.
///
///     aₜ = 2 (T − t) / (T (T + 1)),   t = 0 … T − 1
///
/// The values sum to 1. The start token and padding are zero.
///
/// - Unit: none.
/// - Cost: none.
/// - Source: Bastings and Filippova, *The Elephant in the Interpretability Room*, 2020, for controls that ignore the
///   model, <https://arxiv.org/abs/2010.05607>.
public struct WordPosition: AttributionMethod {
  public static let name = "word-position"
  public static let title = "Word position"
  public static let summary =
    "A number that decreases from the first word to the last: a control."
  public static let formula = #"a_t = \frac{2 (T - t)}{T (T + 1)}"#
  public static let cost = "nothing"
  public static let source = Source(
    "Bastings and Filippova, The Elephant in the Interpretability Room, 2020",
    url: "https://arxiv.org/abs/2010.05607")
  public static let axioms: Set<Axiom> = []
  public static let isSigned = false
  public static let needs = ModelAccess.predictions
  public static let underAveragePooling =
    "No effect: the values do not depend on the model."

  /// Creates the method.
  public init() {}

  public init(options: inout Options) {}

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
