/// How well logits agree with labels: mean cross-entropy and accuracy.
struct Judgement {
  let loss: Double
  let accuracy: Double

  /// Judges logits against labels of 0 and 1.
  init(logits: [Double], _ labels: [Double]) {
    var loss = 0.0
    var correct = 0
    for (logit, label) in zip(logits, labels) {
      loss += crossEntropy(logit: logit, label: label)
      correct += (logit >= 0) == (label == 1) ? 1 : 0
    }
    self.loss = loss / Double(labels.count)
    accuracy = Double(correct) / Double(labels.count)
  }
}
