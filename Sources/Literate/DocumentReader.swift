import HTML
import Markdown
import MathML
import SourceText

/// Resolves what the slots of a document say: every name, option, label and claim, before any model is loaded.
struct DocumentReader<Context: LiterateContext> {
  let language: Language<Context>
  let lines: SourceLines
  /// What the document says about itself, with the options of the command line.
  let frontMatter: FrontMatter
  /// The known reviews; nil when they are not known.
  let reviews: Set<String>?
  var labels = Labels()
  var problems = Diagnostics()
  /// Whether the document is read for the first time: what is only warned of need not be found again on every page.
  var isFirstReading = true
  /// The sections that may be left out.
  var sections = ConditionalSections<Context>()
  /// The conditions under which there is what links may name, by its id.
  var conditionsOfIDs: [String: Set<String>] = [:]
  /// What the document defines, for captions and the like.
  private(set) var definitions: [String: String] = [:]
  /// The links in captions and the like.
  private(set) var linksOfLines: [MarkdownPage.Link] = []
  /// The conditions of the sections around what is being read.
  private(set) var requirements: Set<String> = []
  /// The options that chunks of this document take.
  private(set) var takenOptions: Set<String> = ["review"]
  /// The reviews that are named.
  private(set) var namedReviews: [Located] = []

  /// The review that is in focus unless a chunk or a value says otherwise.
  var defaultReview: Located? {
    frontMatter.options.first { $0.key == "review" }.map { Located($0.value, at: $0.valueLocation) }
  }

  /// Resolves the slots of a page.
  mutating func parts(of page: MarkdownPage) -> [Part<Context>] {
    definitions = page.definitions
    let verbs = language.verbs
    let braces = page.slots.map { slot -> Braces? in
      guard case .fence = slot.content else { return nil }
      if let first = slot.words.first,
        let problem = ForeignSyntax.problem(ofFence: first, knowing: verbs)
      {
        problems.report(problem)
        return nil
      }
      return Braces(slot.words, verbs: verbs, problems: &problems)
    }
    readSections(of: page)
    // References may point forward, so all labels come first.
    for heading in page.headings {
      guard let label = heading.label else { continue }
      if LabelKind(of: label.text) == .section {
        let requirements = sections.requirements(ofLine: heading.line)
        labels.add(label, requiring: requirements, problems: &problems)
      } else {
        problems.report(
          Diagnostic(
            "the label of a heading begins with 'sec-', not '\(label.text)'", at: label.location))
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

  /// Resolves a line of Markdown; values in it are those of a review, when one is given.
  mutating func inlineText(
    _ text: String, at location: SourceLocation, review: Located? = nil
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

  /// Checks the front matter as it is written against what the document turned out to hold.
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

  /// Notes a review that is named, and reports one that is known not to exist.
  mutating func check(review: Located) {
    namedReviews.append(review)
    guard let reviews, !reviews.contains(review.text) else { return }
    problems.report(
      Diagnostic(
        "there is no review '\(review.text)'", at: review.location,
        hint: NearestName.hint(for: review.text, among: reviews.sorted())))
  }

  /// Gives a chunk its options; where it has none, those of the run hold, and then those of the front matter.
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
    return chunk
  }
}

extension Part {
  /// What stands where there was a problem.
  static var nothing: Part { .fixed(Filling(html: HTML(), text: "")) }
}
