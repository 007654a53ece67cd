import Blocks
import HTML
import Markdown
import MathML
import SourceText

/// Resolves the slots of a document: every name, option, label and claim, before any model is loaded.
struct DocumentReader<Context: LiterateContext> {
  let language: Language<Context>
  let lines: SourceLines
  /// The front matter, with the options of the command line.
  let frontMatter: FrontMatter
  /// The ids of the reviews; nil if they are not known yet.
  let reviews: ReviewNames?
  var labels = Labels()
  var problems = Diagnostics()
  /// Whether this is the first reading; warnings need not be repeated for every page.
  var isFirstReading = true
  /// The conditional sections.
  var sections = ConditionalSections<Context>()
  /// The conditions of each link target, by id.
  var conditionsOfIDs: [String: Set<String>] = [:]
  /// The link and footnote definitions of the document, for captions and other separate lines.
  private(set) var definitions: [String: String] = [:]
  /// The links in captions and other separate lines.
  private(set) var linksOfLines: [MarkdownPage.Link] = []
  /// The conditions of the sections around the current position.
  private(set) var requirements: Set<String> = []
  /// The options that this document's chunks accept.
  private(set) var takenOptions: Set<String> = ["review"]
  /// The reviews that the document names.
  private(set) var namedReviews: [Located<String>] = []
  /// The paths of the values that the document prints.
  var paths: Set<String> = []
  /// The number of chunks of the page so far, by verb.
  private(set) var occurrences: [String: Int] = [:]

  /// The review in focus unless a chunk or a value names another.
  var defaultReview: Located<String>? {
    frontMatter.options.first { $0.key == "review" }.map { Located($0.value, at: $0.valueLocation) }
  }

  /// Resolves the slots of a page.
  mutating func parts(of page: MarkdownPage) -> [Part<Context>] {
    definitions = page.definitions
    occurrences = [:]
    let verbs = language.verbs
    let braces = page.slots.map { slot -> ChunkHeader? in
      guard case .fence = slot.content else { return nil }
      if let first = slot.words.first,
        let problem = ForeignSyntax.problem(ofFence: first, knowing: verbs)
      {
        problems.report(problem)
        return nil
      }
      return ChunkHeader(slot.words, verbs: verbs, problems: &problems)
    }
    readSections(of: page)
    // References may point forward, so all labels are collected first.
    for heading in page.headings {
      guard let label = heading.label else { continue }
      if LabelKind(of: label.text) == .section {
        let requirements = sections.requirements(ofLine: heading.line)
        labels.add(label, requiring: requirements, problems: &problems)
      } else {
        problems.report(
          Diagnostic(
            "the label of a heading must begin with 'sec-'; found '\(label.text)'",
            at: label.location))
      }
    }
    for (slot, braces) in zip(page.slots, braces) {
      guard let label = braces?.label else { continue }
      let requirements = sections.requirements(ofLine: slot.line)
      labels.add(label, requiring: requirements, problems: &problems)
    }
    noteConditions(of: page)
    defer { requirements = [] }
    return zip(page.slots, braces).map { slot, braces in
      requirements = sections.requirements(ofLine: slot.line)
      switch slot.content {
      case .span(let around): return span(slot, around, review: defaultReview)
      case .fence(let fence):
        return braces.flatMap { block($0, fence, at: slot.location).map(Part.chunk) } ?? .nothing
      }
    }
  }

  /// Resolves a line of Markdown; its values refer to a review, if one is given.
  mutating func inlineText(
    _ text: String, at location: SourceLocation, review: Located<String>? = nil
  ) -> InlineText<Context> {
    let page = MarkdownPage(
      parsingLine: text, in: lines, at: location, definitions: definitions,
      findingLookalikes: isFirstReading, problems: &problems)
    linksOfLines += page.links
    for link in page.links { checkConditions(of: link, where: requirements) }
    let parts = page.slots.map { slot -> Part<Context> in
      guard case .span(let around) = slot.content else { return .nothing }
      return span(slot, around, review: review)
    }
    return InlineText(page: page, parts: parts)
  }

  /// Checks the front matter as written against the contents of the document.
  mutating func checkFrontMatter(_ written: FrontMatter) {
    for item in written.options where !takenOptions.contains(item.key) {
      problems.report(
        Diagnostic(
          "no chunk of this document has the option '\(item.key)'", at: item.keyLocation,
          hint: NearestName.of(item.key, among: takenOptions.sorted()).map {
            "did you mean '\($0)'?"
          }))
    }
    if let defaultReview { check(review: defaultReview) }
  }

  /// Records a named review, and reports one that does not exist.
  mutating func check(review: Located<String>) {
    namedReviews.append(review)
    guard let reviews, !reviews.contains(review.value) else { return }
    problems.report(
      Diagnostic(
        "there is no review '\(review.value)'", at: review.location,
        hint: NearestName.hint(for: review.value, among: reviews.all().sorted())))
  }

  /// Counts a chunk, and returns the number of preceding chunks with the same verb.
  mutating func occurrence(of verb: String) -> Int {
    defer { occurrences[verb, default: 0] += 1 }
    return occurrences[verb, default: 0]
  }

  /// Passes options to a chunk; those it does not set come from the run, then from the front matter.
  mutating func make(
    _ type: any Chunk<Context>.Type, _ options: Options
  ) -> any Chunk<Context> {
    var options = options
    let engineOptions = options.declarations.count
    options.fallBack(on: language.defaults + frontMatter.options)
    let chunk = type.init(options: &options)
    takenOptions.formUnion(options.declarations.dropFirst(engineOptions).map(\.key))
    options.finish()
    problems.report(contentsOf: options.problems)
    for review in chunk.namedReviews { check(review: review) }
    return chunk
  }
}

extension Part {
  /// A placeholder for a part with a problem.
  static var nothing: Part { .fixed(SlotValue("", text: "")) }
}
