import LinearAlgebra

/// The loss of logits against a label: of one logit the binary cross-entropy, of several that of their softmax.
///
/// A label is the number of a class: 0 or 1 in front of one logit, from 0 in front of K.
enum LabelLoss {
  /// Judges the logits of a review.
  ///
  /// - Parameters:
  ///   - logits: reviews × K.
  ///   - row: The review.
  ///   - label: The number of its class.
  /// - Returns: The loss in nats, and whether the largest logit is that of the class.
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

  /// The gradient of the loss with respect to the logits of a review: the probabilities minus one at the class.
  ///
  /// - Parameters:
  ///   - logits: reviews × K.
  ///   - row: The review.
  ///   - label: The number of its class.
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
