import LinearAlgebra

/// The weights before training, drawn as Keras' default initialisers draw them.
enum Initialization {
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
    let table = uniform(rows, dimensions, limit: 0.05, random: &random)
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

  /// A layer with Glorot's uniform distribution (Glorot and Bengio 2010, equation 16) and a bias of zero.
  private static func dense(
    _ name: String, _ inputs: Int, _ units: Int, _ activation: Activation,
    random: inout SplitMix64
  ) -> Dense {
    let limit = (6 / Double(inputs + units)).squareRoot()
    return Dense(
      name: name, kernel: uniform(inputs, units, limit: limit, random: &random),
      bias: Matrix(rows: 1, columns: units), activation: activation)
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
