public import SourceText

/// The metadata of a document, in YAML between two lines of three hyphens.
public struct FrontMatter: Hashable, Sendable {
  /// The title as written; it may contain values in backticks.
  public internal(set) var title: Located<String>?
  /// The subtitle; it may contain values in backticks.
  public internal(set) var subtitle: Located<String>?
  /// The author; several authors are joined by commas.
  public internal(set) var author: Located<String>?
  /// The date, such as 2026-03-01.
  public internal(set) var date: Located<String>?
  /// The language of the text, such as "en" or "pt-BR".
  public internal(set) var lang = "en"
  /// Whether the document is woven once or once per review.
  public internal(set) var scope = Scope.report
  /// The path of the reviews.
  public internal(set) var reviews: Located<String>?
  /// The model folder.
  public internal(set) var model: Located<String>?
  /// The attribution methods; empty if the document does not name any.
  public internal(set) var methods: [Located<String>] = []
  /// Options for every chunk that accepts them.
  public internal(set) var options: [Options.Item] = []
  /// The rule that chooses the review in focus of a document that is woven once.
  public internal(set) var focus = Focus.first
  /// Whether the page begins with a table of its headings.
  public internal(set) var toc = false

  /// A rule that chooses the review in focus.
  public enum Focus: String, CaseIterable, Sendable {
    /// The first review.
    case first
    /// A review that serves as an example, by a rule of the context.
    case example
  }

  /// Creates empty front matter.
  public init() {}

  /// The keys allowed in front matter.
  public static let keys = [
    "title", "subtitle", "author", "date", "lang", "scope", "reviews", "model", "methods",
    "options", "toc", "focus",
  ]

  /// Returns the options, overridden and extended by those of the command line.
  func options(overriddenBy parameters: [Options.Item]) -> [Options.Item] {
    let keys = Set(parameters.map(\.key))
    return options.filter { !keys.contains($0.key) } + parameters
  }
}
