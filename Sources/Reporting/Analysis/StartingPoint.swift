import Attribution
import Classifier
import LinearAlgebra

/// The baseline of a page: the output from which the leading method's contributions lead to the verdict.
///
/// Each page has one. Its value appears in the headline and on the bar; the waterfall, the path and the sums of all methods
/// that share its baseline start there. If no method of the run has a baseline, it is the run's.
struct StartingPoint: Sendable {
  /// The origin of the contributions.
  let origin: Origin
  /// The origin in words, as an apposition to "the baseline".
  let summary: String
  /// The same in words that need no knowledge of embeddings.
  let inPlainWords: String
  /// The output at the baseline, in the unit of the target.
  let value: Double
  /// The probability of the target class at the baseline.
  let probability: Double
  /// The probability of each class at the baseline.
  let probabilities: [Double]

  /// Determines the baseline of a page.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - results: The results of the run's methods; the first with a baseline leads.
  ///   - methods: All methods with the options of the run.
  init(
    of review: ReviewInput, by results: [ReviewAnalysis.Result],
    otherwise methods: [String: ConfiguredMethod]
  ) {
    let found = results.lazy.compactMap { result in
      result.attribution.baselineValue.flatMap { value in
        Origin(of: result.method.method).map { (origin: $0, value: value) }
      }
    }.first
    let leading =
      review.explainer.hasBaselineRows ? IntegratedGradients.card : Occlusion.card
    let origin =
      found?.origin ?? methods[leading.name].flatMap { Origin(of: $0.method) }
      ?? .baseline(.pad, .replace)
    self.origin = origin
    summary = origin.summary(for: review.explainer)
    inPlainWords = Self.plainWords(for: origin, of: review) ?? summary
    let subject = ExplainedClass(review.explainer)
    if let value = found?.value, review.target == .probability, review.logits.columns == 1 {
      // The other probability is the complement, so no prediction is needed.
      self.value = value
      probability = value
      let share = subject.label == review.classes[1] ? value : 1 - value
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
      probabilities = review.classes.indices.map { index in mean { $0.probabilities[index] } }
      return
    }
    // Contributions to a logit start at the mean of the logits; the probability is the one of that mean.
    let logits = review.logits.columns == 1 ? 1 : review.classes.count
    let middle = Prediction(
      logits: Matrix(
        rows: 1, columns: logits, (0..<logits).map { index in mean { $0.logits[index] } }),
      classes: review.classes)
    value = found?.value ?? subject.logit(middle)
    probability = subject.probability(middle)
    probabilities = middle.probabilities
  }

  /// Returns padding as what it is to a reader; nil for another baseline.
  private static func plainWords(for origin: Origin, of review: ReviewInput) -> String? {
    let explainer = review.explainer
    guard origin.baseline == .pad, explainer.hasBaselineRows else { return nil }
    let words = "padding (filler) in place of every word"
    guard explainer.hasLayers, !explainer.network.sequential.embedding.masksZero
    else { return words }
    // A model with a start mark, or with an end of line, reads it in an empty review, too.
    let empty = explainer.network.text.encode("")
    let isBlank =
      empty.mixture == nil && empty.indices.count == review.length
      && empty.paddingPositions.count == review.length
    return isBlank ? "an empty review" : words
  }
}
