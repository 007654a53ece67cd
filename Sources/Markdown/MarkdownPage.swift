public import Blocks
public import HTML
public import SourceText

/// Markdown converted to HTML once, with slots for computed results.
///
/// The HTML is safe: the author's raw HTML is dropped, and addresses that run programs are rejected. Tables are in scrollable
/// regions, their numbers are aligned by class, headings have ids, and there are no `style` attributes.
///
///     var problems = Diagnostics()
///     let page = MarkdownPage(parsing: "# Review `{value id}`", in: lines, problems: &problems)
///     let html = page.html(fillings: [SlotValue(.strong("7"), text: "7")], headingIDs: ["review"])
///     // <h1 id="review">Review <strong>7</strong></h1>
public struct MarkdownPage: Sendable {
  /// A heading.
  public struct Heading: Hashable, Sendable {
    /// The level, from 1 to 6.
    public let level: Int
    /// The text, without its label.
    public let text: TextTemplate
    /// The label in the braces of `{#sec-x when=path}` at its end, without the number sign.
    public let label: Word?
    /// The other words in these braces.
    public let options: [Word]
    /// Whether it is outside lists, block quotes and footnotes.
    public let isTopLevel: Bool
    /// The location in the file.
    public let location: SourceLocation
    /// The corresponding line of the whole text.
    public let line: Int
  }

  /// A link or an image.
  public struct Link: Hashable, Sendable {
    /// The address.
    public let destination: String
    /// Whether it is an image.
    public let isImage: Bool
    /// The location in the file.
    public let location: SourceLocation
    /// The corresponding line of the whole text.
    public let line: Int
  }

  /// The slots in page order: footnotes come last.
  public let slots: [Slot]
  /// The headings, in the order of the page.
  public let headings: [Heading]
  /// The links, in the order of the page.
  public let links: [Link]
  /// If there are headings with options, the lines of the whole text that define footnotes or link references, which apply
  /// wherever they appear.
  public let definitionLines: Set<Int>
  /// The link reference and footnote definitions by lower-case name, for lines of the document that are parsed separately.
  public let definitions: [String: String]
  /// The parts before the title, of the title, and after it; a page without title has one part.
  private var parts: [HTMLTemplate<Mark>]
  private var tree: MarkdownTree

  /// Parses a document.
  ///
  /// - Parameters:
  ///   - text: The Markdown text. Its lines are those of the file; parts that are not Markdown are replaced by empty lines.
  ///   - lines: The file, for source locations.
  ///   - findingLookalikes: Whether to warn about syntax of other tools.
  ///   - problems: Collects the problems found.
  /// - Complexity: O(*n*) for ordinary text; hostile input can make cmark-gfm quadratic.
  public init(
    parsing text: String, in lines: SourceLines, findingLookalikes: Bool = true,
    problems: inout Diagnostics
  ) {
    var reader = PageReader(parsing: text, in: lines)
    reader.findsLookalikes = findingLookalikes
    self.init(from: &reader, problems: &problems)
  }

  /// Parses a single line of inline Markdown, such as a caption, as the text of a level-one heading without its tags.
  ///
  /// - Parameters:
  ///   - line: The text, on one line.
  ///   - lines: The file, for source locations.
  ///   - location: The location where the line begins in the file.
  ///   - definitions: The document's definitions, which also apply to the line. A footnote is a problem: its number belongs to
  ///     the text, and the line is not part of it.
  ///   - findingLookalikes: Whether to warn about syntax of other tools.
  ///   - problems: Collects the problems found.
  public init(
    parsingLine line: String, in lines: SourceLines, at location: SourceLocation,
    definitions: [String: String] = [:], findingLookalikes: Bool = true,
    problems: inout Diagnostics
  ) {
    // Only a heading's text cannot become a list or a quote, whatever it begins with. The closing number sign keeps cmark-gfm
    // from treating a number sign at the end of the text as one.
    let text = String(line.map { $0.isNewline ? " " : $0 })
    let names = text.contains("[") && !definitions.isEmpty ? Definitions.names(in: text) : []
    let defined = names.compactMap { definitions[$0] }.map { "\n\n\($0)" }.joined()
    var reader = PageReader(
      parsing: "# \(text) #\(defined)", in: lines, lineOffset: lines.line(of: location) - 1,
      columnOffset: lines.utf8Column(of: location) - 3)
    reader.findsLookalikes = findingLookalikes
    self.init(from: &reader, problems: &problems)
  }

  /// Whether a text ends inside an unclosed block, so that any following text would belong to that block.
  ///
  /// - Parameter text: Markdown.
  /// - Returns: Whether its last fence or comment is unclosed.
  /// - Complexity: O(*n*) for ordinary text.
  public static func endsInsideOfBlock(_ text: String) -> Bool {
    let end = "the end"
    let nodes = MarkdownDocument(parsing: "\(text)\n\n\(end)\n").nodes
    return !nodes.contains { node in
      node.literal == end && node.kind == .text
        && node.parent.map { nodes[$0].kind == .paragraph && nodes[$0].parent == 0 } == true
    }
  }

  private init(from reader: inout PageReader, problems: inout Diagnostics) {
    reader.read()
    parts = reader.dressedMarkup()
    tree = reader.tree
    slots = reader.slots
    headings = reader.headings
    links = reader.links
    definitionLines = reader.definitionLines
    definitions = reader.definitions
    problems.report(contentsOf: reader.problems)
  }

  /// The page without the heading that serves as its title: the first heading, if it has level one and is outside lists and
  /// block quotes; nil if there is no such heading.
  public var withoutTitle: MarkdownPage? {
    guard let first = headings.first, first.level == 1, first.isTopLevel, parts.count == 3
    else { return nil }
    var page = self
    page.parts.remove(at: 1)
    page.tree.removeFirstHeading()
    return page
  }

  /// Returns the page with its slots filled.
  ///
  /// - Parameters:
  ///   - fillings: One filling for each of ``slots``.
  ///   - headingIDs: One id for each of ``headings``.
  /// - Returns: The HTML of the whole document, or the inline HTML of a line.
  /// - Complexity: O(*n*) in the length of the result.
  public func html(fillings: [SlotValue], headingIDs: [String] = []) -> HTML {
    precondition(fillings.count == slots.count, "\(slots.count) slots, \(fillings.count) fillings")
    var html = HTML()
    for part in parts {
      part.fill(into: &html) { gap in
        switch gap {
        case .markup(let slot): fillings[slot].content.html
        case .text(let slot): HTML(text: fillings[slot].text)
        case .headingID(let heading):
          HTML(text: headingIDs.indices.contains(heading) ? headingIDs[heading] : "")
        }
      }
    }
    return html
  }

  /// Returns the page as blocks with its slots filled, for formats other than HTML.
  ///
  /// - Parameter fillings: One filling for each of ``slots``.
  /// - Returns: The blocks, with the texts of footnotes at the end.
  /// - Complexity: O(*n*) in the length of the page.
  public func blocks(fillings: [SlotValue]) -> [Block] {
    precondition(fillings.count == slots.count, "\(slots.count) slots, \(fillings.count) fillings")
    return tree.blocks.filled(
      phrases: { fillings[$0].content.phrase }, blocks: { fillings[$0].content })
  }

  /// Returns a line as a phrase with its slots filled: the HTML of ``html(fillings:headingIDs:)`` for pages, and its words for
  /// other formats.
  public func phrase(fillings: [SlotValue]) -> Phrase {
    var words = Phrase()
    for case .heading(let phrase, _, _) in blocks(fillings: fillings).prefix(1) { words = phrase }
    return Phrase(.rendered(html(fillings: fillings), elsewhere: words))
  }

  /// Returns a heading's text with its slots filled.
  ///
  /// - Parameters:
  ///   - text: A text of ``headings``.
  ///   - fillings: One filling for each of ``slots``.
  /// - Returns: Plain text.
  public func text(_ text: TextTemplate, fillings: [SlotValue]) -> String {
    precondition(fillings.count == slots.count, "\(slots.count) slots, \(fillings.count) fillings")
    return text.filled { fillings[$0].text }
  }
}
