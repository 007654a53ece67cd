import Attribution
import Classifier
import LinearAlgebra

/// Where a page begins to count: the output from which the leading method's contributions lead to the verdict.
///
/// A page has one. Its number stands in the headline and on the bar, and the waterfall, the way and the sums of all methods
/// that share its baseline begin there. Where no method of the run has a baseline, it is the run's.
struct StartingPoint: Sendable {
  /// What is counted from.
  let origin: Origin
  /// The same in words, as an apposition to "the baseline".
  let summary: String
  /// The output there, in the unit of the target.
  let value: Double
  /// The probability of what is explained.
  let probability: Double
  /// The probability of each class.
  let probabilities: [Double]

  /// Finds it.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - results: What the methods of the run found; the first with a baseline leads.
  ///   - methods: All methods with the options of the run.
  init(
    of review: ExplainedReview, by results: [ReviewAnalysis.Result],
    otherwise methods: [String: ConfiguredMethod]
  ) {
    let found = results.lazy.compactMap { result in
      result.attribution.baselineValue.flatMap { value in
        Origin(of: result.method.method).map { (origin: $0, value: value) }
      }
    }.first
    let type: any AttributionMethod.Type =
      review.explainer.program == nil ? IntegratedGradients.self : Occlusion.self
    let origin =
      found?.origin ?? methods[type.name].flatMap { Origin(of: $0.method) }
      ?? .baseline(.pad, .replace)
    self.origin = origin
    summary = origin.summary(for: review.explainer)
    let subject = Subject(review.explainer)
    if let value = found?.value, review.target == .probability, review.logits.columns == 1 {
      // The other probability is what remains: nothing has to be asked.
      self.value = value
      probability = value
      let share = subject.label == review.model.classes[1] ? value : 1 - value
      probabilities = [1 - share, share]
      return
    }
    let predictions = origin.predictions(for: review)
    func mean(_ number: (Prediction) -> Double) -> Double {
      predictions.reduce(0) { $0 + number($1) } / Double(predictions.count)
    }
    if review.target == .probability {
      value = found?.value ?? mean(subject.probability)
      probability = value
      probabilities = review.model.classes.indices.map { index in mean { $0.probabilities[index] } }
      return
    }
    // The mean of logits is where contributions to a logit begin, and its probability is the one that goes with it.
    let logits = review.logits.columns == 1 ? 1 : review.model.classes.count
    let middle = Prediction(
      logits: Matrix(
        rows: 1, columns: logits, (0..<logits).map { index in mean { $0.logits[index] } }),
      classes: review.model.classes)
    value = found?.value ?? subject.logit(middle)
    probability = subject.probability(middle)
    probabilities = middle.probabilities
  }
}
