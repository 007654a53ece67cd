import Foundation
import HTML
public import Markdown
public import SourceText

/// A literate document, understood: Markdown with chunks and values, all names resolved.
///
/// Everything that can be wrong without knowing the results is found here, before a model is loaded. Weaving is
/// cheap: the Markdown was made into HTML once, and only its slots are filled. Where a condition leaves sections out, what
/// remains is parsed again, so that it is woven and numbered as if they had never been there.
public struct Document<Context: LiterateContext>: Sendable {
  /// What it says about itself.
  public let frontMatter: FrontMatter
  /// The chunks of the language that it holds, in order.
  public let chunks: [any Chunk<Context>]
  /// The reviews that it names by `review=`.
  public let namedReviews: [Located]
  /// What is odd but can be woven.
  public let warnings: [Diagnostic]
  /// The names of all options that its chunks take.
  public let takenOptions: Set<String>
  /// The claims over all reviews.
  public let reviewClaims: [ReviewClaim<Context>]
  /// The paths of the documents that are included, as diagnostics name them.
  public let includedPaths: [String]
  /// The options that hold for the whole document and that one of its chunks takes.
  public var parameters: [Options.Item] {
    frontMatter.options.filter { takenOptions.contains($0.key) }
  }
  /// The links that the author wrote.
  public var links: [MarkdownPage.Link] { text.links }
  /// The title as far as it is known without results: that of the front matter as written, else the words of the first
  /// heading; nil where there is neither, or where these words hold values.
  public var statedTitle: String? {
    if let title = frontMatter.title { return title.text }
    guard let heading = text.page.headings.first?.text, heading.slots.isEmpty, sections.isEmpty
    else { return nil }
    return heading.literal
  }
  private let text: DocumentText<Context>
  private let sections: ConditionalSections<Context>
  private let conditionsOfIDs: [String: Set<String>]
  /// The Markdown, and a reader that has not begun, for documents with conditions.
  private let body: String
  private let reader: DocumentReader<Context>
  private let name: String

  /// The largest document that is read, in bytes.
  public static var sizeLimit: Int { 4 << 20 }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - language: The chunks and values that it may name.
  ///   - reviews: The ids of the reviews; nil when they are not known yet.
  ///   - parameters: Options that hold for the whole document and count more than those of its front matter.
  ///   - reading: Reads the documents that it includes.
  /// - Throws: All problems that can be known without results, sorted by place.
  /// - Complexity: O(*n*) for what people write.
  public init(
    parsing source: SourceFile, language: Language<Context>, reviews: Set<String>? = nil,
    parameters: [Options.Item] = [],
    reading: (_ path: String) throws(Diagnostic) -> SourceFile = {
      path throws(Diagnostic) in
      try SourceFile(reading: path, limit: Self.sizeLimit)
    }
  ) throws(Diagnostics) {
    let file = try SourceCheck.readable(source, limit: Self.sizeLimit)
    var assembly = Assembly(limit: Self.sizeLimit)
    let (lines, body, front) = assembly.assemble(file, reading: reading)
    var effective = front.frontMatter
    effective.options = effective.options(overriddenBy: parameters)
    frontMatter = effective
    var reader = DocumentReader(
      language: language, lines: lines, frontMatter: effective, reviews: reviews)
    self.body = body
    self.reader = reader
    reader.problems = assembly.problems
    text = DocumentText(parsing: body, by: &reader)
    sections = reader.sections
    conditionsOfIDs = reader.conditionsOfIDs
    reader.checkFrontMatter(front.frontMatter)
    let placed = text.parts.compactMap { part in
      if case .chunk(let chunk) = part { chunk } else { nil }
    }
    chunks = placed.compactMap { chunk in
      if case .chunk(let content) = chunk.content { content } else { nil }
    }
    reviewClaims = placed.compactMap { chunk in
      guard case .check(let claim, _) = chunk.content, claim.quantifier != nil else { return nil }
      return ReviewClaim(claim: claim)
    }
    namedReviews = reader.namedReviews
    takenOptions = reader.takenOptions
    includedPaths = assembly.paths
    warnings = reader.problems.sorted
    name = URL(filePath: source.path).deletingPathExtension().lastPathComponent
    if reader.problems.hasErrors { throw Diagnostics(warnings) }
  }

  /// Computes the document.
  ///
  /// - Parameter context: The results, with the right review in focus for a document of scope `review`.
  /// - Returns: What a page is made of.
  /// - Throws: All problems that only the results show, such as a value that a review has not.
  /// - Complexity: O(*n*) in the length of the result, beside what its chunks cost.
  public func weave(in context: Context) throws(Diagnostics) -> WovenDocument {
    var weaving = Weaving(context: context)
    let text = try text(&weaving)
    let page = text.page
    let title = text.title?.weave(&weaving)
    let subtitle = text.subtitle?.weave(&weaving)
    let fillings = text.fillings(&weaving)
    let headings = zip(page.headings, text.headingIDs).map { heading, id in
      WovenDocument.Heading(
        level: heading.level, id: id, text: page.text(heading.text, fillings: fillings))
    }
    if weaving.problems.hasErrors { throw Diagnostics(weaving.problems.sorted) }
    return WovenDocument(
      title: title?.text ?? headings.first?.text ?? name, subtitle: subtitle?.html,
      html: (text.pageBelowTitle ?? page).html(fillings: fillings, headingIDs: text.headingIDs),
      headings: headings,
      titleID: text.pageBelowTitle == nil ? nil : headings.first?.id,
      claims: weaving.claims, links: text.links,
      contents: frontMatter.toc ? Contents.html(of: headings) : nil)
  }

  /// What conditions leave of the text.
  private func text(_ weaving: inout Weaving<Context>) throws(Diagnostics) -> DocumentText<Context>
  {
    let remainder = sections.remainder(of: body, &weaving)
    if weaving.problems.hasErrors { throw Diagnostics(weaving.problems.sorted) }
    guard let remainder else { return text }
    var reader = reader
    reader.isFirstReading = false
    let chosen = DocumentText(parsing: remainder, by: &reader)
    if reader.problems.hasErrors { throw Diagnostics(reader.problems.sorted) }
    return chosen
  }

  /// The conditions under which the document has what an id names.
  ///
  /// - Parameter id: The id, as links name it.
  /// - Returns: The conditions as written, such as "when=collapse.collapses"; none where it is always there, or where
  ///   nothing has the id.
  public func conditions(ofID id: String) -> [String] {
    (conditionsOfIDs[id] ?? []).sorted()
  }
}
