extension Vocabulary {
  /// Creates the vocabulary of the most frequent words in many texts.
  ///
  /// - Parameters:
  ///   - texts: The words of each text.
  ///   - limit: The maximum number of tokens, including the four special ones.
  /// - Complexity: O(*n* + *m* log *m*) for *n* words of which *m* are distinct.
  public init(ofMostFrequent texts: some Sequence<[String]>, limit: Int) {
    var counts: [String: (count: Int, first: Int)] = [:]
    for text in texts {
      for word in text {
        let first = counts.count
        counts[word, default: (0, first)].count += 1
      }
    }
    // Ties are ordered by first occurrence, like the stable sort of Keras's Tokenizer.
    let ranked = counts.sorted { left, right in
      (-left.value.count, left.value.first) < (-right.value.count, right.value.first)
    }
    let room = max(0, limit - Self.specialTokens.count)
    self.init(words: Self.specialTokens + ranked.prefix(room).map(\.key))
  }
}
