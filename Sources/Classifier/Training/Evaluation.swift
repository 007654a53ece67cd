import LinearAlgebra

/// How well a model classifies reviews of which it is known what they are.
public struct Evaluation: Hashable, Sendable {
  /// The number of reviews.
  public let count: Int
  /// The mean cross-entropy, in nats.
  public let loss: Double
  /// The part of the reviews that is classified correctly.
  public let accuracy: Double
  /// The probability that a positive review gets a larger logit than a negative one; equal logits count half.
  /// Not a number where there is only one kind.
  public let auc: Double
  /// The number of reviews by what they are and what they are taken for.
  public let confusion: Confusion

  /// The four ways in which a classification can end.
  public struct Confusion: Hashable, Sendable {
    /// Positive reviews that are taken for positive.
    public var truePositives = 0
    /// Negative reviews that are taken for positive.
    public var falsePositives = 0
    /// Negative reviews that are taken for negative.
    public var trueNegatives = 0
    /// Positive reviews that are taken for negative.
    public var falseNegatives = 0

    /// Creates a table of zeros.
    public init() {}

    /// Counts a review.
    public mutating func add(_ prediction: Label, for label: Label) {
      switch (label, prediction) {
      case (.positive, .positive): truePositives += 1
      case (.negative, .positive): falsePositives += 1
      case (.negative, .negative): trueNegatives += 1
      case (.positive, .negative): falseNegatives += 1
      }
    }
  }

  /// Classifies all reviews. The result does not depend on the number of jobs.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - data: The reviews.
  ///   - jobs: The number of reviews that are classified at the same time.
  public init(of model: Model, on data: LabelledReviews, jobs: Int = 1) {
    let reviews = data.reviews
    let predictions = Parallel.map(reviews.count, jobs: jobs) { index in
      model.predict(model.encode(reviews[index].text))
    }
    self.init(Array(zip(predictions, reviews.map(\.label))))
  }

  /// Judges predictions.
  ///
  /// - Parameter results: Predictions with what the reviews are.
  public init(_ results: [(prediction: Prediction, label: Label)]) {
    var loss = 0.0
    var confusion = Confusion()
    for (prediction, label) in results {
      loss += crossEntropy(logit: prediction.logit, label: label == .positive ? 1 : 0)
      confusion.add(prediction.label, for: label)
    }
    count = results.count
    self.loss = loss / Double(count)
    accuracy = Double(confusion.truePositives + confusion.trueNegatives) / Double(count)
    auc = Self.auc(results.map { ($0.prediction.logit, $0.label == .positive) })
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
