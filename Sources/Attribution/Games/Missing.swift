import LinearAlgebra
import SourceText

/// What it means that a word is missing, as the options of a method have it.
struct Missing: Sendable {
  /// The replacement, which alone remains where all are missing.
  let baseline: Baseline
  /// Whether it is replaced or taken out.
  let removal: Removal

  /// Creates the meaning of a missing word.
  init(_ baseline: Baseline, _ removal: Removal) {
    self.baseline = baseline
    self.removal = removal
  }

  /// Takes the options `baseline` and `removal`.
  ///
  /// - Parameters:
  ///   - options: The options of a method.
  ///   - standard: The values that they have if they are not given.
  init(options: inout Options, default standard: Missing) {
    baseline = options.take("baseline", default: standard.baseline)
    removal = options.take("removal", default: standard.removal)
  }

  /// The output `F` where every word is missing.
  func start(of review: ExplainedReview) -> Double {
    review.output.value(at: baseline.logits(for: review, removal: removal))
  }

  /// A review as a game.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - players: The positions of each player.
  /// - Returns: The game.
  func game(_ review: ExplainedReview, _ players: PositionGroups) -> CoalitionGame {
    CoalitionGame(review, players: players, baseline: baseline, removal: removal)
  }
}

extension CoalitionGame {
  /// How much the output falls when each player alone leaves.
  ///
  /// - Parameter kinds: A number a player, equal where two are interchangeable: their falls are equal.
  /// - Returns: One number a player.
  func falls(kinds: [Int]) -> [Double] {
    let whole = value(of: full)
    if let values = pooled?.values(withoutEachOf: full, ofNobody: baselineValue) {
      return values.map { whole - $0 }
    }
    var known: [Int: Double] = [:]
    return players.indices.map { player in
      if let fall = known[kinds[player]] { return fall }
      var rest = full
      remove(player, from: &rest)
      let fall = whole - value(of: rest)
      known[kinds[player]] = fall
      return fall
    }
  }
}
