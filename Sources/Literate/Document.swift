import Foundation
import HTML
public import Markdown
public import SourceText

/// A literate document, understood: Markdown with chunks and values, all names resolved.
///
/// Everything that can be wrong without knowing the results is found here, before a model is loaded. Weaving is
/// cheap: the Markdown was made into HTML once, and only its slots are filled.
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
  public var links: [MarkdownPage.Link] { page.links }
  private let page: MarkdownPage
  private let parts: [Part<Context>]
  private let headingIDs: [String]
  private let title: InlineText<Context>?
  private let subtitle: InlineText<Context>?
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
    reader.problems = assembly.problems
    page = MarkdownPage(parsing: body, in: lines, problems: &reader.problems)
    parts = reader.parts(of: page)
    let review = reader.defaultReview
    title = frontMatter.title.map { reader.inlineText($0.text, at: $0.location, review: review) }
    subtitle = frontMatter.subtitle.map {
      reader.inlineText($0.text, at: $0.location, review: review)
    }
    reader.checkFrontMatter(front.frontMatter)
    let placed = parts.compactMap { part in
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
    headingIDs = Slug.ids(for: page.headings, labels: reader.labels)
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
    let title = title?.weave(&weaving)
    let subtitle = subtitle?.weave(&weaving)
    let fillings = fillings(&weaving)
    let headings = zip(page.headings, headingIDs).map { heading, id in
      WovenDocument.Heading(
        level: heading.level, id: id, text: page.text(heading.text, fillings: fillings))
    }
    if weaving.problems.hasErrors { throw Diagnostics(weaving.problems.sorted) }
    return WovenDocument(
      title: title?.text ?? headings.first?.text ?? name, subtitle: subtitle?.html,
      html: page.html(fillings: fillings, headingIDs: headingIDs), headings: headings,
      claims: weaving.claims, links: page.links,
      contents: frontMatter.toc ? Contents.html(of: headings) : nil)
  }

  /// Fills all slots; those in headings come first, because references to sections show the headings' texts.
  private func fillings(_ weaving: inout Weaving<Context>) -> [Filling] {
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
