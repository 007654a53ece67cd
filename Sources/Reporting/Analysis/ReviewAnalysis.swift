public import Attribution
public import Classifier
import SourceText

/// All that is known about one review: what the model said, and what each method says about why.
public struct ReviewAnalysis: Sendable {
  /// What one method found.
  public struct Result: Sendable {
    /// The method with its options.
    public let method: ConfiguredMethod
    /// Its numbers.
    public let attribution: Attribution
  }

  /// The review as it was picked.
  public let pick: Pick
  /// Its number among the picks, from 1.
  public let number: Int
  /// The review in front of the model.
  public let explained: ExplainedReview
  /// What the model says.
  public let prediction: Prediction
  /// What the run's methods found, in the order of the command line.
  public let results: [Result]
  /// Whether the gradient tells words apart.
  public let collapse: PoolingCollapse
  /// What the model says of a review that is all padding.
  public let emptyReview: Prediction

  /// The words that the model reads, as they stand in the review.
  public let words: [String]
  /// What stands in front of each of these words: spaces and punctuation.
  public let gaps: [Substring]

  /// The review as the model reads it.
  public var review: EncodedReview { explained.review }
  /// The tokens that the model reads, in reading order.
  public var tokens: ArraySlice<Token> { review.tokens[review.read] }
  /// Whether the verdict is that of the label; nil without a label.
  public var isRight: Bool? { pick.label.map { $0 == prediction.label } }

  /// What a method says: from the run's results where it is one of them, otherwise computed here.
  ///
  /// - Parameter method: The method with its options.
  /// - Returns: Its numbers.
  public func attribution(by method: ConfiguredMethod) -> Attribution {
    results.first { $0.method.key == method.key }?.attribution
      ?? method.method.attribute(explained)
  }

  /// What a method says with the run's options: from the run's results where it is one of them, otherwise with its
  /// defaults.
  ///
  /// - Parameter type: A registered method.
  /// - Returns: Its numbers.
  public func attribution(byMethodOf type: any AttributionMethod.Type) -> Attribution {
    if let result = results.first(where: { $0.method.name == type.name }) {
      return result.attribution
    }
    var options = Options(owner: type.name)
    return type.init(options: &options).attribute(explained)
  }

  /// What the output is at a method's baseline; at padding where it has none.
  public func baselineValue(of method: ConfiguredMethod) -> Double {
    (method.method.baseline ?? .pad).value(for: explained)
  }
}
