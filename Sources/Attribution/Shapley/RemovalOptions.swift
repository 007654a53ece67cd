import LinearAlgebra
import SourceText

/// The treatment of missing words, as set by the options of a method.
struct RemovalOptions: Sendable {
  /// The replacement; it alone remains if all are missing.
  let baseline: Baseline
  /// Replacement or removal.
  let removal: Removal

  /// Creates a treatment of missing words.
  init(_ baseline: Baseline, _ removal: Removal) {
    self.baseline = baseline
    self.removal = removal
  }

  /// Takes the options `baseline` and `removal`.
  ///
  /// - Parameters:
  ///   - options: The options of a method.
  ///   - standard: The defaults.
  init(options: inout Options, default standard: RemovalOptions) {
    baseline = options.take("baseline", default: standard.baseline)
    removal = options.take("removal", default: standard.removal)
  }

  /// Returns the output `F` with every word missing.
  func start(of review: ReviewInput) -> Double {
    review.output.value(at: baseline.logits(for: review, removal: removal))
  }

  /// Returns a review as a game.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - players: The positions of each player.
  ///   - isSampled: Whether the values are for a sampled result.
  /// - Returns: The game.
  func game(
    _ review: ReviewInput, _ players: PositionGroups, isSampled: Bool = false
  ) -> CoalitionGame {
    CoalitionGame(
      review, players: players, baseline: baseline, removal: removal, isSampled: isSampled)
  }
}

extension CoalitionGame {
  /// Returns the decrease of the output when each player alone leaves.
  ///
  /// - Parameter kinds: One number per player, equal for interchangeable players, whose decreases are equal.
  /// - Returns: One number per player.
  func falls(kinds: [Int]) -> [Double] {
    if let values = pooled?.values(withoutEachOf: full, emptyValue: baselineValue) {
      let whole = value(of: full)
      return values.map { whole - $0 }
    }
    let kinds = SymmetricPlayers(kinds)
    let (whole, values) = values(withAndWithoutEach: kinds.members.map { $0.prefix(1) })
    return kinds.groups.map { whole - values[$0] }
  }
}
