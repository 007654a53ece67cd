public import Classifier
import LinearAlgebra

/// Where the contributions of a method begin: the input whose output they lead away from.
public enum Origin: Hashable, Sendable {
  /// A baseline in every position. With a program it is a text without its words, or, where a method takes no words away, the
  /// baseline in the space of the program's embeddings.
  case baseline(Baseline, Removal?)
  /// The reviews of the background, over whose outputs the mean is taken.
  case background

  /// Creates the origin of a method; nil for methods whose numbers begin at no input.
  public init?(of method: any AttributionMethod) {
    if method is InputXGradient {
      self = .baseline(.zero, nil)
    } else if let baseline = method.baseline {
      self = .baseline(baseline, method.removal)
    } else if method.usesBackground {
      self = .background
    } else {
      return nil
    }
  }

  /// The baseline; nil for the background.
  public var baseline: Baseline? {
    if case .baseline(let baseline, _) = self { baseline } else { nil }
  }

  /// What the classifier says there: one prediction, or one for each review of the background.
  ///
  /// - Parameter review: The review that is explained.
  /// - Returns: At least one prediction.
  /// - Complexity: A forward pass each.
  public func predictions(for review: ExplainedReview) -> [Prediction] {
    let logits: [Matrix]
    switch self {
    case .baseline(let baseline, let removal?):
      logits = [baseline.logits(for: review, removal: removal)]
    case .baseline(let baseline, nil): logits = [baseline.logits(for: review.atEmbeddings)]
    case .background:
      let rows = review.atEmbeddings
      logits = PathStart.background(of: rows).map { $0.logits(for: rows) }
    }
    return logits.map { Prediction(logits: $0, classes: review.model.classes) }
  }

  /// What the input is, as an apposition to "the baseline".
  ///
  /// - Parameter explainer: The classifier.
  /// - Returns: Such as "the embedding of padding in every position".
  public func summary(for explainer: Explainer) -> String {
    switch self {
    case .baseline(let baseline, nil) where explainer.program != nil:
      return baseline == .pad
        ? "the baseline embeddings of the program"
        : "\(baseline.summary) in the place of every embedding"
    case .baseline(_, let removal?) where explainer.program != nil:
      guard removal == .replace, let mask = explainer.program?.mask else {
        return "the text without its words"
      }
      return "the text with “\(mask)” for every word"
    case .background where !explainer.background.members.isEmpty:
      let count = explainer.background.members.count
      return count == 1 ? "the background review" : "the mean over \(count) background reviews"
    case .baseline(let baseline, _): return "\(baseline.summary) in every position"
    case .background where explainer.program != nil:
      return "the baseline embeddings of the program"
    case .background: return "\(Baseline.pad.summary) in every position"
    }
  }
}

extension Baseline {
  /// The logits where every word is missing, 1 × K.
  ///
  /// Of a network that is the baseline in every position, whatever a removal means: where no position remains, the output
  /// is the baseline's. A program reads a text, from which words are taken out or not.
  func logits(for review: ExplainedReview, removal: Removal) -> Matrix {
    review.explainer.program != nil && removal == .remove
      ? review.logits(keeping: []) : logits(for: review)
  }
}
