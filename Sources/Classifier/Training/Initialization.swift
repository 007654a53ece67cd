package import LinearAlgebra

/// The weights before training, drawn as Keras' default initialisers draw them.
package enum Initialization {
  /// Draws the table of the embedding and the layers behind the average.
  ///
  /// - Parameters:
  ///   - rows: V.
  ///   - outputs: The number of logits.
  ///   - options: The other sizes.
  ///   - random: The source of the numbers.
  /// - Returns: The table, and the layers without the sigmoid at the end.
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

  /// A layer with Glorot's uniform distribution (Glorot and Bengio 2010, equation 16) and a bias of zero.
  static func dense(
    _ name: String, _ inputs: Int, _ units: Int, _ activation: Activation,
    random: inout SplitMix64
  ) -> Dense {
    Dense(
      name: name, kernel: kernel(inputs, units, random: &random),
      bias: Matrix(rows: 1, columns: units), activation: activation)
  }

  /// Draws a table with Glorot's limits.
  ///
  /// - Parameters:
  ///   - inputs: The number of rows, which counts as the number of inputs.
  ///   - columns: The number of columns.
  ///   - outputs: The number of outputs where it is not that of columns.
  ///   - random: The source of the numbers.
  /// - Returns: inputs × columns.
  static func kernel(
    _ inputs: Int, _ columns: Int, outputs: Int? = nil, random: inout SplitMix64
  ) -> Matrix {
    uniform(
      inputs, columns, limit: (6 / Double(inputs + (outputs ?? columns))).squareRoot(),
      random: &random)
  }

  /// Draws rows of length 1 that are at right angles to each other, each direction equally likely.
  ///
  /// Source: Saxe, McClelland and Ganguli, *Exact Solutions to the Nonlinear Dynamics of Learning*, 2014.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, at most that of columns.
  ///   - columns: The number of columns.
  ///   - random: The source of the numbers.
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
