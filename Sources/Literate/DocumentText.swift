import HTML
import Markdown

/// The text of a document, or what its conditions leave of it, with all names resolved.
struct DocumentText<Context: LiterateContext>: Sendable {
  let page: MarkdownPage
  /// What comes into the slots of the page.
  let parts: [Part<Context>]
  /// The ids of the headings of the page.
  let headingIDs: [String]
  let title: InlineText<Context>?
  let subtitle: InlineText<Context>?
  /// The links of the page, its captions, claims and titles.
  let links: [MarkdownPage.Link]
  /// The page without the heading that is shown as its title; nil where the title stands in the front matter.
  let pageBelowTitle: MarkdownPage?

  /// Parses Markdown.
  ///
  /// - Parameters:
  ///   - text: The text, with empty lines in place of what is not woven.
  ///   - reader: Resolves names, and takes what is wrong with them.
  init(parsing text: String, by reader: inout DocumentReader<Context>) {
    page = MarkdownPage(
      parsing: text, in: reader.lines, findingLookalikes: reader.isFirstReading,
      problems: &reader.problems)
    parts = reader.parts(of: page)
    let (front, review) = (reader.frontMatter, reader.defaultReview)
    title = front.title.map { reader.inlineText($0.text, at: $0.location, review: review) }
    subtitle = front.subtitle.map { reader.inlineText($0.text, at: $0.location, review: review) }
    headingIDs = Slug.ids(for: page.headings, labels: reader.labels)
    links = page.links + reader.linksOfLines
    pageBelowTitle = title == nil ? page.withoutTitle : nil
  }

  /// Fills all slots; those in headings come first, because references to sections show the headings' texts.
  func fillings(_ weaving: inout Weaving<Context>) -> [Filling] {
    var early: [Int: Filling] = [:]
    for slot in page.headings.flatMap(\.text.slots) {
      early[slot] = weaving.filling(of: parts[slot])
    }
    let none = Filling(html: HTML(), text: "")
    let known = parts.indices.map { early[$0] ?? none }
    for heading in page.headings {
      guard let label = heading.label else { continue }
      weaving.sections[label.text] = page.text(heading.text, fillings: known)
    }
    return parts.indices.map { early[$0] ?? weaving.filling(of: parts[$0]) }
  }
}
