/// Words that tell the label better than they should: nearly every review with such a word has the same label.
///
/// A word of an opinion, such as "excellent", occurs in reviews of both classes. A word with a purity near 1 in many reviews is
/// more often a trace of how the data was collected: a site's name, a rating in the text, a folder.
public enum Shortcuts {
  /// Returns the words that are shortcuts.
  ///
  /// - Parameters:
  ///   - information: The words with their information, from ``MutualInformation/words(minimum:)``.
  ///   - contributions: The words' contributions, if they are known.
  ///   - purity: The share of a word's reviews with the label it tells, from which it is a shortcut; the lower end of the
  ///     interval must reach it.
  ///   - level: The share of words without information that is expected among those found.
  /// - Returns: The shortcuts, the most informative one first.
  /// - Complexity: O(words · log words).
  public static func found(
    in information: [WordInformation], contributions: WordImportance? = nil, purity: Double = 0.9,
    level: Double = 0.05
  ) -> [Shortcut] {
    let means = information.map { word -> Estimate? in
      contributions?.statistics(of: word.key).value?.mean
    }
    let informationRanks = ranks(information.map(\.information))
    let known = means.indices.filter { means[$0] != nil }
    let contributionRanks = ranks(known.map { abs(means[$0]?.value ?? 0) })
    var reliance: [Int: Double] = [:]
    for (place, index) in known.enumerated() { reliance[index] = contributionRanks[place] }
    return information.indices.filter {
      information[$0].adjusted <= level && information[$0].purity.low >= purity
    }.map {
      Shortcut(
        word: information[$0], contribution: means[$0], informationRank: informationRanks[$0],
        relianceRank: reliance[$0])
    }
  }

  /// Returns for each value the share of the other values that are lower, with half of the equal ones; 1 for a single value.
  static func ranks(_ values: [Double]) -> [Double] {
    guard values.count > 1 else { return values.map { _ in 1 } }
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let rank = (Double(start) + Double(end - start - 1) / 2) / Double(values.count - 1)
      for place in start..<end { ranks[order[place]] = rank }
      start = end
    }
    return ranks
  }
}

/// A word that tells the label better than it should.
public struct Shortcut: Hashable, Sendable {
  /// The word and what it tells.
  public let word: WordInformation
  /// Its mean contribution; nil if it is not known.
  public let contribution: Estimate?
  /// The share of the other words that tell less.
  public let informationRank: Double
  /// The share of the other words whose mean contribution is smaller in magnitude; nil if contributions are not known.
  ///
  /// It is near 1 if the classifier relies on the word, and low if the classifier does not take the shortcut that the data has.
  public let relianceRank: Double?
}
