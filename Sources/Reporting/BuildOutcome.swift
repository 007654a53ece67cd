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
    /// The number of claims on all pages, and the first thousand failed claims, each with its page.
    public let claims: Int
    public let failedClaims: [Diagnostic]
    /// The number of further failed claims.
    public let omittedFailures: Int
    /// The diagnostics of the failed claims, and one that counts those that are omitted.
    public var failures: [Diagnostic] {
      guard omittedFailures > 0 else { return failedClaims }
      var number = ""
      for (index, digit) in "\(omittedFailures)".reversed().enumerated() {
        number = "\(digit)" + (index > 0 && index.isMultiple(of: 3) ? "," : "") + number
      }
      return failedClaims + [Diagnostic("…and \(number) more; junit.xml lists all")]
    }
    /// Warnings about the reviews, the documents and the written files.
    public let warnings: [Diagnostic]
  }
}
