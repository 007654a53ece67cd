import Classifier

/// The background reviews, over which methods with a distribution of baselines average.
///
/// - Source: Lundberg and Lee, *A Unified Approach to Interpreting Model Predictions*, 2017, section 4,
///   <https://arxiv.org/abs/1705.07874>.
public struct Background: Sendable {
  /// The reviews in the order given.
  public let texts: [String]
  /// The SHA-256 of the texts, each preceded by its length in eight bytes.
  public let sha256: String

  /// Creates a background.
  ///
  /// - Parameter texts: The reviews.
  public init(_ texts: [String] = []) {
    self.texts = texts
    sha256 = Model.digest(texts.map { Array($0.utf8) })
  }
}
