import Blocks
import HTML
import Markdown
import SourceText

/// The text of a document after evaluating its conditions, with all names resolved.
struct DocumentText<Context: LiterateContext>: Sendable {
  let page: MarkdownPage
  /// The contents of the page's slots.
  let parts: [Part<Context>]
  /// The ids of the headings of the page.
  let headingIDs: [String]
  let title: InlineText<Context>?
  let subtitle: InlineText<Context>?
  /// The links of the page, its captions, claims and titles.
  let links: [MarkdownPage.Link]
  /// The page without the heading that is shown as its title; nil if the title comes from the front matter.
  let pageBelowTitle: MarkdownPage?

  /// Parses Markdown.
  ///
  /// - Parameters:
  ///   - text: The text, with empty lines in place of omitted sections.
  ///   - reader: Resolves names and collects problems.
  init(parsing text: String, by reader: inout DocumentReader<Context>) {
    page = MarkdownPage(
      parsing: text, in: reader.lines, findingLookalikes: reader.isFirstReading,
      problems: &reader.problems)
    parts = reader.parts(of: page)
    let (front, review) = (reader.frontMatter, reader.defaultReview)
    title = front.title.map { reader.inlineText($0.value, at: $0.location, review: review) }
    subtitle = front.subtitle.map { reader.inlineText($0.value, at: $0.location, review: review) }
    headingIDs = HeadingIDs.of(page.headings, labels: reader.labels)
    links = page.links + reader.linksOfLines
    pageBelowTitle = title == nil ? page.withoutTitle : nil
  }

  /// Fills all slots; headings come first, because references to sections show the headings' texts.
  func fillings(_ weaving: inout Weaving<Context>, jobs: Int) -> [SlotValue] {
    var early: [Int: SlotValue] = [:]
    for slot in page.headings.flatMap(\.text.slots) {
      early[slot] = weaving.filling(of: parts[slot])
    }
    let none = SlotValue("", text: "")
    let known = parts.indices.map { early[$0] ?? none }
    for heading in page.headings {
      guard let label = heading.label else { continue }
      weaving.sections[label.text] = page.text(heading.text, fillings: known)
    }
    return weaving.fillings(of: parts, known: early, jobs: jobs)
  }
}
