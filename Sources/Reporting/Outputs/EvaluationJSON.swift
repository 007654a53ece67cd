import Classifier
import SourceText

extension EvaluationText {
  /// The evaluation as one JSON object.
  ///
  /// - Parameter model: The SHA-256 of the model.
  /// - Returns: An object on one line; in the confusion matrix, rows are labels and columns predictions.
  public func json(model: String) -> String {
    JSONWriter.object { json in
      json.write("model", model)
      json.write("reviews", evaluation.count)
      json.write("loss", evaluation.loss)
      json.write("accuracy", evaluation.accuracy)
      json.write("auc", evaluation.auc)
      if confusion.classes == Label.binary {
        json.object("confusion") { json in
          json.write("true_negatives", confusion.counts[0][0])
          json.write("false_positives", confusion.counts[0][1])
          json.write("false_negatives", confusion.counts[1][0])
          json.write("true_positives", confusion.counts[1][1])
        }
      } else {
        writeClasses(to: &json)
      }
    }
  }

  private func writeClasses(to json: inout JSONWriter) {
    json.object("macro") { json in
      json.write("precision", confusion.macro(\.precision))
      json.write("recall", confusion.macro(\.recall))
      json.write("f1", confusion.macro(\.f1))
    }
    json.objects("classes", zip(confusion.classes, confusion.scores)) { json, item in
      let (label, score) = item
      json.write("class", label.name)
      json.write("precision", score.precision)
      json.write("recall", score.recall)
      json.write("f1", score.f1)
      json.write("reviews", score.support)
    }
    json.write("confusion", confusion.counts)
  }
}
