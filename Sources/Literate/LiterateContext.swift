/// What chunks and values are computed from, such as the analyses of all reviews with one of them in focus.
public protocol LiterateContext: Sendable {
  /// The same context with another review in focus; nil when there is no such review.
  func focused(on review: String) -> Self?

  /// What was measured of a claim over all reviews on each of them, in order.
  func findings(of claim: ReviewClaim<Self>) -> [ReviewFinding]
}

/// How often a document is woven.
public enum Scope: String, Sendable, CaseIterable {
  /// Once.
  case report
  /// Once for each review.
  case review
}
