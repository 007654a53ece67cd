public import Classifier
import LinearAlgebra

/// A model that has lost some of what it learnt.
///
/// An explanation of the model that stays the same when the model loses what it learnt does not explain it.
public struct SanityStage: Hashable, Sendable {
  /// The way in which it is lost.
  public enum Kind: String, CaseIterable, Sendable {
    /// The weights of the last layers are drawn anew, as before training.
    case cascading
    /// The weights of one layer are drawn anew.
    case independent
    /// The model is trained again on labels in a random order.
    case permutedLabels = "permuted-labels"
    /// There is no model any more, but a random number for each different word: what chance gives.
    case chance
  }

  /// The way in which it is lost.
  public let kind: Kind
  /// The layers with new weights, from the output down.
  public let layers: [String]

  /// The same model trained again on labels in a random order.
  public static let permutedLabels = SanityStage(kind: .permutedLabels, layers: [])

  /// No model at all.
  public static let chance = SanityStage(kind: .chance, layers: [])

  /// The stages of a model, from the output down: layers together, then each by itself.
  ///
  /// - Parameter sequential: The model; its embedding is its last layer from the output.
  /// - Returns: Two stages for each layer with weights; for the last layer they are the same.
  public static func randomizations(of sequential: Sequential) -> [SanityStage] {
    let names = layers(of: sequential)
    let cascading = names.indices.map {
      SanityStage(kind: .cascading, layers: Array(names[...$0]))
    }
    return cascading + names.map { SanityStage(kind: .independent, layers: [$0]) }
  }

  /// The names of the layers with weights, from the output down.
  private static func layers(of sequential: Sequential) -> [String] {
    sequential.layers.filter { !$0.parameters.isEmpty }.map(\.name).reversed()
      + [sequential.embedding.name]
  }

  /// The model with new weights in the stage's layers, drawn as for training.
  ///
  /// A layer's new weights depend on the seed and its name alone, so that it has the same ones in every stage.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - seed: Where the weights come from.
  /// - Returns: A model of the same shape, which reads texts in the same way.
  /// - Throws: Nothing, as the parts fit together as before.
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
      return layer.redrawn(random: &random)
    }
    return try Model(
      sequential: Sequential(name: old.name, embedding: embedding, layers: layers),
      text: model.text, classes: model.classes)
  }
}
