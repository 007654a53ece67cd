import Attribution
public import Literate
public import SourceText

/// A chunk that shows selectable methods.
protocol ChunkOfMethods: Chunk<ReportContext> {
  /// The names of the methods; nil for those of the run.
  var methodNames: [String]? { get }
}

extension ReportContext {
  /// Returns a diagnostic if a chunk needs layers or gradients that the external program does not access.
  public func refusal(of chunk: any Chunk<ReportContext>) -> Diagnostic? {
    let access = run.analyst.explainer.access
    let verb = type(of: chunk).verb
    if Self.chunksOfGradients.contains(verb), access < .gradientAtInput {
      return Diagnostic(
        "the chunk '\(verb)' needs gradients, which this program does not return",
        hint: Self.hint("gradients"))
    }
    if Self.chunksOfLayers.contains(verb), access < .layers {
      return Diagnostic(
        "the chunk '\(verb)' needs the layers of the model, which a program does not expose",
        hint: Self.hint("layers"))
    }
    let methods = (chunk as? any ChunkOfMethods)?.methodNames ?? []
    return AttributionMethods.refusal(of: methods, within: access)
  }

  /// Returns a diagnostic if a value needs layers, gradients or a method that the external program does not access.
  public func refusal(ofValue path: String) -> Diagnostic? {
    let access = run.analyst.explainer.access
    let family = String(path.prefix { $0 != "." })
    if AttributionMethods.named(family) != nil {
      return AttributionMethods.refusal(of: [family], within: access)
    }
    func isOne(of values: Set<String>) -> Bool {
      values.contains(family) || values.contains(path)
    }
    if isOne(of: Self.valuesOfLayers), access < .layers {
      return Diagnostic(
        "the value '\(path)' needs the layers of the model, which a program does not expose",
        hint: Self.hint("layers"))
    }
    if isOne(of: Self.valuesOfGradients), access < .gradientAtInput {
      return Diagnostic(
        "the value '\(path)' needs gradients, which this program does not return",
        hint: Self.hint("gradients"))
    }
    return nil
  }

  private static func hint(_ what: String) -> String {
    "move it to a section with 'when=model.has-\(what)'"
  }

  private static let chunksOfGradients: Set = [GradientsChunk.verb, CollapseChunk.verb]

  private static let chunksOfLayers: Set = [
    PathChunk.verb, ConvergenceChunk.verb, UnitsChunk.verb, VocabularyChunk.verb,
    OrdersChunk.verb, TrainingChunk.verb, StripsChunk.verb,
  ]

  private static let valuesOfGradients: Set = [
    "collapse", "gradient", "embedding", "reviews.max-row-difference",
  ]

  private static let valuesOfLayers: Set = [
    "collapse.layer", "gradient.pooled-ratio", "order", "path", "convergence", "units",
    "vocabulary", "swaps.place", "swaps.up-word", "swaps.up-predicted", "swaps.up-exact",
    "swaps.down-word",
    "swaps.down-predicted", "swaps.down-exact", "model.positions", "model.dimensions",
    "model.vocabulary",
    "agreement.switching-units", "agreement.units", "agreement.forced-difference", "training",
  ]
}
