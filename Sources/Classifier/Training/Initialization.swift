package import LinearAlgebra

/// The weights before training, drawn as Keras' default initialisers draw them.
package enum Initialization {
  /// Draws the table of the embedding and the layers behind the average.
  ///
  /// - Parameters:
  ///   - rows: V.
  ///   - options: The other sizes.
  ///   - random: The source of the numbers.
  /// - Returns: The table, and the layers without the sigmoid at the end.
  static func weights(
    rows: Int, _ options: TrainingOptions, random: inout SplitMix64
  ) -> (table: Matrix, layers: [any Layer]) {
    let dimensions = options.embeddingDimensions
    let table = table(rows: rows, columns: dimensions, random: &random)
    var layers: [any Layer] = options.dropout > 0 ? [Dropout(rate: options.dropout)] : []
    var width = dimensions
    if options.hiddenUnits > 0 {
      layers.append(dense("dense", width, options.hiddenUnits, .relu, random: &random))
      width = options.hiddenUnits
    }
    let name = options.hiddenUnits > 0 ? "dense_1" : "dense"
    layers.append(dense(name, width, 1, .linear, random: &random))
    return (table, layers)
  }

  /// Draws the rows of an embedding, uniformly from −0.05 to 0.05.
  ///
  /// - Parameters:
  ///   - rows: V.
  ///   - columns: D.
  ///   - random: The source of the numbers.
  /// - Returns: V × D.
  package static func table(rows: Int, columns: Int, random: inout SplitMix64) -> Matrix {
    uniform(rows, columns, limit: 0.05, random: &random)
  }

  /// Draws new weights for a layer: its tables as kernels, its rows, which are biases, as zeros.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - random: The source of the numbers.
  /// - Returns: The same layer with other weights.
  package static func redrawn(_ layer: any Layer, random: inout SplitMix64) -> any Layer {
    var values: [Matrix] = []
    for tensor in layer.parameters {
      let (rows, columns) = (tensor.values.rows, tensor.values.columns)
      values.append(
        tensor.shape.count == 1
          ? Matrix(rows: rows, columns: columns) : kernel(rows, columns, random: &random))
    }
    return layer.replacingParameters(with: values)
  }

  /// A layer with Glorot's uniform distribution (Glorot and Bengio 2010, equation 16) and a bias of zero.
  private static func dense(
    _ name: String, _ inputs: Int, _ units: Int, _ activation: Activation,
    random: inout SplitMix64
  ) -> Dense {
    Dense(
      name: name, kernel: kernel(inputs, units, random: &random),
      bias: Matrix(rows: 1, columns: units), activation: activation)
  }

  private static func kernel(_ inputs: Int, _ units: Int, random: inout SplitMix64) -> Matrix {
    uniform(
      inputs, units, limit: (6 / Double(inputs + units)).squareRoot(), random: &random)
  }

  private static func uniform(
    _ rows: Int, _ columns: Int, limit: Double, random: inout SplitMix64
  ) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns { result[row, column] = limit * (2 * random.uniform() - 1) }
    }
    return result
  }
}
