import Classifier
import LinearAlgebra

/// A hidden unit that becomes active or inactive between one linear piece and the next.
public struct UnitSwitch: Hashable, Sendable {
  /// The name of its layer.
  public let layer: String
  /// Its index in the layer, from 0.
  public let unit: Int
  /// Whether it is active after the end of the piece.
  public let turnsOn: Bool
}

extension PooledNetwork {
  /// Returns the hidden units that are active in one piece of a line and inactive in the other.
  ///
  /// - Parameters:
  ///   - piece: A piece.
  ///   - next: Another piece of the same line.
  /// - Returns: Layer by layer; several between neighbours if they switch at the same point.
  public func switches(from piece: LinearPiece, to next: LinearPiece) -> [UnitSwitch] {
    zip(activity(in: piece), activity(in: next)).flatMap { before, after in
      before.units.indices.compactMap { unit in
        before.units[unit] == after.units[unit]
          ? nil : UnitSwitch(layer: before.layer, unit: unit, turnsOn: after.units[unit])
      }
    }
  }

  /// Returns the activity of the hidden units in a piece of a line.
  ///
  /// - Parameter piece: A piece.
  /// - Returns: The name of each rectified layer and whether each of its units is active.
  public func activity(in piece: LinearPiece) -> [(layer: String, units: [Bool])] {
    layers.indices.dropLast().filter { layers[$0].activation == .relu }.map { depth in
      (layers[depth].name, piece.states[depth].row(0).map { $0 > 0 })
    }
  }
}
