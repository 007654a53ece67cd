public import SourceText

/// The chunks and values that documents may name.
public struct Language<Context: LiterateContext>: Sendable {
  /// The kinds of chunks beside `math`, `check` and `include`, which every language has.
  public let chunks: [any Chunk<Context>.Type]
  /// The values.
  public let values: [ValuePath<Context>]
  /// Options of the run, which hold in every chunk that has them and gives no value of its own.
  let defaults: [Options.Item]
  /// The command that lists the language, such as "report chunks"; nil where there is none.
  let listing: String?
  private let chunksByVerb: [String: any Chunk<Context>.Type]
  private let valuesByPath: [String: ValuePath<Context>]

  /// Creates a language.
  ///
  /// Of two chunks with one verb, or two values with one path, the first counts.
  ///
  /// - Parameters:
  ///   - chunks: The kinds of chunks.
  ///   - values: The values.
  ///   - defaults: Options of the run.
  ///   - listing: The command that lists the chunks, and with `value` or `when` behind it values; hints name it.
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

  /// The hint for a path that names no value.
  func hint(forValue path: String) -> String? {
    NearestName.hint(
      for: path, among: values.map(\.path), listing: listing.map { "\($0) value" })
  }

  /// The hint for a path that names nothing that is true or false.
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
