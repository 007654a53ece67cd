extension ReportBuilder {
  /// An input that a builder reads, or looks for and does not find.
  public enum Input: Hashable, Sendable {
    /// A document, a document that it includes, or a picture.
    case file(String)
    /// A folder of templates.
    case templates(String)
    /// Reviews: a file, a folder or `-`.
    case reviews(String)
  }
}
