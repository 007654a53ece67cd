package import LinearAlgebra

/// Initial weights from Keras's default initializers.
package enum Initialization {
  /// Initializes the embedding and the layers after the average.
  ///
  /// - Parameters:
  ///   - rows: The vocabulary size V.
  ///   - outputs: The number of logits.
  ///   - options: The other sizes.
  ///   - random: The random number generator.
  /// - Returns: The embedding, and the layers without the final sigmoid.
  static func weights(
    rows: Int, outputs: Int = 1, _ options: TrainingOptions, random: inout SplitMix64
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
    layers.append(dense(name, width, outputs, .linear, random: &random))
    return (table, layers)
  }

  /// Initializes an embedding, uniformly from −0.05 to 0.05.
  ///
  /// - Parameters:
  ///   - rows: The vocabulary size V.
  ///   - columns: The embedding dimension D.
  ///   - random: The random number generator.
  /// - Returns: V × D.
  package static func table(rows: Int, columns: Int, random: inout SplitMix64) -> Matrix {
    uniform(rows, columns, limit: 0.05, random: &random)
  }

  /// Initializes a dense layer with Glorot's uniform distribution (Glorot and Bengio 2010, equation 16) and zero bias.
  static func dense(
    _ name: String, _ inputs: Int, _ units: Int, _ activation: Activation,
    random: inout SplitMix64
  ) -> Dense {
    Dense(
      name: name, kernel: kernel(inputs, units, random: &random),
      bias: Matrix(rows: 1, columns: units), activation: activation)
  }

  /// Initializes a matrix with Glorot's limits.
  ///
  /// - Parameters:
  ///   - inputs: The number of rows, which is also the fan-in.
  ///   - columns: The number of columns.
  ///   - outputs: The fan-out, if it differs from the number of columns.
  ///   - random: The random number generator.
  /// - Returns: inputs × columns.
  static func kernel(
    _ inputs: Int, _ columns: Int, outputs: Int? = nil, random: inout SplitMix64
  ) -> Matrix {
    uniform(
      inputs, columns, limit: (6 / Double(inputs + (outputs ?? columns))).squareRoot(),
      random: &random)
  }

  /// Returns random orthonormal rows, with all directions equally likely.
  ///
  /// Source: Saxe, McClelland and Ganguli, *Exact Solutions to the Nonlinear Dynamics of Learning*, 2014.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, at most the number of columns.
  ///   - columns: The number of columns.
  ///   - random: The random number generator.
  /// - Returns: rows × columns.
  static func orthogonal(_ rows: Int, _ columns: Int, random: inout SplitMix64) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      var drawn = Matrix([(0..<columns).map { _ in random.normal() }])
      for other in 0..<row {
        var before = Matrix(rows: 1, columns: columns)
        before.setRow(0, to: result, row: other)
        drawn = drawn - drawn.rowDots(before)[0] * before
      }
      let length = drawn.rowDots(drawn)[0].squareRoot()
      result.setRow(row, to: (1 / max(length, 1e-30)) * drawn, row: 0)
    }
    return result
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
