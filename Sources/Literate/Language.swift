public import SourceText

/// The chunks and values that documents may name.
public struct Language<Context: LiterateContext>: Sendable {
  /// The kinds of chunks other than `math`, `check` and `include`, which are part of every
  /// language.
  public let chunks: [any Chunk<Context>.Type]
  /// The values.
  public let values: [ValuePath<Context>]
  /// Options of the run, which apply to every chunk that accepts them and does not set them itself.
  let defaults: [Options.Item]
  /// The command that lists the language, such as "report chunks"; nil if there is none.
  let listing: String?
  private let chunksByVerb: [String: any Chunk<Context>.Type]
  private let valuesByPath: [String: ValuePath<Context>]

  /// Creates a language.
  ///
  /// If two chunks have the same verb, or two values the same path, the first takes precedence.
  ///
  /// - Parameters:
  ///   - chunks: The kinds of chunks.
  ///   - values: The values.
  ///   - defaults: Options of the run.
  ///   - listing: The command that lists the chunks and, followed by `value` or `when`, the values; shown in hints.
  public init(
    chunks: [any Chunk<Context>.Type], values: [ValuePath<Context>],
    defaults: [Options.Item] = [], listing: String? = nil
  ) {
    self.defaults = defaults
    self.listing = listing
    self.chunks = chunks
    self.values = values
    chunksByVerb = Dictionary(chunks.map { ($0.verb, $0) }) { first, _ in first }
    valuesByPath = Dictionary(values.map { ($0.path, $0) }) { first, _ in first }
  }

  /// The documentation of every kind of chunk, by verb.
  public var descriptions: [ChunkDescription] {
    (chunks.map { ChunkDescription($0) } + [.math, .check, .include]).sorted { $0.verb < $1.verb }
  }

  /// The documentation of inline elements, which are written in backticks.
  public var phrases: [ChunkDescription] { [.value, .reference, .formula] }

  /// The documentation of the options in the braces of headings.
  public var conditions: ChunkDescription { .condition }

  /// The Boolean values, which conditions may name.
  public var truths: [ValuePath<Context>] { values.filter { $0.unit == .boolean } }

  /// The hint for a path that names no value.
  func hint(forValue path: String) -> String? {
    NearestName.hint(
      for: path, among: values.map(\.path), listing: listing.map { "\($0) value" })
  }

  /// The hint for a path that does not name a Boolean value.
  func hint(forTruth path: String) -> String? {
    NearestName.hint(
      for: path, among: truths.map(\.path), listing: listing.map { "\($0) when" })
  }

  /// The verbs of all chunks, sorted.
  var verbs: [String] { (chunks.map { $0.verb } + ["math", "check", "include"]).sorted() }

  /// The hint for a verb that names no chunk.
  func hint(forVerb verb: String) -> String? {
    NearestName.hint(for: verb, among: verbs, listing: listing)
  }

  /// The kind of chunk with a verb.
  func chunk(_ verb: String) -> (any Chunk<Context>.Type)? { chunksByVerb[verb] }

  /// The value with a path.
  func value(_ path: String) -> ValuePath<Context>? {
    valuesByPath[path] ?? values.lazy.compactMap { $0.member(path) }.first
  }
}
