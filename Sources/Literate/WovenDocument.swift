public import Blocks
public import HTML
public import Markdown

/// A woven document: the content of a page.
public struct WovenDocument: Sendable {
  /// A heading of the document.
  public struct Heading: Hashable, Sendable {
    /// The level, from 1 to 6.
    public let level: Int
    /// The id for links.
    public let id: String
    /// Its text.
    public let text: String
  }

  /// The title from the front matter with its values, or else the first heading, or else the file's
  /// name.
  public let title: String
  /// The subtitle from the front matter with its values.
  public let subtitle: Phrase?
  /// The text of the document, without the heading that became its title.
  public let html: HTML
  /// The same text as blocks, for other formats; empty unless they were requested.
  public let blocks: [Block]
  /// The headings in order, including the one that became the title.
  public let headings: [Heading]
  /// The id of the heading that became the title, kept where the title is shown; nil if the title comes from the front matter.
  public let titleID: String?
  /// The results of the claims, in order.
  public let claims: [ClaimResult]
  /// The links that the author wrote.
  public let links: [MarkdownPage.Link]
  /// A table of the headings, if the document requests one.
  public let contents: HTML?
}
