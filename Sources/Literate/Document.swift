import Foundation
import HTML
public import Markdown
public import SourceText

/// A parsed literate document: Markdown with chunks and values, all names resolved.
///
/// Every problem that does not depend on the results is found here, before a model is loaded. Weaving is cheap: the Markdown is
/// converted to HTML once, and only its slots are filled. If conditions omit sections, the remaining text is parsed again, so
/// it is woven and numbered as if those sections had never been there; pages for which the same sections remain share it.
public struct Document<Context: LiterateContext>: Sendable {
  /// The front matter.
  public let frontMatter: FrontMatter
  /// The document's chunks of the language, in order.
  public let chunks: [any Chunk<Context>]
  /// The reviews named by `review=`.
  public let namedReviews: [Located<String>]
  /// Problems that do not prevent weaving.
  public let warnings: [Diagnostic]
  /// The names of all options that the document's chunks accept.
  public let takenOptions: Set<String>
  /// The claims over all reviews.
  public let reviewClaims: [ReviewClaim<Context>]
  /// What the document's claims, conditions and chunks measure of each review.
  public let measures: [ReviewMeasure<Context>]
  /// The paths of the values that the document prints or tests.
  public let paths: Set<String>
  let claims: [PlacedChunk<Context>]
  /// The paths of the included documents, as shown in diagnostics.
  public let includedPaths: [String]
  /// The options that apply to the whole document and that one of its chunks accepts.
  public var parameters: [Options.Item] {
    frontMatter.options.filter { takenOptions.contains($0.key) }
  }
  /// The links that the author wrote.
  public var links: [MarkdownPage.Link] { text.links }
  /// The title as far as it is known without results: the words of the title in the front matter, as written if they contain
  /// values, or else the words of the first heading; nil if there is neither, or if the heading contains values.
  public var statedTitle: String? {
    if let title = frontMatter.title {
      guard let words = text.title?.page.headings.first?.text, words.slots.isEmpty else {
        return title.value
      }
      return words.literal
    }
    guard let heading = text.page.headings.first?.text, heading.slots.isEmpty, sections.isEmpty
    else { return nil }
    return heading.literal
  }
  private let text: DocumentText<Context>
  private let sections: ConditionalSections<Context>
  private let conditionsOfIDs: [String: Set<String>]
  /// The Markdown source, and a fresh reader, for documents with conditions.
  private let body: String
  private let reader: DocumentReader<Context>
  private let name: String
  private let remainders = ParsedRemainders<Context>()

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - language: The chunks and values that the document may name.
  ///   - reviews: The ids of the reviews; nil when they are not known.
  ///   - parameters: Options for the whole document, which override those of its front matter.
  ///   - reading: Reads the documents that it includes.
  /// - Throws: All problems that do not depend on the results, sorted by location.
  /// - Complexity: O(*n*) for ordinary documents.
  public init(
    parsing source: SourceFile, language: Language<Context>, reviews: ReviewNames? = nil,
    parameters: [Options.Item] = [],
    reading: (_ path: String) throws(Diagnostics) -> SourceFile = {
      path throws(Diagnostics) in
      try SourceFile(reading: path, limit: DocumentHead.sizeLimit)
    }
  ) throws(Diagnostics) {
    try self.init(
      parsing: AssembledDocument(DocumentHead(source), reading: reading), language: language,
      reviews: reviews, parameters: parameters)
  }

  /// Parses a document that was read with all that it includes.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - language: The chunks and values that the document may name.
  ///   - reviews: The ids of the reviews; nil when they are not known.
  ///   - parameters: Options for the whole document, which override those of its front matter.
  /// - Throws: All problems that do not depend on the results, sorted by location.
  /// - Complexity: O(*n*) for ordinary documents.
  package init(
    parsing document: AssembledDocument, language: Language<Context>, reviews: ReviewNames?,
    parameters: [Options.Item]
  ) throws(Diagnostics) {
    let written = document.front.frontMatter
    var effective = written
    effective.options = effective.options(overriddenBy: parameters)
    frontMatter = effective
    var reader = DocumentReader(
      language: language, lines: document.lines, frontMatter: effective, reviews: reviews)
    body = document.body
    self.reader = reader
    reader.problems = document.problems
    text = DocumentText(parsing: body, by: &reader)
    sections = reader.sections
    conditionsOfIDs = reader.conditionsOfIDs
    reader.checkFrontMatter(written)
    let placed = text.parts.compactMap { part in
      if case .chunk(let chunk) = part { chunk } else { nil }
    }
    chunks = placed.compactMap { chunk in
      if case .chunk(let content, _) = chunk.content { content } else { nil }
    }
    reviewClaims = placed.compactMap { chunk in
      guard case .check(let claim, _) = chunk.content, claim.quantifier != nil else { return nil }
      return ReviewClaim(claim: claim)
    }
    let claims = placed.flatMap { chunk -> [ReviewMeasure<Context>] in
      if case .check(let claim, _) = chunk.content { claim.measures } else { [] }
    }
    measures = ReviewMeasure.distinct(
      claims + sections.measures + chunks.flatMap { $0.measures })
    self.claims = placed.filter { chunk in
      if case .check = chunk.content { chunk.label != nil && chunk.review == nil } else { false }
    }
    var paths = reader.paths
    for case .check(let claim, _) in placed.map(\.content) {
      paths.formUnion(claim.condition.paths)
    }
    for condition in sections.conditions { paths.formUnion(condition.expression.paths) }
    self.paths = paths
    namedReviews = reader.namedReviews
    takenOptions = reader.takenOptions
    includedPaths = document.includedPaths
    warnings = reader.problems.sorted
    name = URL(filePath: document.source.path).deletingPathExtension().lastPathComponent
    if reader.problems.hasErrors { throw Diagnostics(warnings) }
  }

  /// Weaves the document.
  ///
  /// - Parameters:
  ///   - context: The results, with the right review in focus for a document of scope `review`.
  ///   - keepsBlocks: Whether the result includes the text as blocks.
  ///   - jobs: The number of chunks and values computed in parallel; the result does not depend on it.
  /// - Returns: The content of a page.
  /// - Throws: All problems that only the results reveal, such as a value that a review does not
  ///   have.
  /// - Complexity: O(*n*) in the length of the output, plus the cost of the chunks.
  public func weave(
    in context: Context, keepingBlocks keepsBlocks: Bool = false, jobs: Int = 1
  ) throws(Diagnostics) -> WovenDocument {
    var weaving = Weaving(context: context)
    let text = try text(&weaving)
    let page = text.page
    let title = text.title?.weave(&weaving)
    let subtitle = text.subtitle?.weave(&weaving)
    let fillings = text.fillings(&weaving, jobs: jobs)
    let headings = zip(page.headings, text.headingIDs).map { heading, id in
      WovenDocument.Heading(
        level: heading.level, id: id, text: page.text(heading.text, fillings: fillings))
    }
    if weaving.problems.hasErrors { throw Diagnostics(weaving.problems.sorted) }
    let shown = text.pageBelowTitle ?? page
    return WovenDocument(
      title: title?.text ?? headings.first?.text ?? name, subtitle: subtitle?.phrase,
      html: shown.html(fillings: fillings, headingIDs: text.headingIDs),
      blocks: keepsBlocks ? shown.blocks(fillings: fillings) : [],
      headings: headings,
      titleID: text.pageBelowTitle == nil ? nil : headings.first?.id,
      claims: weaving.claims, links: text.links,
      contents: frontMatter.toc ? Contents.html(of: headings) : nil)
  }

  /// Finds the chunks and values that are unavailable, before any review is analysed.
  ///
  /// Sections whose conditions need a review are skipped; their problems are found when the document is woven.
  ///
  /// - Parameter context: The run, without a review in focus.
  /// - Returns: The problems, each at its chunk or value.
  public func unavailability(in context: Context) -> [Diagnostic] {
    let check = AvailabilityCheck(context: context)
    var problems: [Diagnostic] = []
    let omitted = sections.omitted { condition in
      let found = condition.expression.problems(in: context)
      problems += found
      return found.isEmpty && (try? condition.expression.truth(in: context)) == condition.isWanted
    }
    // A text that cannot be read without these sections is diagnosed when it is woven.
    guard let text = try? text(without: omitted) else { return problems }
    return problems + check.problems(of: text)
  }

  /// Returns the text that remains after evaluating the conditions.
  private func text(_ weaving: inout Weaving<Context>) throws(Diagnostics) -> DocumentText<Context>
  {
    let omitted = sections.omitted { $0.holds(&weaving) }
    if weaving.problems.hasErrors { throw Diagnostics(weaving.problems.sorted) }
    return try text(without: omitted)
  }

  private func text(without omitted: Set<Int>) throws(Diagnostics) -> DocumentText<Context> {
    if omitted.isEmpty { return text }
    if let known = remainders[omitted] { return known }
    var reader = reader
    reader.isFirstReading = false
    let chosen = DocumentText(
      parsing: sections.remainder(of: body, without: omitted), by: &reader)
    if reader.problems.hasErrors { throw Diagnostics(reader.problems.sorted) }
    remainders[omitted] = chosen
    return chosen
  }

  /// Returns the conditions under which an id exists in the document.
  ///
  /// - Parameter id: The id, as links name it.
  /// - Returns: The conditions as written, such as "when=collapse.collapses"; empty if the target is unconditional or the id
  ///   does not exist.
  public func conditions(ofID id: String) -> [String] {
    (conditionsOfIDs[id] ?? []).sorted()
  }
}
