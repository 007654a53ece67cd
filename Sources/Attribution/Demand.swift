/// What is asked of a classifier, from the least to the most: whoever offers one of these offers those before it.
public enum Demand: Int, CaseIterable, Comparable, Sendable {
  /// Predictions alone: any program will do.
  case predictions
  /// The gradient at the review as it is, which a program may give.
  case gradient
  /// Gradients at other embeddings than the review's own.
  case gradients
  /// Layers.
  case network

  /// The less comes first.
  public static func < (left: Demand, right: Demand) -> Bool { left.rawValue < right.rawValue }

  /// What is asked for, as the end of a sentence that begins "It asks for".
  public var summary: String {
    switch self {
    case .predictions: "predictions alone: it works with --predictor"
    case .gradient: "the gradient at the review: it works with a --predictor that gives gradients"
    case .gradients:
      "gradients at other embeddings than the review's own: it works with a --predictor that answers at embeddings"
    case .network: "the layers of a model"
    }
  }

  /// Why a method that asks for this is refused, as the end of a sentence whose subject is the method.
  func refusal(within offer: Demand) -> String {
    switch self {
    case .predictions, .gradient: "needs gradients, and this program gives none"
    case .gradients where offer == .predictions: "needs gradients, and this program gives none"
    case .gradients:
      "asks for gradients at other embeddings than the review's own, and this program gives none"
    case .network: "looks into layers, and a program has none"
    }
  }
}
