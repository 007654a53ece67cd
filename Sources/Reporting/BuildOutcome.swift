public import SourceText

extension ReportBuilder {
  /// What was built.
  public struct Outcome: Sendable {
    /// The file to open first; `-` when all went to standard output.
    public let index: String
    /// The number of pages.
    public let pages: Int
    /// The number of reviews, and of those whose pages were not remembered.
    public let reviews: Int
    public let newReviews: Int
    /// The claims on all pages, and those that don't hold, each with its page.
    public let claims: Int
    public let failedClaims: [Diagnostic]
    /// What is odd about the documents, and what did not go as asked though everything is written.
    public let warnings: [Diagnostic]
  }
}
