import LinearAlgebra

/// The loss of logits against a label: binary cross-entropy for one logit, softmax cross-entropy for several.
///
/// A label is a class index: 0 or 1 for one logit, 0 to K − 1 for K logits.
enum LabelLoss {
  /// Evaluates the logits of a review.
  ///
  /// - Parameters:
  ///   - logits: reviews × K.
  ///   - row: The review.
  ///   - label: The class index.
  /// - Returns: The loss in nats, and whether the predicted class is correct.
  static func judge(_ logits: Matrix, row: Int, label: Double) -> (loss: Double, isRight: Bool) {
    guard logits.columns > 1 else {
      let logit = logits[row, 0]
      return (crossEntropy(logit: logit, label: label), (logit >= 0) == (label == 1))
    }
    let numbers = (0..<logits.columns).map { logits[row, $0] }
    let largest = numbers.max() ?? 0
    let sum = numbers.reduce(0) { $0 + exp($1 - largest) }
    return (
      log(sum) - (numbers[Int(label)] - largest), numbers.firstIndex(of: largest) == Int(label)
    )
  }

  /// Returns the gradient of the loss with respect to the logits of a review: the probabilities minus one at the true class.
  ///
  /// - Parameters:
  ///   - logits: reviews × K.
  ///   - row: The review.
  ///   - label: The class index.
  /// - Returns: K numbers.
  static func gradient(_ logits: Matrix, row: Int, label: Double) -> [Double] {
    guard logits.columns > 1 else { return [sigmoid(logits[row, 0]) - label] }
    let numbers = (0..<logits.columns).map { logits[row, $0] }
    let largest = numbers.max() ?? 0
    let powers = numbers.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.enumerated().map { $1 / sum - ($0 == Int(label) ? 1 : 0) }
  }
}
