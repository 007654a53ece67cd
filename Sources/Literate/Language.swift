public import SourceText

/// The chunks and values that documents may name.
public struct Language<Context: LiterateContext>: Sendable {
  /// The kinds of chunks beside `math`, `check` and `include`, which every language has.
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
    (chunks.map { ChunkDescription($0) } + [.math, .check, .include]).sorted { $0.verb < $1.verb }
  }

  /// The same for what stands in the text, in backticks.
  public var phrases: [ChunkDescription] { [.value, .reference, .formula] }

  /// The same for what stands in the braces of headings.
  public var conditions: ChunkDescription { .condition }

  /// The values that are true or false, which conditions name.
  public var truths: [ValuePath<Context>] { values.filter { $0.unit == .boolean } }

  /// The kind of chunk with a verb.
  func chunk(_ verb: String) -> (any Chunk<Context>.Type)? { chunksByVerb[verb] }

  /// The value with a path.
  func value(_ path: String) -> ValuePath<Context>? {
    valuesByPath[path] ?? values.lazy.compactMap { $0.member(path) }.first
  }
}
