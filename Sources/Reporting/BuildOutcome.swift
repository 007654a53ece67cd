public import SourceText

extension ReportBuilder {
  /// The outcome of a build.
  public struct Outcome: Sendable {
    /// The file to open first; `-` for standard output.
    public let index: String
    /// The number of pages.
    public let pages: Int
    /// The number of reviews, and of those that no earlier build had analysed.
    public let reviews: Int
    public let newReviews: Int
    /// The number of claims on all pages, and the failed claims, each with its page.
    public let claims: Int
    public let failedClaims: [Diagnostic]
    /// Warnings about the reviews, the documents and the written files.
    public let warnings: [Diagnostic]
  }
}
