import LinearAlgebra
import Processes

/// The performance of a model on labelled reviews.
public struct Evaluation: Hashable, Sendable {
  /// The number of reviews.
  public let count: Int
  /// The mean cross-entropy, in nats.
  public let loss: Double
  /// The share of correctly classified reviews.
  public let accuracy: Double
  /// The probability that a review of a class has a higher score for it than one of another class.
  ///
  /// For two classes with one logit, the score is the logit; otherwise it is the probability of the class, and the one-vs-rest
  /// AUC is averaged over the classes (macro average, as scikit-learn's `ovr`). Ties count half. Classes without reviews are
  /// omitted; NaN if there is only one class.
  public let auc: Double
  /// The confusion matrix.
  public let confusion: Confusion

  /// Classifies all reviews.
  ///
  /// The result does not depend on the number of jobs.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - data: The reviews, each of one of the model's classes.
  ///   - jobs: The number of reviews classified concurrently.
  public init(of model: Model, on data: LabelledReviews, jobs: Int = 1) {
    let reviews = data.reviews
    let predictions = Parallel.map(reviews.count, jobs: jobs) { index in
      model.predict(model.encode(reviews[index].text))
    }
    self.init(Array(zip(predictions, reviews.map(\.label))), classes: model.classes)
  }

  /// Evaluates predictions.
  ///
  /// - Parameters:
  ///   - results: Predictions with the true classes, which are among the classes.
  ///   - classes: The model's classes.
  public init(
    _ results: [(prediction: Prediction, label: Label)], classes: [Label] = Label.binary
  ) {
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    var loss = 0.0
    var confusion = Confusion(classes: classes)
    let found = results.map { prediction, label in
      guard let index = places[label] else {
        preconditionFailure("'\(label)' is not one of the classes")
      }
      return (prediction: prediction, label: index)
    }
    for (prediction, label) in found {
      loss += crossEntropy(prediction.logits, label: label)
      confusion.add(prediction.classIndex, for: label)
    }
    count = results.count
    self.loss = loss / Double(count)
    accuracy = Double(confusion.right) / Double(count)
    let isSingle = found.first?.prediction.logits.count == 1
    let areas = (isSingle ? [1] : Array(classes.indices)).map { index in
      Self.auc(
        found.map { prediction, label in
          (isSingle ? prediction.logits[0] : prediction.probabilities[index], label == index)
        })
    }.filter { !$0.isNaN }
    auc = areas.reduce(0, +) / Double(areas.count)
    self.confusion = confusion
  }

  /// Returns the area under the ROC curve, from the sum of the positive reviews' ranks (Mann and Whitney 1947).
  private static func auc(_ results: [(logit: Double, isPositive: Bool)]) -> Double {
    let ordered = results.sorted { $0.logit < $1.logit }
    var rankSum = 0.0
    var start = 0
    while start < ordered.count {
      let end = ordered[start...].firstIndex { $0.logit != ordered[start].logit } ?? ordered.count
      // Equal logits share the mean of their ranks, starting at 1.
      let rank = Double(start + 1 + end) / 2
      rankSum += rank * Double(ordered[start..<end].count { $0.isPositive })
      start = end
    }
    let positive = Double(results.count { $0.isPositive })
    let negative = Double(results.count) - positive
    return (rankSum - positive * (positive + 1) / 2) / (positive * negative)
  }
}

/// Returns the cross-entropy `ln(1 + eᶻ) − y z` of a logit `z` against a label `y` of 0 or 1, in nats.
func crossEntropy(logit: Double, label: Double) -> Double {
  softplus(logit) - label * logit
}

/// Returns the cross-entropy of logits against a class: `ln Σₖ exp zₖ − z_label`, in nats.
private func crossEntropy(_ logits: [Double], label: Int) -> Double {
  guard logits.count > 1 else { return crossEntropy(logit: logits[0], label: Double(label)) }
  let largest = logits.max() ?? 0
  return log(logits.reduce(0) { $0 + exp($1 - largest) }) - (logits[label] - largest)
}
