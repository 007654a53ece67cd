public import HTML

/// How much of the page's width a figure takes.
public enum Layout: String, Sendable {
  /// The column of text.
  case text = ""
  /// The text and the margin.
  case wide
  /// The whole page.
  case full
}

/// What a chunk becomes.
public struct ChunkOutput: Sendable {
  /// What is shown: blocks, not phrases.
  public var body: HTML
  /// What stands below it when the author gave no caption: a phrase.
  public var caption: HTML?
  /// How wide it is.
  public var layout: Layout
  /// The numbers of a picture as a table, shown on demand below the caption.
  public var alternative: HTML?
  /// Whether it stands in a figure; otherwise the body stands alone.
  public var isFigure: Bool
  /// What was claimed and whether it holds.
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
