import Classifier
public import LinearAlgebra

/// The joint effect of two tokens beyond the sum of their individual effects.
///
/// - `hessian`: `e_sᵀ H_st e_t`, with the block `H_st = ∂²F/∂e_s∂e_t`. After average pooling over n positions all blocks
///   are one matrix, `H_st = (1/n²) Vᵀ (∂²F/∂z²) V` with the gradients `V` of the logits (K × D): a pair is characterised by
///   as many numbers as there are logits, and for a logit, which is piecewise linear, every interaction is exactly zero.
///   Otherwise the blocks are finite differences of the gradient.
/// - `removal`: `F(x) − F(x∖s) − F(x∖t) + F(x∖s∖t)`, the second difference of the output.
///
/// A positive number means that the two tokens support the class more together than the sum of each alone. All numbers
/// are in the target's unit. Beyond 1,024 positions, neighbours are merged.
///
/// - Source: Janizek, Sturmfels and Lee, *Explaining Explanations: Axiomatic Feature Interactions for Deep Networks*, 2021
///   (Hessian × input), <https://arxiv.org/abs/2002.04138>; for `removal` the discrete second derivative of
///   Grabisch and Roubens, 1999, <https://doi.org/10.1007/s001820050125>.
public struct PairwiseInteractions: Sendable {
  /// The definition of an interaction.
  public enum Kind: String, CaseIterable, Sendable {
    /// By second derivatives.
    case hessian
    /// By removing both tokens.
    case removal
  }

  private let review: ReviewInput
  private let players: Players
  /// For two groups of interchangeable players, the interaction of a player of one with a player of the other.
  private let table: Matrix

  /// Computes the interactions of all pairs of positions.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - kind: The definition of an interaction.
  ///   - baseline: The replacement for a missing token, for `removal`.
  ///   - removal: The treatment of missing tokens, for `removal`.
  /// - Complexity: O(G²) values for G distinct tokens after average pooling; otherwise four backward passes per position or,
  ///   for `removal`, one forward pass per pair.
  public init(
    _ review: ReviewInput, kind: Kind = .hessian, baseline: Baseline = .pad,
    removal: Removal = .replace
  ) {
    self.review = review
    players = Players(
      PositionGroups(single: 0..<review.length), kinds: review.interchangeableGroups,
      most: Players.most)
    table =
      switch kind {
      case .hessian: Self.hessian(review, players)
      case .removal: Self.removal(review, players, baseline, removal)
      }
  }

  /// The sum of the interactions with all other positions, per position.
  public var sums: [Double] {
    let groups = players.symmetry.members
    let sums = groups.indices.map { group in
      groups.indices.reduce(0.0) { sum, other in
        sum + Double(groups[other].count - (other == group ? 1 : 0)) * table[group, other]
      }
    }
    return players.divided(
      players.symmetry.groups.map { sums[$0] }, over: review.length)
  }

  /// The interactions of the words that the model reads, T × T with a diagonal of zeros.
  ///
  /// Nil if positions were merged.
  public var matrix: Matrix? {
    guard players.count == review.length else { return nil }
    let first = review.review.firstPosition
    let count = review.review.read.count
    let groups = players.symmetry.groups
    var matrix = Matrix(rows: count, columns: count)
    for s in 0..<count {
      for t in 0..<count where s != t { matrix[s, t] = table[groups[first + s], groups[first + t]] }
    }
    return matrix
  }
}

extension PairwiseInteractions {
  private static func hessian(_ review: ReviewInput, _ players: Players) -> Matrix {
    guard let network = review.pooled else { return differences(review, players) }
    let states = network.states(atMean: review.mean)
    let gradients = (0..<review.output.logits).map { logit in
      network.gradient(
        of: Matrix(rows: 1, columns: review.output.logits, unit: logit), through: states)
    }
    let groups = players.symmetry.members
    let embedded = review.embedded
    // The effect of a player of each group on each logit, groups × K.
    var effects = Matrix(rows: groups.count, columns: gradients.count)
    for (group, members) in groups.enumerated() {
      for position in players.positions[members[0]] where review.isUnmasked(position) {
        let row = embedded.lanes.span.extracting(embedded.lanes(ofRow: position))
        for (logit, gradient) in gradients.enumerated() {
          effects[group, logit] += review.positionWeight * dot(row, gradient.lanes.span)
        }
      }
    }
    let curvature = review.output.curvature(at: review.logits)
    var table = Matrix(rows: groups.count, columns: groups.count)
    for s in groups.indices {
      let slopes = network.product(effects.rowMatrix(s), curvature)
      for t in groups.indices {
        table[s, t] = dot(
          slopes.lanes.span, effects.lanes.span.extracting(effects.lanes(ofRow: t)))
      }
    }
    return table
  }

  /// Returns the products of the blocks by differences of the gradient in the direction of each player's rows.
  ///
  /// The error of the four-point rule is of the fourth power of the step.
  private static func differences(_ review: ReviewInput, _ players: Players) -> Matrix {
    let step = 1e-3
    let embedded = review.embedded
    var table = Matrix(rows: players.count, columns: players.count)
    for player in players.positions.indices {
      func slopes(_ factor: Double) -> [Double] {
        var moved = embedded
        for position in players.positions[player] {
          for lane in moved.lanes(ofRow: position) { moved.lanes[lane] *= 1 + factor * step }
        }
        return review.gradient(at: moved).rowDots(embedded)
      }
      let (up, down, far, back) = (slopes(1), slopes(-1), slopes(2), slopes(-2))
      for (other, positions) in players.positions.enumerated() {
        for s in positions {
          table[other, player] += (8 * (up[s] - down[s]) - (far[s] - back[s])) / (12 * step)
        }
      }
    }
    return table
  }

  private static func removal(
    _ review: ReviewInput, _ players: Players, _ baseline: Baseline, _ removal: Removal
  ) -> Matrix {
    let game = CoalitionGame(
      review, players: players.positions, baseline: baseline, removal: removal)
    let groups = players.symmetry.members
    let whole = game.value(of: game.full)
    let without = game.values(withoutEach: groups.map { $0.prefix(1) })
    var table = Matrix(rows: groups.count, columns: groups.count)
    for s in groups.indices {
      let others = (s..<groups.count).filter { s != $0 || groups[s].count > 1 }
      let values = game.values(
        withoutEach: others.map { [groups[s][0], groups[$0][s == $0 ? 1 : 0]] })
      for (t, value) in zip(others, values) {
        table[s, t] = (whole - without[s]) - (without[t] - value)
        table[t, s] = table[s, t]
      }
    }
    return table
  }
}

extension Matrix {
  /// Returns one row as a matrix.
  func rowMatrix(_ row: Int) -> Matrix {
    var result = Matrix(rows: 1, columns: columns)
    result.setRow(0, to: self, row: row)
    return result
  }
}
