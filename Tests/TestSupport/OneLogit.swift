public import Classifier
import LinearAlgebra

extension Prediction {
  /// Creates the prediction of a model with one logit, that of "positive".
  public init(logit: Double) {
    self.init(logits: Matrix(rows: 1, columns: 1, [logit]), classes: Label.binary)
  }
}
