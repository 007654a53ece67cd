public import SourceText

/// A text and where it stands.
public struct Located: Hashable, Sendable {
  /// The text.
  public let text: String
  /// Where it begins.
  public let location: SourceLocation

  /// Creates a located text.
  public init(_ text: String, at location: SourceLocation) {
    self.text = text
    self.location = location
  }
}

/// What a document says about itself, in YAML between two lines of three hyphens.
public struct FrontMatter: Hashable, Sendable {
  /// The title as written: it may hold values in backticks.
  public internal(set) var title: Located?
  /// The sentence below the title: it may hold values in backticks.
  public internal(set) var subtitle: Located?
  /// Who wrote it; several authors are joined by commas.
  public internal(set) var author: Located?
  /// The date, such as 2026-03-01.
  public internal(set) var date: Located?
  /// The language of the text, such as "en" or "pt-BR".
  public internal(set) var lang = "en"
  /// How often the document is woven.
  public internal(set) var scope = Scope.report
  /// The file of reviews.
  public internal(set) var reviews: Located?
  /// The model folder.
  public internal(set) var model: Located?
  /// The attribution methods; empty where the document does not say.
  public internal(set) var methods: [Located] = []
  /// Options that hold for every chunk that takes them.
  public internal(set) var options: [Options.Item] = []
  /// Whether the page begins with a table of its headings.
  public internal(set) var toc = false

  /// The front matter of a document that has none.
  public init() {}

  /// The keys that front matter may have.
  public static let keys = [
    "title", "subtitle", "author", "date", "lang", "scope", "reviews", "model", "methods",
    "options", "toc",
  ]

  /// The options with some replaced by, and more added from, those of the command line.
  func options(overriddenBy parameters: [Options.Item]) -> [Options.Item] {
    let keys = Set(parameters.map(\.key))
    return options.filter { !keys.contains($0.key) } + parameters
  }
}
