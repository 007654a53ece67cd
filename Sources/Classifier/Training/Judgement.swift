import LinearAlgebra

/// How well logits agree with labels: mean cross-entropy and accuracy.
struct Judgement {
  let loss: Double
  let accuracy: Double

  /// Judges logits, reviews × K, against the numbers of classes.
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
