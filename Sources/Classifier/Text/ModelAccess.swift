public import SourceText

/// The access that a classifier offers and that a method, chunk, value or metric needs, in ascending order: each level
/// includes those before it.
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

  /// Compares the access that something needs with this one, which a classifier offers.
  ///
  /// Everything that declares its needs is refused here, and nowhere else.
  ///
  /// - Parameters:
  ///   - subject: A noun phrase, for example "the method 'saliency'".
  ///   - needs: The access that it needs.
  ///   - hint: The hint of the diagnostic.
  /// - Returns: A diagnostic without a location; nil if the access suffices.
  public func unavailability(
    of subject: String, needing needs: ModelAccess, hint: @autoclosure () -> String? = nil
  ) -> Diagnostic? {
    guard needs > self else { return nil }
    let reason =
      switch needs {
      case .layers: "the layers of the model, which a program does not expose"
      case .gradientAnywhere where self == .gradientAtInput:
        "gradients at embeddings other than the review's own, which this program does not return"
      case .predictions, .gradientAtInput, .gradientAnywhere:
        "gradients, which this program does not return"
      }
    return Diagnostic("\(subject) needs \(reason)", hint: hint())
  }
}
