import Reporting

/// An alignment of the tokens of two versions of a review.
///
/// If the texts are equal, tokens are matched by position. Otherwise they are matched by a longest common subsequence of
/// the words.
package struct TokenAlignment {
  /// The indices of tokens in both versions, in the order of the old version.
  let pairs: [(old: Int, new: Int)]
  /// The indices of tokens in the old version only.
  let removed: [Int]
  /// The indices of tokens in the new version only.
  let added: [Int]

  /// Aligns two versions; returns nil if they are too long and too different.
  ///
  /// This is the case if the table for the tokens between the common prefix and the common suffix is too large.
  ///
  /// - Parameters:
  ///   - old: The review in the old run.
  ///   - new: The review in the new run.
  /// - Complexity: O(*n*) for equal texts; otherwise O(*n* · *m*) in the tokens between the common prefix and suffix.
  init?(_ old: AttributionRun.Review, _ new: AttributionRun.Review) {
    if old.text == new.text {
      self.init(pairs: Self.samePlaces(old.tokens, new.tokens), old, new)
    } else {
      // Comparing integers is faster than comparing strings.
      var numbers: [String: Int] = [:]
      func number(_ token: AttributionRun.Token) -> Int {
        if let number = numbers[token.text] { return number }
        numbers[token.text] = numbers.count
        return numbers.count - 1
      }
      let pairs = CommonSubsequence.pairs(old.tokens.map(number), new.tokens.map(number))
      guard let pairs else { return nil }
      self.init(pairs: pairs, old, new)
    }
  }

  private init(
    pairs: [(old: Int, new: Int)], _ old: AttributionRun.Review, _ new: AttributionRun.Review
  ) {
    self.pairs = pairs
    let kept = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    removed = old.tokens.indices.filter { !kept.0.contains($0) }
    added = new.tokens.indices.filter { !kept.1.contains($0) }
  }

  private static func samePlaces(
    _ old: [AttributionRun.Token], _ new: [AttributionRun.Token]
  ) -> [(old: Int, new: Int)] {
    // A duplicate token is matched only once.
    var places: [Range<Int>: Int] = [:]
    for (index, token) in new.enumerated().reversed() where token.start <= token.end {
      places[token.start..<token.end] = index
    }
    return old.enumerated().compactMap { index, token in
      guard token.start <= token.end else { return nil }
      return places.removeValue(forKey: token.start..<token.end).map { (index, $0) }
    }
  }
}
