/// What a run writes.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// A folder of pages.
  case site
  /// One text in GitHub-flavoured Markdown.
  case markdown
  /// The numbers of all reviews, the totals and the claims.
  case json
}
