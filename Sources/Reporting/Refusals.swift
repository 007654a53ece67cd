import Attribution
public import Literate
public import SourceText

/// A chunk that shows methods which its author may name.
protocol ChunkOfMethods: Chunk<ReportContext> {
  /// Their names; nil for the methods of the run.
  var methodNames: [String]? { get }
}

extension ReportContext {
  /// Why a chunk can't be shown: it looks into the model, which is a program.
  public func refusal(of chunk: any Chunk<ReportContext>) -> Diagnostic? {
    guard !run.analyst.explainer.hasGradients else { return nil }
    if let chunk = chunk as? any ChunkOfMethods {
      return AttributionMethods.refusal(of: chunk.methodNames ?? [])
    }
    let verb = type(of: chunk).verb
    guard Self.chunksOfLayers.contains(verb) else { return nil }
    return Diagnostic(
      "the chunk '\(verb)' looks into the model, and a program has no inside", hint: Self.hint)
  }

  /// Why there is no value: it is of the model's inside, or of a method that needs gradients, and the model is a program.
  public func refusal(ofValue path: String) -> Diagnostic? {
    guard !run.analyst.explainer.hasGradients else { return nil }
    let family = String(path.prefix { $0 != "." })
    if AttributionMethods.named(family) != nil {
      return AttributionMethods.refusal(of: [family])
    }
    guard Self.valuesOfLayers.contains(family) || Self.valuesOfLayers.contains(path) else {
      return nil
    }
    return Diagnostic(
      "the value '\(path)' is of the model's inside, and a program has none", hint: Self.hint)
  }

  private static let hint = "put it into a section with when=model.has-gradients"

  private static let chunksOfLayers: Set = [
    GradientsChunk.verb, PathChunk.verb, ConvergenceChunk.verb, UnitsChunk.verb,
    VocabularyChunk.verb, CollapseChunk.verb, SwapsChunk.verb, OrdersChunk.verb,
    TrainingChunk.verb, StripsChunk.verb,
  ]

  private static let valuesOfLayers: Set = [
    "collapse", "gradient", "embedding", "order", "path", "convergence", "units", "vocabulary",
    "swaps", "model.positions", "model.dimensions", "model.vocabulary",
    "agreement.switching-units", "agreement.units", "agreement.forced-difference",
    "reviews.max-row-difference", "training",
  ]
}
