public import LinearAlgebra

/// A step of a recurrent cell for many states at once, with weights in groups that are aligned to lanes.
public protocol RecurrentStep: Sendable {
  /// U, the size of the state.
  var units: Int { get }
  /// The number of groups of sums: one for each gate.
  var groups: Int { get }
  /// The cell in single precision; nil if there is none.
  var single: SingleLSTM? { get }

  /// Returns `x W + b`, the part of the sums that depends on the input alone.
  ///
  /// - Parameter rows: n × D.
  /// - Returns: n rows of ``groups`` groups.
  func sums(of rows: Matrix) -> Matrix

  /// Advances states, each by one input.
  ///
  /// - Parameters:
  ///   - states: The lanes of the states.
  ///   - memories: The lanes of the memory cells of an LSTM, as many as those of the states.
  ///   - sums: The sums of each state's input, which are overwritten.
  ///   - rows: The number of states that advance, the first ones.
  func advance(
    states: inout [SIMD8<Double>], memories: inout [SIMD8<Double>], by sums: inout [SIMD8<Double>],
    rows: Int)
}

extension RecurrentStep {
  public var single: SingleLSTM? { nil }

  /// The number of lanes of a state.
  var width: Int { (units + 7) / 8 }
}
