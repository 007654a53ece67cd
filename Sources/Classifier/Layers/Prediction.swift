public import LinearAlgebra

/// The prediction of a model for a review.
public struct Prediction: Hashable, Sendable {
  /// One logit per class; or a single logit, that of the second of two classes.
  public let logits: [Double]
  /// The classes.
  public let classes: [Label]
  /// The probability of each class: the softmax of the logits; for a single logit, its sigmoid and the complement.
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

  /// Creates a prediction that was made before.
  ///
  /// - Parameters:
  ///   - logits: The logits.
  ///   - classes: The classes.
  ///   - probabilities: One per class.
  package init(logits: [Double], classes: [Label], probabilities: [Double]) {
    self.logits = logits
    self.classes = classes
    self.probabilities = probabilities
  }

  /// The index of the predicted class: the first with the largest logit; with a single logit, the second class if its
  /// probability is at least ½.
  public var classIndex: Int {
    if logits.count == 1 { return probabilities[1] >= 0.5 ? 1 : 0 }
    return logits.indices.max { (logits[$0], $1) < (logits[$1], $0) } ?? 0
  }

  /// The predicted class.
  public var label: Label { classes[classIndex] }

  /// Returns the probability of a class; 0 for a class that the model does not have.
  public func probability(of label: Label) -> Double {
    classes.firstIndex(of: label).map { probabilities[$0] } ?? 0
  }

  /// The probability of the predicted class.
  public var confidence: Double { probabilities[classIndex] }
}
