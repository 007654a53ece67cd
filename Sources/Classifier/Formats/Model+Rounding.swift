import LinearAlgebra
public import SourceText

extension Model {
  /// Returns the model with its weights rounded to a precision, which also becomes that of its
  /// folder.
  ///
  /// - Parameter precision: The precision.
  /// - Returns: A model without a card, because it is a different model.
  /// - Throws: Only errors that the initializer of the model throws.
  public func rounded(to precision: Precision) throws(Diagnostics) -> Model {
    var embedding = sequential.embedding
    embedding.table = embedding.table.mapped(precision.rounded)
    let layers = sequential.layers.map { layer in
      layer.replacingParameters(with: layer.parameters.map { $0.values.mapped(precision.rounded) })
    }
    return try Model(
      sequential: try Sequential(name: sequential.name, embedding: embedding, layers: layers),
      text: text, classes: classes, precision: precision)
  }
}
