import LinearAlgebra

/// The layers between the embedding and the logit of a model to train.
public enum Architecture: String, CaseIterable, Sendable {
  /// The mean of all positions, including padding, and a hidden layer: the tutorial's model.
  case average
  /// The mean without padding, and a hidden layer.
  case averageMasked = "average-masked"
  /// The mean without a hidden layer: the logit is a sum over the words.
  case averageLinear = "average-linear"
  /// The maximum of each column, and a hidden layer.
  case max
  /// A mean with learned weights, and a hidden layer.
  case attention
  /// Windows of five words, with the maximum response of each filter.
  case convolution
  /// A recurrent layer that processes words in sequence.
  case lstm

  /// Whether padding is masked: Keras's `mask_zero`.
  var masksPadding: Bool {
    switch self {
    case .averageMasked, .attention, .lstm: true
    case .average, .averageLinear, .max, .convolution: false
    }
  }

  /// Whether the logit is a function of the positions' mean, which is much faster to train.
  var isAverage: Bool { self == .average || self == .averageMasked || self == .averageLinear }

  /// The default training options of the architecture.
  public var options: TrainingOptions {
    var options = TrainingOptions()
    options.architecture = self
    switch self {
    case .average, .averageMasked: break
    case .averageLinear: options.hiddenUnits = 0
    case .max:
      options.setSteps(epochs: 8, batchSize: 64, learningRate: 2e-3, dropout: 0.3)
      options.embeddingDimensions = 32
    case .attention:
      options.setSteps(epochs: 5, batchSize: 64, learningRate: 2e-3, dropout: 0.3)
    case .convolution:
      options.setSteps(epochs: 6, batchSize: 64, learningRate: 1e-3, dropout: 0.5)
      options.embeddingDimensions = 32
      options.hiddenUnits = 64
    case .lstm:
      options.setSteps(epochs: 4, batchSize: 128, learningRate: 3e-3, dropout: 0.5)
    }
    return options
  }

  /// Returns the layers after the embedding with initial weights, without the final sigmoid.
  ///
  /// - Parameters:
  ///   - options: The sizes.
  ///   - outputs: The number of logits.
  ///   - random: The random number generator.
  /// - Returns: The layers; empty if ``isAverage`` is true.
  func layers(
    _ options: TrainingOptions, outputs: Int = 1, random: inout SplitMix64
  ) -> [any Layer] {
    let (dimensions, units) = (options.embeddingDimensions, options.hiddenUnits)
    func table(_ rows: Int, _ columns: Int) -> Matrix { Matrix(rows: rows, columns: columns) }
    let dropout: [any Layer] = options.dropout > 0 ? [Dropout(rate: options.dropout)] : []
    func dense(_ name: String, _ inputs: Int, _ units: Int, _ activation: Activation) -> Dense {
      Dense(name: name, kernel: table(inputs, units), bias: table(1, units), activation: activation)
    }
    func end(_ inputs: Int) -> [any Layer] {
      guard units > 0 else { return dropout + [dense("dense", inputs, outputs, .linear)] }
      return dropout + [
        dense("dense", inputs, units, .relu), dense("dense_1", units, outputs, .linear),
      ]
    }
    let layers: [any Layer] =
      switch self {
      case .average, .averageMasked, .averageLinear: []
      case .max: [GlobalMaxPooling1D()] + end(dimensions)
      case .attention: [AttentionPooling(query: table(dimensions, 1))] + end(dimensions)
      case .convolution:
        [
          Conv1D(
            kernel: table(5 * dimensions, units), bias: table(1, units),
            kernelSize: 5, padding: .same, activation: .relu),
          GlobalMaxPooling1D(),
        ] + dropout + [dense("dense", units, outputs, .linear)]
      case .lstm:
        [
          LSTM(
            cell: LSTMCell(
              kernel: table(dimensions, 4 * units),
              recurrentKernel: table(units, 4 * units),
              bias: table(1, 4 * units)))
        ] + dropout + [dense("dense", units, outputs, .linear)]
      }
    var drawn: [any Layer] = []
    for layer in layers { drawn.append(layer.reinitialized(random: &random)) }
    return drawn
  }
}

extension TrainingOptions {
  /// Sets suitable values for layers that process each position: fewer epochs and smaller steps than for an average.
  fileprivate mutating func setSteps(
    epochs: Int, batchSize: Int, learningRate: Double, dropout: Double
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.dropout = dropout
    wordDropout = 0.2
  }
}
