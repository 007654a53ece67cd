public import Blocks

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
  /// The content.
  public var body: [Block]
  /// The default caption, used if the author gives none.
  public var caption: Phrase?
  /// The width.
  public var layout: Layout
  /// The data of a graphic as a table, shown on demand below the caption.
  public var alternative: Table?
  /// Whether the output is wrapped in a figure; otherwise the body appears alone.
  public var isFigure: Bool
  /// The claim and its result.
  public var claim: ClaimResult?

  /// Creates an output.
  public init(
    body: [Block], caption: Phrase? = nil, layout: Layout = .text, alternative: Table? = nil,
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

extension ChunkOutput {
  /// The blocks of the output: a figure with its number, caption and data, or the body alone.
  ///
  /// - Parameters:
  ///   - label: The label of the chunk.
  ///   - name: A description for readers who cannot see the figure.
  /// - Returns: The blocks.
  func blocks(label: Label?, name: String?) -> [Block] {
    guard isFigure else {
      return label.map { [.group(body, Block.Group(id: $0.id))] } ?? body
    }
    return [
      .figure(
        Block.Figure(
          body, title: label?.title, id: label?.id, name: name, caption: caption, data: alternative,
          style: layout == .text ? nil : Style(layout.rawValue)))
    ]
  }
}
