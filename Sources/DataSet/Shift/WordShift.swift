internal import LinearAlgebra

/// The distance between the word frequencies of two data sets, and the words with the largest part in it.
///
/// With the relative frequencies `p` and `q` and their mean `m`, the Jensen–Shannon divergence in bits is a sum over words of
/// parts that are never negative:
///
///     D = Σ_w ½ p log₂(p/m) + ½ q log₂(q/m)
///
/// Its square root is a metric, from 0 for equal frequencies to 1 for data sets without a common word.
///
/// - Source: Lin, *Divergence Measures Based on the Shannon Entropy*, 1991; Endres and Schindelin, *A New Metric for
///   Probability Distributions*, 2003.
public struct WordShift: Hashable, Sendable {
  /// A word and its part in the divergence.
  public struct Word: Hashable, Sendable {
    /// The word's key.
    public let key: String
    /// Its share of all occurrences in the first data set.
    public let before: Double
    /// Its share of all occurrences in the second data set.
    public let after: Double
    /// Its part in the divergence, in bits.
    public let part: Double
    /// The share of reviews with the word in the first data set.
    public let reviewsBefore: Proportion
    /// The share of reviews with the word in the second data set.
    public let reviewsAfter: Proportion
    /// The p-value of equal shares of reviews (G-test with one degree of freedom).
    public let p: Double
    /// The p-value adjusted for the number of words (Benjamini–Hochberg).
    public let adjusted: Double
  }

  /// The square root of the divergence.
  ///
  /// The interval is that of the delete-a-group jackknife over at most twenty groups of reviews in each data set. Resamples of
  /// the bootstrap lack words that the data sets have, and are farther apart.
  ///
  /// - Source: Wolter, *Introduction to Variance Estimation*, 2007, chapter 4.
  public let distance: Decided<Estimate>
  /// The divergence in bits.
  public let divergence: Double
  /// The divergence expected if both data sets came from one source.
  ///
  /// To first order it is `c (1/n₁ + 1/n₂)` for `n₁` and `n₂` words. The constant is measured on random halves of each data set,
  /// so that words which occur together count as such.
  public let divergenceByChance: Decided<Double>
  /// All words of either data set, the largest part first, and of equal ones by key.
  public let words: [Word]

  /// Compares two data sets.
  ///
  /// - Parameters:
  ///   - before: The first data set.
  ///   - after: The second data set.
  ///   - halvings: The number of random halves of each data set.
  ///   - seed: Their seed.
  /// - Returns: The comparison; undecidable if a data set has no words.
  /// - Complexity: O(words · (groups + halvings)).
  public static func between(
    _ before: WordCounts, _ after: WordCounts, halvings: Int = 10, seed: Int = 1
  ) -> Decided<WordShift> {
    guard before.occurrences > 0, after.occurrences > 0 else { return .failure(.noReviews) }
    let keys = Set(before.indices.keys).union(after.indices.keys).sorted()
    let pair = Pair(before: before, after: after, keys: keys)
    let words = pair.words
    let divergence = words.reduce(0.0) { $0 + $1.part }
    return .success(
      WordShift(
        distance: pair.distance(divergence), divergence: divergence,
        divergenceByChance: pair.byChance(halvings: halvings, seed: seed),
        words: words.sorted { $0.part != $1.part ? $0.part > $1.part : $0.key < $1.key }))
  }

  /// The part of a word in the divergence.
  static func part(_ p: Double, _ q: Double) -> Double {
    let mean = (p + q) / 2
    let bits = 1 / 0.6931471805599453
    let sum = (p > 0 ? p * log(p / mean) : 0) + (q > 0 ? q * log(q / mean) : 0)
    return max(0, sum * bits / 2)
  }
}

/// Two data sets with the words of both.
private struct Pair {
  let before: WordCounts
  let after: WordCounts
  let keys: [String]
  /// The place of each word in both data sets.
  private let places: [(before: Int?, after: Int?)]

  init(before: WordCounts, after: WordCounts, keys: [String]) {
    self.before = before
    self.after = after
    self.keys = keys
    places = keys.map { (before.indices[$0], after.indices[$0]) }
  }

  var words: [WordShift.Word] {
    let (own, others) = (before.filled, after.filled)
    let rows = places.map { index, other -> (one: Int, other: Int, present: [Int]) in
      (
        before.count(index, in: own), after.count(other, in: others),
        [index.map { Int(before.presence[$0]) } ?? 0, other.map { Int(after.presence[$0]) } ?? 0]
      )
    }
    let reviews = [before.reviews, after.reviews]
    let total = Double(before.reviews + after.reviews)
    let pValues = rows.map { row in
      Distributions.chiSquareTail(
        2 * total * MutualInformation.information(row.present, reviews), degrees: 1)
    }
    let adjusted = FalseDiscovery.adjusted(pValues)
    return keys.indices.map { index in
      let row = rows[index]
      let p = Double(row.one) / Double(before.occurrences)
      let q = Double(row.other) / Double(after.occurrences)
      return WordShift.Word(
        key: keys[index], before: p, after: q, part: WordShift.part(p, q),
        reviewsBefore: Proportion(count: row.present[0], total: before.reviews),
        reviewsAfter: Proportion(count: row.present[1], total: after.reviews), p: pValues[index],
        adjusted: adjusted[index])
    }
  }

  func distance(_ whole: Double) -> Decided<Estimate> {
    let (own, others) = (before.filled, after.filled)
    guard own.count > 1, others.count > 1 else {
      return .failure(.tooFew(min(before.reviews, after.reviews), needed: 2))
    }
    func jackknife(_ groups: [Int], _ divergence: ([Int]) -> Double) -> Double {
      let values = groups.map { left in divergence(groups.filter { $0 != left }).squareRoot() }
      let mean = values.reduce(0, +) / Double(values.count)
      let scatter = values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
      return scatter * Double(values.count - 1) / Double(values.count)
    }
    let (first, second) = (places.map(\.before), places.map(\.after))
    let variance =
      jackknife(own) { divergence((before, first, $0), (after, second, others)) }
      + jackknife(others) { divergence((before, first, own), (after, second, $0)) }
    let free = Estimate(value: whole.squareRoot(), standardError: variance.squareRoot())
    return .success(
      Estimate(
        value: free.value, low: max(0, free.low), high: min(1, free.high),
        standardError: free.standardError))
  }

  /// The divergence between groups of one data set and groups of the same one or the other.
  private func divergence(
    _ one: (counts: WordCounts, places: [Int?], groups: [Int]),
    _ other: (counts: WordCounts, places: [Int?], groups: [Int])
  ) -> Double {
    let total = Double(one.groups.reduce(0) { $0 + one.counts.totals[$1] })
    let otherTotal = Double(other.groups.reduce(0) { $0 + other.counts.totals[$1] })
    return keys.indices.reduce(0.0) { sum, word in
      let p = Double(one.counts.count(one.places[word], in: one.groups)) / total
      let q = Double(other.counts.count(other.places[word], in: other.groups)) / otherTotal
      return sum + WordShift.part(p, q)
    }
  }

  func byChance(halvings: Int, seed: Int) -> Decided<Double> {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(seed)), for: "halves")
    var constants: [Double] = []
    for _ in 0..<max(1, halvings) {
      for (counts, places) in [(before, places.map(\.before)), (after, places.map(\.after))] {
        var groups = counts.filled
        guard groups.count > 1 else { continue }
        random.shuffle(&groups)
        let half = Array(groups.prefix(groups.count / 2))
        let rest = Array(groups.dropFirst(groups.count / 2))
        let sizes = [half, rest].map { $0.reduce(0) { $0 + counts.totals[$1] } }
        let scale = 1 / Double(sizes[0]) + 1 / Double(sizes[1])
        constants.append(divergence((counts, places, half), (counts, places, rest)) / scale)
      }
    }
    guard !constants.isEmpty else {
      return .failure(.tooFew(max(before.reviews, after.reviews), needed: 2))
    }
    let constant = constants.reduce(0, +) / Double(constants.count)
    return .success(
      min(1, constant * (1 / Double(before.occurrences) + 1 / Double(after.occurrences))))
  }
}
