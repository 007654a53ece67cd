import Attribution
public import Classifier
import Faithfulness
public import Literate
public import SourceText

/// A chunk that shows selectable methods.
protocol ChunkOfMethods: Chunk<ReportContext> {
  /// The names of the methods; nil for those of the run.
  var methodNames: [String]? { get }
}

/// A chunk that shows selectable metrics.
protocol ChunkOfMetrics: Chunk<ReportContext> {
  /// The metrics.
  var metrics: [ConfiguredMetric] { get }
}

/// Chunks and values declare the access to the classifier that they need; what needs more than it offers is refused at its
/// place, before any review is analysed.
extension ReportContext {
  public static let noNeed = ModelAccess.predictions

  /// The access that the classifier of the run offers.
  private var access: ModelAccess { run.analyst.explainer.access }

  public func unavailability(of chunk: any Chunk<ReportContext>) -> Diagnostic? {
    let type = type(of: chunk)
    let methods = (chunk as? any ChunkOfMethods)?.methodNames ?? []
    let metrics = (chunk as? any ChunkOfMetrics)?.metrics.map(\.metric) ?? []
    let playground =
      chunk is PlaygroundChunk
      ? run.playgroundRefusal.map { PlaygroundChunk.unavailable(because: $0) } : nil
    return access.unavailability(
      of: "the chunk '\(type.verb)'", needing: type.needs, hint: type.needs.sectionHint)
      ?? playground
      ?? AttributionMethods.unavailability(of: methods, within: access)
      ?? Metrics.unavailability(of: metrics, within: access)
  }

  public func unavailability(of value: ValuePath<ReportContext>) -> Diagnostic? {
    // For a value of a method, the methods that work are more helpful than a section without it.
    let family = String(value.path.prefix { $0 != "." })
    return AttributionMethods.unavailability(of: [family], within: access)
      ?? access.unavailability(
        of: "the value '\(value.path)'", needing: value.needs, hint: value.needs.sectionHint)
  }
}

extension ModelAccess {
  /// The hint to make a section conditional; nil if no condition tests this level of access.
  fileprivate var sectionHint: String? {
    switch self {
    case .layers: "move it to a section with 'when=model.has-layers'"
    case .gradientAtInput: "move it to a section with 'when=model.has-gradients'"
    case .predictions, .gradientAnywhere: nil
    }
  }
}
