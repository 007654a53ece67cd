public import SourceText

/// A kind of chunk: what a fenced block that begins with `{verb}` becomes.
///
/// Adding one is one new type and one line in a ``Language``. The engine takes care of the label, the caption,
/// the number, `review=`, and of options that the front matter sets for the whole document.
public protocol Chunk<Context>: Sendable {
  /// What it is computed from.
  associatedtype Context: LiterateContext

  /// The word behind the brace, such as "tokens".
  static var verb: String { get }

  /// What it shows, in one sentence.
  static var summary: String { get }

  /// The scopes in which it may stand: a chunk that needs a review says ``Scope/review`` alone. With `review=` it
  /// may stand everywhere.
  static var scopes: Set<Scope> { get }

  /// How its labels begin: "fig", "tbl", "eq" or "chk"; nil when it takes no label.
  static var labelPrefix: String? { get }

  /// How it is written, for `report chunks` and the tests, which build it; the chunk without options if nothing else is
  /// said.
  static var example: String { get }

  /// Reads the options, and reports what is wrong with them, before any model is loaded.
  ///
  /// - Parameter options: What the author wrote, without `review`, `caption` and `alt`, which are the engine's.
  init(options: inout Options)

  /// Computes what is shown.
  ///
  /// - Parameter context: What it is computed from, with the right review in focus.
  /// - Returns: The body and what goes around it.
  /// - Throws: Problems that could not be known before; the engine puts the chunk's place to those without one.
  func weave(in context: Context) throws(Diagnostics) -> ChunkOutput
}

extension Chunk {
  public static var scopes: Set<Scope> { Set(Scope.allCases) }

  public static var example: String { "```{\(verb)}\n```" }

  /// The options that it takes, as it declares them when none is given.
  public static var declarations: [Options.Declaration] {
    var options = Options(owner: "chunk '\(verb)'")
    _ = Self(options: &options)
    return options.declarations
  }
}
