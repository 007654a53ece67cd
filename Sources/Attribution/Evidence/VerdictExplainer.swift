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

  /// A review in front of metrics; nil where there is no word to judge.
  func judge(_ text: String, removal: Removal, baseline: Baseline, seed: Int) -> JudgedReview? {
    let encoded = explainers[0].explained.model.encode(text)
    let logits = ExplainedReview(encoded, by: explainers[0].explained).logits
    let (explainer, probability) = explainers[Self.predictedClass(logits)]
    return JudgedReview(
      ExplainedReview(encoded, by: explainer),
      probability: probability.map { ExplainedReview(encoded, by: $0) },
      removal: removal, baseline: baseline, seed: seed)
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
    Explainer(
      model: model, output: Output(target, of: classIndex, logits: output.logits),
      background: background.members.map(\.review.text), usesClosedForm: pooled != nil)
  }
}
