public import SourceText

/// The chunks and values that documents may name.
public struct Language<Context: LiterateContext>: Sendable {
  /// The kinds of chunks beside `math` and `check`, which every language has.
  public let chunks: [any Chunk<Context>.Type]
  /// The values.
  public let values: [ValuePath<Context>]
  /// Options of the run, which hold in every chunk that has them and gives no value of its own.
  let defaults: [Options.Item]
  private let chunksByVerb: [String: any Chunk<Context>.Type]
  private let valuesByPath: [String: ValuePath<Context>]

  /// Creates a language.
  ///
  /// Of two chunks with one verb, or two values with one path, the first counts.
  public init(
    chunks: [any Chunk<Context>.Type], values: [ValuePath<Context>],
    defaults: [Options.Item] = []
  ) {
    self.defaults = defaults
    self.chunks = chunks
    self.values = values
    chunksByVerb = Dictionary(chunks.map { ($0.verb, $0) }) { first, _ in first }
    valuesByPath = Dictionary(values.map { ($0.path, $0) }) { first, _ in first }
  }

  /// What every kind of chunk is for and which options it takes, by verb.
  public var descriptions: [ChunkDescription] {
    (chunks.map { ChunkDescription($0) } + [.math, .check]).sorted { $0.verb < $1.verb }
  }

  /// The kind of chunk with a verb.
  func chunk(_ verb: String) -> (any Chunk<Context>.Type)? { chunksByVerb[verb] }

  /// The value with a path.
  func value(_ path: String) -> ValuePath<Context>? { valuesByPath[path] }
}

/// What a kind of chunk is for.
public struct ChunkDescription: Hashable, Sendable {
  /// The word behind the brace.
  public let verb: String
  /// What it shows, in one sentence.
  public let summary: String
  /// How its labels begin; nil when it takes none.
  public let labelPrefix: String?
  /// Where it may stand without `review=`.
  public let scopes: Set<Scope>
  /// The options of its own.
  public let options: [Options.Declaration]

  init(_ chunk: any Chunk.Type) {
    verb = chunk.verb
    summary = chunk.summary
    labelPrefix = chunk.labelPrefix
    scopes = chunk.scopes
    options = chunk.declarations
  }

  private init(
    verb: String, summary: String, labelPrefix: String, taking options: [(String, String)]
  ) {
    self.verb = verb
    self.summary = summary
    self.labelPrefix = labelPrefix
    scopes = Set(Scope.allCases)
    var declared = Options(owner: "chunk '\(verb)'")
    for (key, values) in options { _ = declared.takeText(key, values: values) }
    self.options = declared.declarations
  }

  /// The chunk `math`.
  static let math = ChunkDescription(
    verb: "math", summary: "A formula: the lines below the brace are TeX.", labelPrefix: "eq",
    taking: [])

  /// The chunk `check`.
  static let check = ChunkDescription(
    verb: "check", summary: "A claim that is measured, and that fails the build when it is false.",
    labelPrefix: "chk",
    taking: [
      ("claim", "VALUE == VALUE, with == != < <= > >= and a value or a number, 'within TOLERANCE'"),
      ("says", "the claim as a sentence"),
    ])
}
