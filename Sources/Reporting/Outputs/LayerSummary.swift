import Classifier
import LinearAlgebra

/// One layer of a model in a list.
struct LayerSummary {
  /// The layer's name.
  let name: String
  /// The Keras class name.
  let kind: String
  /// The output shape.
  let output: String
  /// The number of parameters.
  let parameters: Int

  /// Returns all layers of a model, starting with the embedding.
  static func all(of model: Model) -> [LayerSummary] {
    let sequential = model.sequential
    let embedding = sequential.embedding
    var shape = Shape(rows: nil, columns: embedding.table.columns)
    var rows = [
      LayerSummary(
        name: embedding.name, kind: Embedding.className, output: "\(shape)",
        parameters: embedding.table.rows * embedding.table.columns)
    ]
    for layer in sequential.layers {
      shape = layer.outputShape(of: shape) ?? shape
      rows.append(
        LayerSummary(
          name: layer.name, kind: type(of: layer).className, output: "\(shape)",
          parameters: layer.parameters.reduce(0) { $0 + $1.values.rows * $1.values.columns }))
    }
    return rows
  }
}
