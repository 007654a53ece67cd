public import Attribution

/// The pairwise agreement of methods about the order of a review's words.
///
/// Agreement is not proof: methods agree if the model is nearly linear, whether or not it is right.
///
/// - Source: Neely, Schouten, Bleeker and Lucic, *A Song of (Dis)agreement*, 2022,
///   <https://arxiv.org/abs/2205.04559>.
public struct Agreement: Hashable, Sendable {
  /// The correlations of two methods.
  public struct Pair: Hashable, Sendable {
    /// Kendall's τ-b.
    public let kendall: Double
    /// Spearman's ρ.
    public let spearman: Double
  }

  /// The methods' names.
  public let names: [String]
  /// For each method the number of distinct scores, up to rounding.
  public let ranks: [Int]
  /// One row and one column per method; nil if one of the two is constant over the words.
  public let pairs: [[Pair?]]

  /// Compares attributions of one review.
  ///
  /// - Parameter attributions: The methods' names and numbers, all of the same review.
  /// - Complexity: O(M² T log T) for M methods and T words.
  public init(_ attributions: [(name: String, attribution: Attribution)]) {
    names = attributions.map(\.name)
    // Each method is ranked once, not once per pair.
    let levels = attributions.map { RankCorrelation.levels($0.attribution.scores) }
    let ranked = levels.map { $0.flatMap { RankCorrelation.centred(RankCorrelation.ranks($0)) } }
    ranks = levels.map { ($0?.max() ?? -1) + 1 }
    var pairs = [[Pair?]](
      repeating: Array(repeating: nil, count: levels.count), count: levels.count)
    for first in levels.indices {
      for second in first..<levels.count {
        guard let (ours, theirs) = both(levels[first], levels[second]),
          let (ourRanks, theirRanks) = both(ranked[first], ranked[second]),
          let kendall = first == second ? 1 : RankCorrelation.kendall(levels: ours, theirs)
        else { continue }
        let pair = Pair(
          kendall: kendall,
          spearman: first == second
            ? 1 : RankCorrelation.correlation(ofCentred: ourRanks, theirRanks))
        pairs[first][second] = pair
        pairs[second][first] = pair
      }
    }
    self.pairs = pairs
  }

  /// Returns the agreement of some of the methods, in the order given; unknown names are ignored.
  public func of(_ chosen: [String]) -> Agreement {
    let kept = chosen.compactMap(names.firstIndex)
    return Agreement(
      names: kept.map { names[$0] }, ranks: kept.map { ranks[$0] },
      pairs: kept.map { row in kept.map { pairs[row][$0] } })
  }

  private init(names: [String], ranks: [Int], pairs: [[Pair?]]) {
    self.names = names
    self.ranks = ranks
    self.pairs = pairs
  }
}

/// Returns two values, or nil if one is missing.
private func both<Value>(_ first: Value?, _ second: Value?) -> (Value, Value)? {
  first.flatMap { first in second.map { (first, $0) } }
}

/// The mean agreement of methods over reviews.
public struct MeanAgreement: Hashable, Sendable {
  /// The methods' names.
  public let names: [String]
  /// The mean over the reviews in which neither method is constant; nil if there is none.
  public let pairs: [[Agreement.Pair?]]
  /// The number of reviews in each mean.
  public let counts: [[Int]]
  /// The mean number of words that each method distinguishes.
  public let ranks: [Double]
  /// The number of reviews.
  public let reviews: Int

  /// Averages over reviews.
  ///
  /// - Parameter agreements: One per review, all of the same methods in the same order.
  public init(_ agreements: [Agreement]) {
    let names = agreements.first?.names ?? []
    self.names = names
    reviews = agreements.count
    ranks = names.indices.map { method in
      agreements.reduce(0) { $0 + Double($1.ranks[method]) } / Double(agreements.count)
    }
    let known = names.indices.map { first in
      names.indices.map { second in agreements.compactMap { $0.pairs[first][second] } }
    }
    counts = known.map { $0.map(\.count) }
    pairs = known.map { row in
      row.map { pairs in
        guard !pairs.isEmpty else { return nil }
        let count = Double(pairs.count)
        return Agreement.Pair(
          kendall: pairs.reduce(0) { $0 + $1.kendall } / count,
          spearman: pairs.reduce(0) { $0 + $1.spearman } / count)
      }
    }
  }
}
