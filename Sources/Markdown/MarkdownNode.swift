/// What is known of one node of a Markdown tree: a copy, without any pointer.
struct MarkdownNode: Hashable, Sendable {
  /// What kind of thing it is, as far as anybody asks.
  enum Kind: Hashable, Sendable {
    case heading(level: Int)
    case blockQuote
    case fence(info: String, length: Int)
    case paragraph
    case text
    case code
    case softBreak
    case link
    case image
    case html
    case footnoteReference
    case footnoteDefinition
    case table
    case tableHeader
    case tableCell
    case other
  }

  /// What kind of thing it is.
  let kind: Kind
  /// The number of the node that it stands in; nil for the document.
  let parent: Int?
  /// The text of a leaf, or the address of a link or image.
  let literal: String
  /// The title of a link or image, or the info string of a fence.
  let title: String
  /// The line on which it begins, from 1.
  let line: Int
  /// The byte of that line at which it begins, from 1; sometimes one short in table cells.
  let utf8Column: Int
  /// The line on which it ends.
  let lastLine: Int
}
