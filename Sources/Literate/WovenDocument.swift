public import HTML
public import Markdown

/// A document with everything computed: what a page is made of.
public struct WovenDocument: Sendable {
  /// A heading of the document.
  public struct Heading: Hashable, Sendable {
    /// From 1 to 6.
    public let level: Int
    /// What links to it name.
    public let id: String
    /// Its text.
    public let text: String
  }

  /// The front matter's title with its values, else the first heading, else the file's name.
  public let title: String
  /// The front matter's subtitle with its values.
  public let subtitle: HTML?
  /// The text of the document, without the heading that became its title.
  public let html: HTML
  /// The headings in order, that one among them.
  public let headings: [Heading]
  /// The id of the heading that became the title, which the title has where it is shown; nil where the title stands in the
  /// front matter.
  public let titleID: String?
  /// What was claimed, in order.
  public let claims: [ClaimResult]
  /// The links that the author wrote.
  public let links: [MarkdownPage.Link]
  /// A table of the headings, where the document asks for one.
  public let contents: HTML?
}
