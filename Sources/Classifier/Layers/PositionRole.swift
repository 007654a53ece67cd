import LinearAlgebra

/// The effect of a layer on the gradients of its positions.
///
/// At the input of averaging, all positions have the same gradient row. Whether this still holds further back depends on each
/// of the preceding layers.
public enum PositionRole: Hashable, Sendable {
  /// Each position goes through the same linear map separately: equal rows of the gradient remain equal.
  case same
  /// Unmasked positions are averaged: their gradient rows are equal, whatever follows.
  case average
  /// Gradient rows differ; the reason is a predicate whose subject is the layer.
  case distinguishesPositions(String)
}

extension Activation {
  /// The effect of the activation, which transforms each position separately.
  var positionRole: PositionRole {
    self == .linear
      ? .same
      : .distinguishesPositions("transforms each position separately and nonlinearly (\(rawValue))")
  }
}

/// The structural prediction for the rows of a gradient, before anything is measured.
public struct RowStructure: Hashable, Sendable {
  /// The decisive layer: the one that makes the rows equal, or the one that makes them differ.
  public let layer: String
  /// The reason why they differ; nil if all unmasked rows are equal by construction.
  public let difference: String?

  /// Creates a structure.
  package init(layer: String, difference: String?) {
    (self.layer, self.difference) = (layer, difference)
  }

  /// Whether all unmasked rows are equal by construction.
  public var collapses: Bool { difference == nil }
}

extension Sequential {
  /// The structure of the gradient with respect to the embedded words.
  ///
  /// The layer that reduces positions to one row is considered first. If it averages, the gradient rows at its input are equal,
  /// and remain equal through preceding layers that treat every position alike.
  public var rowStructure: RowStructure {
    var shape = Shape(rows: nil, columns: embedding.table.columns)
    var inFront: [any Layer] = []
    for layer in logitLayers {
      guard let next = layer.outputShape(of: shape) else { break }
      if shape.rows == nil, next.rows != nil {
        if case .distinguishesPositions(let reason) = layer.positionRole {
          return RowStructure(layer: layer.name, difference: reason)
        }
        for earlier in inFront.reversed() {
          if case .distinguishesPositions(let reason) = earlier.positionRole {
            return RowStructure(layer: earlier.name, difference: reason)
          }
        }
        return RowStructure(layer: layer.name, difference: nil)
      }
      inFront.append(layer)
      shape = next
    }
    // A classifier ends in one row, so one of its layers reduces the positions to one row.
    return RowStructure(
      layer: name, difference: "has no layer that reduces the positions to one row")
  }
}
