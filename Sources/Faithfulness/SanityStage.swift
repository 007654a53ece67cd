import Attribution
public import Classifier
import LinearAlgebra

/// A stage of losing learned parameters.
///
/// An explanation that does not change when the model loses what it learned does not explain the model.
public struct SanityStage: Hashable, Sendable {
  /// The kind of loss.
  public enum Kind: String, CaseIterable, Sendable {
    /// The weights of the last layers are reinitialised.
    case cascading
    /// The weights of one layer are reinitialised.
    case independent
    /// The model is retrained on labels in a random order.
    case permutedLabels = "permuted-labels"
    /// The model is replaced by a random number for each different word: the chance level.
    case chance
  }

  /// The kind of loss.
  public let kind: Kind
  /// The layers with new weights, from the output down.
  public let layers: [String]

  /// The same model retrained on labels in a random order.
  public static let permutedLabels = SanityStage(kind: .permutedLabels, layers: [])

  /// The chance level without a model.
  public static let chance = SanityStage(kind: .chance, layers: [])

  /// Returns the stages of a model, from the output down: cascading, then each layer independently.
  ///
  /// - Parameter sequential: The model; its embedding is the last layer, seen from the output.
  /// - Returns: Two stages for each layer with weights; for the last layer they are the same.
  public static func randomizations(of sequential: Sequential) -> [SanityStage] {
    let names = layers(of: sequential)
    let cascading = names.indices.map {
      SanityStage(kind: .cascading, layers: Array(names[...$0]))
    }
    return cascading + names.map { SanityStage(kind: .independent, layers: [$0]) }
  }

  /// Returns the names of the layers with weights, from the output down.
  private static func layers(of sequential: Sequential) -> [String] {
    sequential.layers.filter { !$0.parameters.isEmpty }.map(\.name).reversed()
      + [sequential.embedding.name]
  }

  /// Returns the model with reinitialised weights in the stage's layers.
  ///
  /// A layer's new weights depend only on the seed and its name, so that they are the same in every stage.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - seed: The seed of the weights.
  /// - Returns: A model of the same architecture, which reads texts in the same way.
  /// - Throws: Nothing in practice, as the parts fit together as before.
  public func randomize(_ model: Model, seed: UInt64) throws -> Model {
    func random(_ name: String) -> SplitMix64 { SplitMix64(seed: seed, for: "sanity " + name) }
    let old = model.sequential
    var embedding = old.embedding
    if layers.contains(embedding.name) {
      var random = random(embedding.name)
      embedding.table = Initialization.table(
        rows: embedding.table.rows, columns: embedding.table.columns, random: &random)
    }
    let layers = old.layers.map { layer in
      guard self.layers.contains(layer.name), !layer.parameters.isEmpty else { return layer }
      var random = random(layer.name)
      return layer.reinitialized(random: &random)
    }
    return try Model(
      sequential: Sequential(name: old.name, embedding: embedding, layers: layers),
      text: model.text, classes: model.classes)
  }
}
