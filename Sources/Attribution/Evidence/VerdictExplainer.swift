import Classifier
import LinearAlgebra

/// A model that is to explain the class which it predicts, whatever that is for a review.
struct VerdictExplainer: Sendable {
  /// For each class what methods explain, and its probability where that is something else.
  private let explainers: [(explained: Explainer, probability: Explainer?)]

  /// Prepares a model.
  ///
  /// - Parameter explainer: The model and the target; the class is the predicted one, whatever it is here.
  init(_ explainer: Explainer) {
    explainers = (0..<max(2, explainer.output.logits)).map { classIndex in
      (
        explainer.explaining(explainer.output.target, of: classIndex),
        explainer.output.target == .probability
          ? nil : explainer.explaining(.probability, of: classIndex)
      )
    }
  }

  /// Puts a review in front of metrics.
  ///
  /// - Parameters:
  ///   - text: The review.
  ///   - removal: What it means that a word is missing.
  ///   - baseline: What stands for a missing word.
  ///   - seed: The seed of all that is left to chance.
  ///   - body: Judges; in front of a program it runs several times, so that the program is asked for many values at a time.
  /// - Returns: What the body returns; nil where there is no word to judge.
  func judge<Result>(
    _ text: String, removal: Removal, baseline: Baseline, seed: Int,
    _ body: (JudgedReview) -> Result
  ) -> Result? {
    let review = explainers[0].explained.explain(text)
    let (explainer, probability) = explainers[Self.predictedClass(review.logits)]
    return review.inBatches { review in
      JudgedReview(
        review.explained(by: explainer), probability: probability.map(review.explained(by:)),
        removal: removal, baseline: baseline, seed: seed
      ).map(body)
    }
  }

  /// The class with the largest probability, "positive" where two are alike.
  private static func predictedClass(_ logits: Matrix) -> Int {
    if logits.columns == 1 { return logits[0, 0] >= 0 ? 1 : 0 }
    let values = logits.row(0)
    return values.indices.max { (values[$0], $0) < (values[$1], $1) } ?? 0
  }
}

extension Explainer {
  /// The same model with another output.
  fileprivate func explaining(_ target: Target, of classIndex: Int) -> Explainer {
    let output = Output(target, of: classIndex, logits: output.logits)
    if let program { return Explainer(program, output: output) }
    return Explainer(
      model: model, output: output,
      background: background.members.map(\.review.text), usesClosedForm: pooled != nil)
  }
}
