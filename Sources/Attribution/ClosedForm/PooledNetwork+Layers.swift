public import Classifier

extension PooledNetwork {
  /// Creates the closed form of a stack; nil if the stack has a different structure.
  ///
  /// - Parameter sequential: The stack.
  public init?(_ sequential: Sequential) {
    let active = sequential.logitLayers.filter { !($0 is Dropout) }
    guard active.first is GlobalAveragePooling1D else { return nil }
    let dense = active.dropFirst().compactMap { $0 as? Dense }
    guard !dense.isEmpty, dense.count == active.count - 1,
      dense.allSatisfy({ $0.activation == .linear || $0.activation == .relu })
    else { return nil }
    self.init(layers: dense)
  }

  /// The layers as steps that are either linear or a pure activation.
  var steps: [any Layer] { layers.flatMap(\.steps) }
}
