/// A copy of a Markdown node's properties, without any pointer.
struct MarkdownNode: Hashable, Sendable {
  /// The kinds of nodes that are distinguished.
  enum Kind: Hashable, Sendable {
    case heading(level: Int)
    case blockQuote
    case fence(info: String, length: Int)
    case paragraph
    case text
    case code
    case softBreak
    case lineBreak
    case emphasis
    case strong
    case deleted
    case list(start: Int?)
    case item(isDone: Bool?)
    case rule
    case literal
    case link
    case image
    case html
    case footnoteReference
    case footnoteDefinition
    case table
    case tableHeader
    case tableRow
    case tableCell
    case other
  }

  /// The kind.
  let kind: Kind
  /// The index of the parent node; nil for the document.
  let parent: Int?
  /// The text of a leaf, or the address of a link or image.
  let literal: String
  /// The title of a link or image, or the info string of a fence.
  let title: String
  /// The line on which the node begins, from 1.
  let line: Int
  /// The byte at which the node begins in that line, from 1; sometimes off by one in table cells.
  let utf8Column: Int
  /// The line on which the node ends.
  let lastLine: Int
}
