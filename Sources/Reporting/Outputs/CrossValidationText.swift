public import Classifier
import HTML
import SourceText

extension CrossValidation {
  /// The evaluation as lines of text.
  public var text: String {
    func numbers(_ evaluation: Evaluation) -> String {
      "accuracy \(NumberText.percent(evaluation.accuracy, digits: 2)), loss \(NumberText.fixed(evaluation.loss, digits: 4))"
    }
    let lines = evaluations.enumerated().map { fold, evaluation in
      "fold \(fold + 1): \(counted(evaluation.count, "review")), \(numbers(evaluation))"
    }
    let whole =
      "held out: \(counted(evaluation.count, "review")) in \(counted(evaluations.count, "fold")), \(numbers(evaluation))"
    return (lines + [whole]).joined(separator: "\n")
  }

  /// The evaluation as one JSON object.
  public var json: String {
    JSONWriter.object { json in
      json.write("folds", evaluations.count)
      json.write("reviews", evaluation.count)
      json.write("accuracy", evaluation.accuracy)
      json.write("loss", evaluation.loss)
      json.objects("by_fold", evaluations) { json, evaluation in
        json.write("reviews", evaluation.count)
        json.write("accuracy", evaluation.accuracy)
        json.write("loss", evaluation.loss)
      }
    }
  }

  /// The held-out prediction of each review as JSON Lines, which the chunk `suspects` reads.
  public var lines: String {
    var lines = ""
    for (index, review) in data.reviews.enumerated() {
      lines += JSONWriter.object { json in
        json.write("text_sha256", SHA256.hexadecimal(Array(review.text.utf8)))
        json.write("label", review.label.name)
        json.write("fold", folds[index] + 1)
        json.object("probabilities") { json in
          for (label, probability) in zip(classes, predictions[index].probabilities) {
            json.write(label.name, probability)
          }
        }
      }
      lines += "\n"
    }
    return lines
  }
}
