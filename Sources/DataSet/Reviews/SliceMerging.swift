internal import LinearAlgebra

/// Merges slices that only repeat the errors of others.
///
/// The most significant slice is kept first. The slices kept so far divide the reviews into strata: those in none of them, in the
/// first only, in both, and so on. Each other slice is tested again, now against the other reviews of its strata (Mantel and
/// Haenszel), and the p-values are adjusted again (Benjamini–Hochberg); the most significant one is kept as long as there is one.
/// All others are merged.
///
/// - Source: Mantel and Haenszel, *Statistical Aspects of the Analysis of Data from Retrospective Studies*, 1959.
struct SliceMerging {
  let wrong: BitSet
  let reviews: Int
  /// The number of slices tested, of which those merged here are the significant ones.
  let tested: Int
  let level: Double
  let limit: Int

  private struct Kept {
    let found: SliceSearch.Found
    var merged: [[String]] = []
  }

  /// Returns the slices that explain all others.
  ///
  /// - Parameter slices: The slices, the most significant one first.
  /// - Returns: Those kept, and the conditions of the slices merged into each, at most ten.
  func merged(_ slices: [SliceSearch.Found]) -> [(found: SliceSearch.Found, merged: [[String]])] {
    var kept: [Int] = []
    var strata = Strata(reviews: reviews, wrong: wrong)
    var next = slices.isEmpty ? nil : 0
    while let index = next, kept.count < limit {
      kept.append(index)
      strata.divide(by: slices[index].rows, wrong: wrong)
      next = mostSignificant(slices, without: kept, strata)
    }
    // A slice that was kept before its better explanation was found is merged into that.
    for index in kept.reversed() where kept.count > 1 {
      var strata = Strata(reviews: reviews, wrong: wrong)
      for other in kept where other != index { strata.divide(by: slices[other].rows, wrong: wrong) }
      if strata.tail(of: slices[index].rows, wrong: wrong) > level {
        kept.removeAll { $0 == index }
      }
    }
    var result = kept.map { Kept(found: slices[$0]) }
    for index in slices.indices where !kept.contains(index) {
      assign(slices[index].conditions, rows: slices[index].rows, in: &result)
    }
    return result.map { ($0.found, $0.merged) }
  }

  /// Returns the slice that is most significantly worse than the other reviews of its strata; nil if none is.
  private func mostSignificant(
    _ slices: [SliceSearch.Found], without kept: [Int], _ strata: Strata
  ) -> Int? {
    let ranked = slices.indices.filter { !kept.contains($0) }.map { index in
      (p: strata.tail(of: slices[index].rows, wrong: wrong), index: index)
    }.sorted { ($0.p, $0.index) < ($1.p, $1.index) }
    // Slices that are not here have higher ranks, so the adjusted value can only be too high.
    let adjusted = ranked.enumerated().map { $1.p * Double(tested) / Double($0 + 1) }
    return (adjusted.min() ?? 1) <= level ? ranked.first?.index : nil
  }

  private func assign(_ conditions: [String], rows: BitSet, in kept: inout [Kept]) {
    let overlaps = kept.map { $0.found.rows.intersection(rows).count }
    guard let index = kept.indices.max(by: { overlaps[$0] < overlaps[$1] }),
      kept[index].merged.count < 10
    else { return }
    kept[index].merged.append(conditions)
  }
}

/// A partition of the reviews.
private struct Strata {
  /// The stratum of each review.
  private var strata: [Int]
  /// The number of reviews and of wrong predictions in each stratum.
  private var totals: [(size: Int, errors: Int)]

  init(reviews: Int, wrong: BitSet) {
    strata = Array(repeating: 0, count: reviews)
    totals = [(reviews, wrong.count)]
  }

  /// Divides each stratum into the reviews in a slice and the others.
  mutating func divide(by slice: BitSet, wrong: BitSet) {
    var inside: [Int: Int] = [:]
    for row in strata.indices where slice.contains(row) {
      let old = strata[row]
      let new = inside[old] ?? totals.count
      if inside[old] == nil {
        inside[old] = new
        totals.append((0, 0))
      }
      let error = wrong.contains(row) ? 1 : 0
      strata[row] = new
      totals[new].size += 1
      totals[new].errors += error
      totals[old].size -= 1
      totals[old].errors -= error
    }
  }

  /// Returns the probability of as many errors in a slice or more if it is like the other reviews of its strata.
  func tail(of slice: BitSet, wrong: BitSet) -> Double {
    var own = [(size: Int, errors: Int)](repeating: (0, 0), count: totals.count)
    for (index, word) in slice.words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        let row = index << 6 + rest.trailingZeroBitCount
        rest &= rest - 1
        own[strata[row]].size += 1
        if wrong.contains(row) { own[strata[row]].errors += 1 }
      }
    }
    var (excess, variance) = (0.0, 0.0)
    for (part, total) in zip(own, totals) where part.size > 0 && total.size > 1 {
      let (n, m) = (Double(part.size), Double(total.errors))
      let size = Double(total.size)
      excess += Double(part.errors) - n * m / size
      variance += n * (size - n) * m * (size - m) / (size * size * (size - 1))
    }
    guard variance > 0 else { return 1 }
    // The continuity correction makes up for errors coming in whole numbers.
    return 0.5 * erfc((excess - 0.5) / (2 * variance).squareRoot())
  }
}
