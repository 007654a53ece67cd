/// The prediction of a classifier for one review, and the review's label.
public struct ClassifiedReview: Hashable, Sendable {
  /// The review's place in the data set, from 0.
  public let number: Int
  /// The index of the label's class; nil without a label.
  public let label: Int?
  /// The probability of each class.
  public let probabilities: [Double]
  /// The index of the predicted class.
  public let predicted: Int

  /// Creates a review.
  ///
  /// The result is nil if there are fewer than two classes, an index is out of range, or a probability is not from 0 to 1.
  ///
  /// - Parameters:
  ///   - number: The review's place in the data set, from 0.
  ///   - label: The index of the label's class.
  ///   - probabilities: The probability of each class, two or more.
  ///   - predicted: The index of the predicted class; nil for the most probable one, the first of equal ones.
  public init?(number: Int, label: Int?, probabilities: [Double], predicted: Int? = nil) {
    let classes = probabilities.indices
    guard number >= 0, number <= Int(Int32.max), classes.count >= 2,
      probabilities.allSatisfy({ 0...1 ~= $0 }), label.map(classes.contains) ?? true,
      predicted.map(classes.contains) ?? true
    else { return nil }
    self.number = number
    self.label = label
    self.probabilities = probabilities
    self.predicted =
      predicted
      ?? classes.dropFirst().reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
  }

  /// Creates a review of a classifier with one output.
  ///
  /// The result is nil if an index or the probability is out of range.
  ///
  /// - Parameters:
  ///   - number: The review's place in the data set, from 0.
  ///   - label: 1 for the class that the output belongs to, 0 for the other.
  ///   - probability: The output.
  public init?(number: Int, label: Int?, probability: Double) {
    self.init(number: number, label: label, probabilities: [1 - probability, probability])
  }

  /// Whether the predicted class is the label's; nil without a label.
  public var isRight: Bool? { label.map { $0 == predicted } }

  /// The probability of the predicted class.
  public var confidence: Double { probabilities[predicted] }
}
