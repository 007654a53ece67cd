/// The access to a classifier that a method needs, in ascending order: each level includes those before it.
public enum ModelAccess: Int, CaseIterable, Comparable, Sendable {
  /// Predictions only: any program suffices.
  case predictions
  /// The gradient at the unchanged review, which a program may return.
  case gradientAtInput
  /// Gradients at embeddings other than the review's own.
  case gradientAnywhere
  /// The layers.
  case layers

  /// Orders levels of access, the smaller one first.
  public static func < (left: ModelAccess, right: ModelAccess) -> Bool {
    left.rawValue < right.rawValue
  }

  /// A description, as a noun phrase.
  public var summary: String {
    switch self {
    case .predictions: "predictions only; works with --predictor"
    case .gradientAtInput:
      "the gradient at the review; works with a --predictor that returns gradients"
    case .gradientAnywhere:
      "gradients at embeddings other than the review's own; works with a --predictor that accepts embeddings"
    case .layers: "the layers of a model"
    }
  }

  /// Returns the reason for refusing a method with this need, as a predicate whose subject is the method.
  func refusal(within access: ModelAccess) -> String {
    switch self {
    case .predictions, .gradientAtInput: "needs gradients, which this program does not return"
    case .gradientAnywhere where access == .predictions:
      "needs gradients, which this program does not return"
    case .gradientAnywhere:
      "needs gradients at embeddings other than the review's own, which this program does not return"
    case .layers: "needs the layers of a model, which a program does not have"
    }
  }
}
