import Attribution
public import Literate
public import SourceText

/// A chunk that shows methods which its author may name.
protocol ChunkOfMethods: Chunk<ReportContext> {
  /// Their names; nil for the methods of the run.
  var methodNames: [String]? { get }
}

extension ReportContext {
  /// Why a chunk can't be shown: it looks into the model, which is a program, or at gradients, and the program gives none.
  public func refusal(of chunk: any Chunk<ReportContext>) -> Diagnostic? {
    let offer = run.analyst.explainer.offer
    let verb = type(of: chunk).verb
    if Self.chunksOfGradients.contains(verb), offer < .gradient {
      return Diagnostic(
        "the chunk '\(verb)' looks at gradients, and this program gives none",
        hint: Self.hint("gradients"))
    }
    if Self.chunksOfLayers.contains(verb), offer < .network {
      return Diagnostic(
        "the chunk '\(verb)' looks into the model, and a program has no inside",
        hint: Self.hint("layers"))
    }
    let methods = (chunk as? any ChunkOfMethods)?.methodNames ?? []
    return AttributionMethods.refusal(of: methods, within: offer)
  }

  /// Why there is no value: it is of the model's inside, or of a method that asks for more than a program offers.
  public func refusal(ofValue path: String) -> Diagnostic? {
    let offer = run.analyst.explainer.offer
    let family = String(path.prefix { $0 != "." })
    if AttributionMethods.named(family) != nil {
      return AttributionMethods.refusal(of: [family], within: offer)
    }
    func isOne(of values: Set<String>) -> Bool {
      values.contains(family) || values.contains(path)
    }
    if isOne(of: Self.valuesOfLayers), offer < .network {
      return Diagnostic(
        "the value '\(path)' is of the model's inside, and a program has none",
        hint: Self.hint("layers"))
    }
    if isOne(of: Self.valuesOfGradients), offer < .gradient {
      return Diagnostic(
        "the value '\(path)' is of gradients, and this program gives none",
        hint: Self.hint("gradients"))
    }
    return nil
  }

  private static func hint(_ what: String) -> String {
    "put it into a section with when=model.has-\(what)"
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
