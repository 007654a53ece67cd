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
  /// For each method and each method from it on, Kendall's τ-b and Spearman's ρ; ``undefined`` if one of the two is constant.
  ///
  /// A run keeps the agreement of every review, and one array takes a third of the memory of an array of arrays.
  package let correlations: [Double]
  private static let undefined = -2.0

  /// One row and one column per method; nil if one of the two is constant over the words.
  public var pairs: [[Pair?]] {
    var pairs = [[Pair?]](
      repeating: Array(repeating: nil, count: names.count), count: names.count)
    var place = 0
    for first in names.indices {
      for second in first..<names.count {
        let (kendall, spearman) = (correlations[place], correlations[place + 1])
        place += 2
        guard kendall != Self.undefined else { continue }
        pairs[first][second] = Pair(kendall: kendall, spearman: spearman)
        pairs[second][first] = pairs[first][second]
      }
    }
    return pairs
  }

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
    var correlations: [Double] = []
    correlations.reserveCapacity(levels.count * (levels.count + 1))
    for first in levels.indices {
      for second in first..<levels.count {
        guard let (ours, theirs) = both(levels[first], levels[second]),
          let (ourRanks, theirRanks) = both(ranked[first], ranked[second]),
          let kendall = first == second ? 1 : RankCorrelation.kendall(levels: ours, theirs)
        else {
          correlations += [Self.undefined, Self.undefined]
          continue
        }
        let spearman =
          first == second ? 1 : RankCorrelation.correlation(ofCentred: ourRanks, theirRanks)
        correlations += [kendall, spearman]
      }
    }
    self.correlations = correlations
  }

  /// Returns the agreement of some of the methods, in the order given; unknown names are ignored.
  public func of(_ chosen: [String]) -> Agreement {
    let kept = chosen.compactMap(names.firstIndex)
    let pairs = pairs
    let correlations = kept.indices.flatMap { row in
      kept[row...].flatMap { column in
        pairs[kept[row]][column].map { [$0.kendall, $0.spearman] }
          ?? [Self.undefined, Self.undefined]
      }
    }
    return Agreement(
      names: kept.map { names[$0] }, ranks: kept.map { ranks[$0] }, correlations: correlations)
  }

  /// Creates the agreement from its numbers; see ``correlations``.
  package init(names: [String], ranks: [Int], correlations: [Double]) {
    self.names = names
    self.ranks = ranks
    self.correlations = correlations
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
  public init(_ agreements: some Sequence<Agreement>) {
    var names: [String] = []
    var reviews = 0
    var ranks: [Double] = []
    var sums: [[(kendall: Double, spearman: Double, count: Int)]] = []
    for agreement in agreements {
      if reviews == 0 {
        names = agreement.names
        ranks = names.map { _ in 0 }
        sums = names.map { _ in names.map { _ in (0, 0, 0) } }
      }
      reviews += 1
      let pairs = agreement.pairs
      for first in names.indices {
        ranks[first] += Double(agreement.ranks[first])
        for second in names.indices {
          guard let pair = pairs[first][second] else { continue }
          sums[first][second].kendall += pair.kendall
          sums[first][second].spearman += pair.spearman
          sums[first][second].count += 1
        }
      }
    }
    self.names = names
    self.reviews = reviews
    self.ranks = ranks.map { $0 / Double(reviews) }
    counts = sums.map { $0.map(\.count) }
    pairs = sums.map { row in
      row.map { sum in
        guard sum.count > 0 else { return nil }
        let count = Double(sum.count)
        return Agreement.Pair(kendall: sum.kendall / count, spearman: sum.spearman / count)
      }
    }
  }
}
