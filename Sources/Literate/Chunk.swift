public import SourceText

/// A kind of chunk: defines the output of a fenced block that begins with `{verb}`.
///
/// Adding a chunk takes one new type and one line in a ``Language``. The engine handles the label, the caption, the number,
/// `review=`, and options that the front matter sets for the whole document.
public protocol Chunk<Context>: Sendable {
  /// The data from which the chunk is computed.
  associatedtype Context: LiterateContext

  /// The word after the opening brace, such as "tokens".
  static var verb: String { get }

  /// A one-sentence summary of the output.
  static var summary: String { get }

  /// The scopes in which the chunk is allowed: a chunk that needs a review lists ``Scope/review`` only. With `review=` it is
  /// allowed everywhere.
  static var scopes: Set<Scope> { get }

  /// The needs that the context must meet, whatever the options.
  static var needs: Context.Need { get }

  /// The prefix of its labels: "fig", "tbl", "eq" or "chk"; nil if it takes no label.
  static var labelPrefix: String? { get }

  /// An example for `report chunks` and for the tests, which build it; by default the chunk without options.
  static var example: String { get }

  /// Reads the options and reports invalid ones, before any model is loaded.
  ///
  /// - Parameter options: The author's options, without `review`, `caption` and `alt`, which the engine handles.
  init(options: inout Options)

  /// What the chunk needs of each review, measured while the reviews are analysed; empty for a chunk about one review or the run.
  var measures: [ReviewMeasure<Context>] { get }

  /// The reviews that the chunk's own options name, besides `review`; the engine checks that they exist.
  var namedReviews: [Located<String>] { get }

  /// Computes the output; several chunks of a document may be computed at a time.
  ///
  /// - Parameter context: The results, with the chunk's review in focus.
  /// - Returns: The body and its surroundings, such as the caption.
  /// - Throws: Problems that depend on the results; the engine adds the chunk's location to those without one.
  func weave(in context: Context) throws(Diagnostics) -> ChunkOutput
}

extension Chunk {
  public static var scopes: Set<Scope> { Set(Scope.allCases) }

  public static var needs: Context.Need { Context.noNeed }

  public var measures: [ReviewMeasure<Context>] { [] }
  public var namedReviews: [Located<String>] { [] }

  public static var example: String { "```{\(verb)}\n```" }

  /// The options that the chunk accepts, as it declares them when none is given.
  public static var declarations: [Options.Declaration] {
    var options = Options(owner: "chunk '\(verb)'")
    _ = Self(options: &options)
    return options.declarations
  }
}
