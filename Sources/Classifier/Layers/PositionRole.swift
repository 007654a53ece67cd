import LinearAlgebra

/// What a layer does to the positions of its input, as far as gradients are concerned.
///
/// Behind a layer that averages, all positions have one gradient row. Whether that is still so in front of the layers
/// before it depends on each of them.
public enum PositionRole: Hashable, Sendable {
  /// Every position goes through the same linear map by itself: rows of the gradient that are equal stay equal.
  case same
  /// Positions that count are averaged: their rows of the gradient are equal, whatever follows.
  case average
  /// Rows of the gradient differ, and why: the end of a sentence whose subject is the layer.
  case tellsApart(String)
}

extension Activation {
  /// What the activation does to positions, each of which it bends by itself.
  var positionRole: PositionRole {
    self == .linear
      ? .same : .tellsApart("bends each position’s numbers by themselves (\(rawValue))")
  }
}

/// What the layers of a stack say about the rows of its gradient, before anything is measured.
public struct RowStructure: Hashable, Sendable {
  /// The layer that decides: the one that makes the rows equal, or the one that makes them differ.
  public let layer: String
  /// Why they differ; nil where all rows that count are equal by construction.
  public let difference: String?

  /// Whether all rows that count are equal by construction.
  public var collapses: Bool { difference == nil }
}

extension Sequential {
  /// What the stack says about the rows of its gradient with respect to the embedded words.
  ///
  /// The layer that turns positions into one row decides first. If it averages, the rows are equal behind the layers in
  /// front of it, and stay so through those that treat every position alike.
  public var rowStructure: RowStructure {
    var shape = Shape(rows: nil, columns: embedding.table.columns)
    var inFront: [any Layer] = []
    for layer in logitLayers {
      guard let next = layer.outputShape(of: shape) else { break }
      if shape.rows == nil, next.rows != nil {
        if case .tellsApart(let reason) = layer.positionRole {
          return RowStructure(layer: layer.name, difference: reason)
        }
        for earlier in inFront.reversed() {
          if case .tellsApart(let reason) = earlier.positionRole {
            return RowStructure(layer: earlier.name, difference: reason)
          }
        }
        return RowStructure(layer: layer.name, difference: nil)
      }
      inFront.append(layer)
      shape = next
    }
    // A classifier ends in one row, so there is a layer that makes one of many.
    return RowStructure(layer: name, difference: "has no layer that makes one row of many")
  }
}
