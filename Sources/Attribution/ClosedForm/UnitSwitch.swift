import Classifier
import LinearAlgebra

/// A hidden unit that begins or ceases to pass its input on, where one linear piece ends and the next begins.
public struct UnitSwitch: Hashable, Sendable {
  /// The name of its layer.
  public let layer: String
  /// Its index in the layer, from 0.
  public let unit: Int
  /// Whether it is on behind the end of the piece.
  public let turnsOn: Bool
}

extension PooledNetwork {
  /// The hidden units that are on in one piece of a line and off in another.
  ///
  /// - Parameters:
  ///   - piece: A piece.
  ///   - next: Another piece of the same line.
  /// - Returns: Layer by layer; more than one between neighbours where several switch at the same point.
  public func switches(from piece: LinearPiece, to next: LinearPiece) -> [UnitSwitch] {
    zip(activity(in: piece), activity(in: next)).flatMap { before, after in
      before.units.indices.compactMap { unit in
        before.units[unit] == after.units[unit]
          ? nil : UnitSwitch(layer: before.layer, unit: unit, turnsOn: after.units[unit])
      }
    }
  }

  /// Which hidden units are on in a piece of a line.
  ///
  /// - Parameter piece: A piece.
  /// - Returns: For each rectified layer its name and whether each unit is on.
  public func activity(in piece: LinearPiece) -> [(layer: String, units: [Bool])] {
    layers.indices.dropLast().filter { layers[$0].activation == .relu }.map { depth in
      (layers[depth].name, piece.states[depth].row(0).map { $0 > 0 })
    }
  }
}
