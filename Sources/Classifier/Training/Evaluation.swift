import LinearAlgebra

/// How well a model classifies reviews of which it is known what they are.
public struct Evaluation: Hashable, Sendable {
  /// The number of reviews.
  public let count: Int
  /// The mean cross-entropy, in nats.
  public let loss: Double
  /// The part of the reviews that is classified correctly.
  public let accuracy: Double
  /// The probability that a review of a class gets a larger number for it than one of another class.
  ///
  /// For two classes with one logit the number is the logit; otherwise it is the probability of the class, and the mean
  /// over the classes is taken, each against the rest (macro average, as scikit-learn's `ovr`). Equal numbers count half.
  /// Classes without a review are left out; not a number where there is only one kind.
  public let auc: Double
  /// The number of reviews by what they are and what they are taken for.
  public let confusion: Confusion

  /// Classifies all reviews.
  ///
  /// The result does not depend on the number of jobs.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - data: The reviews, each of one of the model's classes.
  ///   - jobs: The number of reviews that are classified at the same time.
  public init(of model: Model, on data: LabelledReviews, jobs: Int = 1) {
    let reviews = data.reviews
    let predictions = Parallel.map(reviews.count, jobs: jobs) { index in
      model.predict(model.encode(reviews[index].text))
    }
    self.init(Array(zip(predictions, reviews.map(\.label))), classes: model.classes)
  }

  /// Judges predictions.
  ///
  /// - Parameters:
  ///   - results: Predictions with what the reviews are, which is one of the classes.
  ///   - classes: The model's classes.
  public init(
    _ results: [(prediction: Prediction, label: Label)], classes: [Label] = Label.binary
  ) {
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    var loss = 0.0
    var confusion = Confusion(classes: classes)
    let found = results.map { prediction, label in
      guard let index = places[label] else {
        preconditionFailure("'\(label)' is none of the classes")
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

  /// The area under the ROC curve, from the sum of the positive reviews' ranks (Mann and Whitney 1947).
  private static func auc(_ results: [(logit: Double, isPositive: Bool)]) -> Double {
    let ordered = results.sorted { $0.logit < $1.logit }
    var rankSum = 0.0
    var start = 0
    while start < ordered.count {
      let end = ordered[start...].firstIndex { $0.logit != ordered[start].logit } ?? ordered.count
      // Equal logits share the mean of their ranks, which count from 1.
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
