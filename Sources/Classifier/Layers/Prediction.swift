public import LinearAlgebra

/// What a model says of a review.
public struct Prediction: Hashable, Sendable {
  /// One logit a class; a single one that speaks for the second of two classes.
  public let logits: [Double]
  /// The classes.
  public let classes: [Label]
  /// The probability of each class: the softmax of the logits, or the sigmoid of the only one and the rest.
  public let probabilities: [Double]

  /// Creates a prediction.
  ///
  /// - Parameters:
  ///   - logits: 1 × K.
  ///   - classes: K names; two for a single logit.
  public init(logits: Matrix, classes: [Label]) {
    precondition(
      classes.count == max(2, logits.columns), "\(logits.columns) logits of \(classes.count)")
    self.logits = logits.row(0)
    self.classes = classes
    if logits.columns == 1 {
      let probability = sigmoid(logits[0, 0])
      probabilities = [1 - probability, probability]
    } else {
      probabilities = logits.softmaxOfRows.row(0)
    }
  }

  /// Creates a prediction of a model with one logit, which speaks for "positive".
  public init(logit: Double) {
    self.init(logits: Matrix(rows: 1, columns: 1, [logit]), classes: Label.binary)
  }

  /// The index of the class that the review is taken for: the first of those with the largest logit, or the second of
  /// two from a probability of ½ on.
  public var classIndex: Int {
    if logits.count == 1 { return probabilities[1] >= 0.5 ? 1 : 0 }
    return logits.indices.max { (logits[$0], $1) < (logits[$1], $0) } ?? 0
  }

  /// What the review is taken for.
  public var label: Label { classes[classIndex] }

  /// The probability of a class; 0 for one that the model does not have.
  public func probability(of label: Label) -> Double {
    classes.firstIndex(of: label).map { probabilities[$0] } ?? 0
  }

  /// The probability of what the review is taken for.
  public var confidence: Double { probabilities[classIndex] }
}
