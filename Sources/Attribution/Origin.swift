public import Classifier
import LinearAlgebra

/// The reference input of a method, relative to whose output its contributions are defined.
public enum Origin: Hashable, Sendable {
  /// A baseline in every position. Without layers it is a text without its words or, for methods that remove no words, the
  /// baseline in the space of the classifier's embeddings.
  case baseline(Baseline, Removal?)
  /// The background reviews, over whose outputs the mean is taken.
  case background

  /// Creates the origin of a method; nil for methods without a reference input.
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

  /// Returns the predictions for the reference input: a single one, or one per background review.
  ///
  /// - Parameter review: The explained review.
  /// - Returns: At least one prediction.
  /// - Complexity: One forward pass each.
  public func predictions(for review: ReviewInput) -> [Prediction] {
    let logits: [Matrix]
    switch self {
    case .baseline(let baseline, let removal?):
      logits = [baseline.logits(for: review, removal: removal)]
    case .baseline(let baseline, nil): logits = [baseline.logits(for: review.atEmbeddings)]
    case .background:
      let rows = review.atEmbeddings
      logits = rows.backgroundStarts.map { $0.logits(for: rows) }
    }
    return logits.map { Prediction(logits: $0, classes: review.classes) }
  }

  /// Returns a description of the input, as an apposition to "the baseline".
  ///
  /// - Parameter explainer: The classifier.
  /// - Returns: A noun phrase, for example "the embedding of padding in every position".
  public func summary(for explainer: Explainer) -> String {
    switch self {
    case .baseline(let baseline, nil) where !explainer.hasBaselineRows:
      return baseline == .pad
        ? "the baseline embeddings of the program"
        : "\(baseline.summary) in place of every embedding"
    case .baseline(_, let removal?) where !explainer.hasBaselineRows:
      return explainer.missingWord.maskToken(for: removal).map {
        "the text with “\($0)” for every word"
      } ?? "the text without its words"
    case .background where !explainer.background.texts.isEmpty:
      let count = explainer.background.texts.count
      return count == 1 ? "the background review" : "the mean over \(count) background reviews"
    case .baseline(let baseline, _): return "\(baseline.summary) in every position"
    case .background where !explainer.hasBaselineRows:
      return "the baseline embeddings of the program"
    case .background: return "\(Baseline.pad.summary) in every position"
    }
  }
}

extension Baseline {
  /// Returns the logits with every word missing, 1 × K.
  ///
  /// In embeddings that is the baseline in every position, whatever the removal: if no position remains, the output is
  /// that of the baseline. Otherwise it is a text, with or without the words removed.
  func logits(for review: ReviewInput, removal: Removal) -> Matrix {
    !review.explainer.hasBaselineRows && removal == .remove
      ? review.logits(keeping: []) : logits(for: review)
  }
}
