/// The access to a classifier that a method needs, in ascending order: each level includes those before it.
public enum Demand: Int, CaseIterable, Comparable, Sendable {
  /// Predictions only: any program suffices.
  case predictions
  /// The gradient at the unchanged review, which a program may return.
  case gradient
  /// Gradients at embeddings other than the review's own.
  case gradients
  /// The layers.
  case network

  /// Orders levels of access, the smaller one first.
  public static func < (left: Demand, right: Demand) -> Bool { left.rawValue < right.rawValue }

  /// A description, as a noun phrase.
  public var summary: String {
    switch self {
    case .predictions: "predictions only; works with --predictor"
    case .gradient: "the gradient at the review; works with a --predictor that returns gradients"
    case .gradients:
      "gradients at embeddings other than the review's own; works with a --predictor that accepts embeddings"
    case .network: "the layers of a model"
    }
  }

  /// Returns the reason for refusing a method with this need, as a predicate whose subject is the method.
  func refusal(within offer: Demand) -> String {
    switch self {
    case .predictions, .gradient: "needs gradients, which this program does not return"
    case .gradients where offer == .predictions:
      "needs gradients, which this program does not return"
    case .gradients:
      "needs gradients at embeddings other than the review's own, which this program does not return"
    case .network: "needs the layers of a model, which a program does not have"
    }
  }
}
