public import HTML

/// The share of the page's width that a figure takes.
public enum Layout: String, Sendable {
  /// The text column.
  case text = ""
  /// The text column and the margin.
  case wide
  /// The full page.
  case full
}

/// The output of a chunk.
public struct ChunkOutput: Sendable {
  /// The content, as block elements.
  public var body: HTML
  /// The default caption, used if the author gives none, as phrasing content.
  public var caption: HTML?
  /// The width.
  public var layout: Layout
  /// The data of a graphic as a table, shown on demand below the caption.
  public var alternative: HTML?
  /// Whether the output is wrapped in a figure; otherwise the body appears alone.
  public var isFigure: Bool
  /// The claim and its result.
  public var claim: ClaimResult?

  /// Creates an output.
  public init(
    body: HTML, caption: HTML? = nil, layout: Layout = .text, alternative: HTML? = nil,
    isFigure: Bool = true, claim: ClaimResult? = nil
  ) {
    self.body = body
    self.caption = caption
    self.layout = layout
    self.alternative = alternative
    self.isFigure = isFigure
    self.claim = claim
  }
}
