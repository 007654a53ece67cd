public import LinearAlgebra

/// The states of a recurrent layer after many prefixes of a review.
public protocol PrefixTape: Sendable {
  /// Whether a state is that of the layer to the last bit.
  var isExact: Bool { get }
  /// U, the size of a state.
  var units: Int { get }
  /// Provides a number of rows; new ones are zero.
  mutating func resize(_ rows: Int)
  /// Writes the states of prefixes that are longer by one position.
  ///
  /// - Parameters:
  ///   - other: The states of the shorter prefixes.
  ///   - moves: The prefixes.
  mutating func advance(from other: Self, _ moves: PrefixMoves)
  /// Copies a state to a row of a matrix.
  func copyState(_ state: Int, to matrix: inout Matrix, row: Int)
}

/// Prefixes that continue shorter ones by one position.
public struct PrefixMoves: Sendable {
  /// The position.
  public internal(set) var position = 0
  /// For each prefix the one that it continues.
  public internal(set) var parents: [Int] = []
  /// The number of leading prefixes in which the position is present; it is missing in the rest.
  public internal(set) var present = 0

  init() {}
}
