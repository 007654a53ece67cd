/// The output format of a run.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// A folder of HTML pages.
  case site
  /// One document in GitHub-flavoured Markdown.
  case markdown
  /// The predictions and attributions of all reviews, the totals and the claims.
  case json
}
