public import HTML
public import SourceText

/// A Markdown text made into HTML once, with slots for what is computed.
///
/// The HTML is safe: raw HTML of the author is dropped, and addresses that run programs are refused. Tables sit in
/// regions that scroll, their numbers are aligned by class, headings have ids, and there is no `style`.
///
///     var problems = Diagnostics()
///     let page = MarkdownPage(parsing: "# Review `{value id}`", in: lines, problems: &problems)
///     let html = page.html(fillings: [Filling(html: "<b>7</b>", text: "7")], headingIDs: ["review"])
///     // <h1 id="review">Review <b>7</b></h1>
public struct MarkdownPage: Sendable {
  /// A heading.
  public struct Heading: Hashable, Sendable {
    /// From 1 to 6.
    public let level: Int
    /// Its text, without its label.
    public let text: GappedText
    /// The label in the braces of `{#sec-x when=path}` at its end, without the number sign.
    public let label: Word?
    /// The other words in these braces.
    public let options: [Word]
    /// Whether it stands in no list, no quote and no footnote.
    public let isTopLevel: Bool
    /// Where it stands.
    public let location: SourceLocation
    /// The line of the whole text where that is.
    public let line: Int
  }

  /// A link or the address of an image.
  public struct Link: Hashable, Sendable {
    /// Where it leads.
    public let destination: String
    /// Whether an image is shown from there.
    public let isImage: Bool
    /// Where it stands.
    public let location: SourceLocation
    /// The line of the whole text where that is.
    public let line: Int
  }

  /// What waits to be filled, in the order of the page: footnotes come last.
  public let slots: [Slot]
  /// The headings, in the order of the page.
  public let headings: [Heading]
  /// The links, in the order of the page.
  public let links: [Link]
  /// Where there are headings with options, the lines of the whole text that define footnotes or the addresses of links,
  /// which hold wherever they stand.
  public let definitionLines: Set<Int>
  /// What defines the addresses of links, and the footnotes, by the name in lower case, for lines of the document that
  /// stand elsewhere.
  public let definitions: [String: String]
  private var markup: GappedText

  /// Parses a document.
  ///
  /// - Parameters:
  ///   - text: The Markdown text. Its lines are those of the file; what is not Markdown is left out as empty lines.
  ///   - lines: The file, for the places.
  ///   - findingLookalikes: Whether another tool's syntax is warned of.
  ///   - problems: Takes what is wrong with it.
  /// - Complexity: O(*n*) for what people write; hostile input can make cmark-gfm quadratic.
  public init(
    parsing text: String, in lines: SourceLines, findingLookalikes: Bool = true,
    problems: inout Diagnostics
  ) {
    var reader = PageReader(parsing: text, in: lines)
    reader.findsLookalikes = findingLookalikes
    self.init(from: &reader, problems: &problems)
  }

  /// Parses a single line of inline Markdown, such as a caption, as the text of a heading of level one without
  /// its tags.
  ///
  /// - Parameters:
  ///   - line: The text, in one line.
  ///   - lines: The file, for the places.
  ///   - location: Where in the file it begins.
  ///   - definitions: Those of the document, which hold in the line too. A footnote is a problem: its number belongs to
  ///     the text, which the line is no part of.
  ///   - findingLookalikes: Whether another tool's syntax is warned of.
  ///   - problems: Takes what is wrong with it.
  public init(
    parsingLine line: String, in lines: SourceLines, at location: SourceLocation,
    definitions: [String: String] = [:], findingLookalikes: Bool = true,
    problems: inout Diagnostics
  ) {
    // Only a heading's text can't become a list or a quote, whatever it begins with. The second sign
    // keeps cmark-gfm from taking a number sign at the end of the text for one.
    let text = String(line.map { $0.isNewline ? " " : $0 })
    let names = text.contains("[") && !definitions.isEmpty ? Definitions.names(in: text) : []
    let defined = names.compactMap { definitions[$0] }.map { "\n\n\($0)" }.joined()
    var reader = PageReader(
      parsing: "# \(text) #\(defined)", in: lines, lineOffset: lines.line(of: location) - 1,
      columnOffset: lines.utf8Column(of: location) - 3)
    reader.findsLookalikes = findingLookalikes
    self.init(from: &reader, problems: &problems)
  }

  /// Whether a text ends inside of a block that it never closes, so that what follows it would belong to that block.
  ///
  /// - Parameter text: Markdown.
  /// - Returns: Whether its last fence or comment is open.
  /// - Complexity: O(*n*) for what people write.
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
    markup = reader.dressedMarkup()
    slots = reader.slots
    headings = reader.headings
    links = reader.links
    definitionLines = reader.definitionLines
    definitions = reader.definitions
    problems.report(contentsOf: reader.problems)
  }

  /// The page without the heading that its title was taken from: the first, where that is of level one and stands in no
  /// list and no quote; nil where there is no such heading.
  public var withoutTitle: MarkdownPage? {
    guard let first = headings.first, first.level == 1, first.isTopLevel else { return nil }
    var page = self
    page.markup.removeElement("h1", around: .headingID(0))
    return page
  }

  /// The page with its slots filled.
  ///
  /// - Parameters:
  ///   - fillings: One for each of ``slots``.
  ///   - headingIDs: One for each of ``headings``.
  /// - Returns: The HTML of the whole document, or the phrase of a line.
  /// - Complexity: O(*n*) in the length of the result.
  public func html(fillings: [Filling], headingIDs: [String] = []) -> HTML {
    precondition(fillings.count == slots.count, "\(slots.count) slots, \(fillings.count) fillings")
    return HTML(
      trusting: markup.filled { gap in
        switch gap {
        case .markup(let slot): fillings[slot].html.markup
        case .text(let slot): HTML(text: fillings[slot].text).markup
        case .headingID(let heading):
          HTML(text: headingIDs.indices.contains(heading) ? headingIDs[heading] : "").markup
        }
      })
  }

  /// A heading's text with its slots filled.
  ///
  /// - Parameters:
  ///   - text: A text of ``headings``.
  ///   - fillings: One for each of ``slots``.
  /// - Returns: Plain text.
  public func text(_ text: GappedText, fillings: [Filling]) -> String {
    precondition(fillings.count == slots.count, "\(slots.count) slots, \(fillings.count) fillings")
    return text.filled { gap in
      switch gap {
      case .markup(let slot), .text(let slot): fillings[slot].text
      case .headingID: ""
      }
    }
  }
}
