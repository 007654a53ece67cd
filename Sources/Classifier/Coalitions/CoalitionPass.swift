package import LinearAlgebra

/// The forward pass of one review for many coalitions of its positions.
///
/// The rows of missing positions are replaced by one row, or removed. Coalitions of one review have most of their
/// computation in common: layers that transform each row separately run once for the review's rows and once for the
/// replacement, and the layer that reduces the rows to one reuses what neighbouring coalitions share (``CoalitionPooling``).
/// The layers after it run once for the whole batch.
package struct CoalitionPass: Sendable {
  private let pooling: any CoalitionPooling
  private let tail: [any Layer]

  /// Prepares a review; nil if there is no shortcut for its layers.
  ///
  /// - Parameters:
  ///   - layers: The layers after the embedding, up to the logits.
  ///   - rows: The embedded review, L × D.
  ///   - mask: Which positions are unmasked; nil if all are.
  ///   - missing: The replacement for the row of a missing position, 1 × D; nil if missing positions are masked or, without a
  ///     mask, removed.
  ///   - isSampled: Whether the logits are for a sampled result, with a standard error far above that of single precision, in
  ///     which a shortcut may then compute.
  /// - Complexity: A fraction of a forward pass.
  package init?(
    _ layers: [any Layer], rows: Matrix, mask: [Bool]?, missing: Matrix?, isSampled: Bool = false
  ) {
    let front = layers.prefix(while: Self.isRowwise)
    var choice = RowChoice(rows: rows, mask: mask, missing: missing)
    for layer in front {
      choice.rows = layer.forward(choice.rows, mask: mask)
      choice.missing = choice.missing.map { layer.forward($0) }
    }
    let rest = layers[front.endIndex...]
    guard let (pooling, used) = Self.pooling(Array(rest), of: choice, isSampled) else { return nil }
    tail = Array(rest.dropFirst(used))
    guard tail.allSatisfy(Self.isRowwise) else { return nil }
    self.pooling = pooling
  }

  /// Whether the logits are those of a forward pass in double precision.
  package var isExact: Bool { pooling.isExact }

  /// Returns the logits of coalitions.
  ///
  /// - Parameter sets: The positions that are present. Coalitions that differ little should be neighbours.
  /// - Returns: n × K; meaningless for a coalition without an unmasked position whose missing positions are removed.
  /// - Complexity: Depends on the layers; see the types that conform to `CoalitionPooling`.
  package func logits(_ sets: PositionSets) -> Matrix {
    tail.reduce(pooling.pooled(sets)) { $1.forward($0) }
  }

  /// Whether a layer transforms each row separately.
  static func isRowwise(_ layer: any Layer) -> Bool {
    layer is Dense || layer is ActivationLayer || layer is Dropout || layer is BatchNormalization
      || layer is LayerNormalization || layer is HierarchicalSoftmax
  }

  /// Returns the shortcut for the layers that reduce all rows to one, and their number; nil if there is none.
  private static func pooling(
    _ layers: [any Layer], of choice: RowChoice, _ isSampled: Bool
  ) -> (any CoalitionPooling, Int)? {
    switch layers.first {
    case is GlobalAveragePooling1D: return (WeightedMeans(choice, query: nil), 1)
    case let layer as AttentionPooling: return (WeightedMeans(choice, query: layer.query), 1)
    case is GlobalMaxPooling1D: return RowMaxima(choice).map { ($0, 1) }
    case let layer as Conv1D:
      let between = layers.dropFirst().prefix { $0 is Dropout }.count
      guard layers.dropFirst(1 + between).first is GlobalMaxPooling1D else { return nil }
      return WindowMaxima(layer, choice).map { ($0, between + 2) }
    case let layer as any RecurrentLayer where !layer.returnsSequences:
      return (PrefixStates(layer, choice, isSampled: isSampled), 1)
    default: return nil
    }
  }
}

/// The rows among which a coalition chooses: each position shows its own row or, if it is missing, another or none.
struct RowChoice: Sendable {
  /// The rows of positions that are present, L × D.
  var rows: Matrix
  /// Which positions are unmasked; nil if all are.
  let mask: [Bool]?
  /// The row of positions that are missing, 1 × D; nil if they are masked or removed.
  var missing: Matrix?

  /// Whether a position is unmasked.
  func isUnmasked(_ position: Int) -> Bool { mask?[position] ?? true }
}

/// A layer that reduces all rows of a review to one, evaluated for many coalitions.
protocol CoalitionPooling: Sendable {
  /// Whether the output is computed in double precision.
  var isExact: Bool { get }

  /// Returns the output of the layer for each coalition.
  ///
  /// - Parameter sets: The positions that are present.
  /// - Returns: One row per coalition.
  func pooled(_ sets: PositionSets) -> Matrix
}

extension CoalitionPooling {
  var isExact: Bool { true }
}
