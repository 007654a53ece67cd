import LinearAlgebra

/// The loss and accuracy of logits: mean cross-entropy, and the share of correct predictions.
struct Judgement {
  let loss: Double
  let accuracy: Double

  /// Evaluates logits, reviews × K, against class indices.
  init(logits: Matrix, _ labels: [Double]) {
    var loss = 0.0
    var correct = 0
    for (row, label) in labels.enumerated() {
      let judged = LabelLoss.judge(logits, row: row, label: label)
      loss += judged.loss
      correct += judged.isRight ? 1 : 0
    }
    self.loss = loss / Double(labels.count)
    accuracy = Double(correct) / Double(labels.count)
  }
}
