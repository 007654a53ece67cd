extension String {
  /// Whether a text contains a word, which the beginning decides for most texts.
  ///
  /// - Parameter count: Returns the number of words in a text.
  /// - Returns: Whether there is at least one word.
  /// - Complexity: That of 200 characters, unless they contain hardly any words.
  func hasWord(_ count: (String) -> Int) -> Bool {
    // The end of the prefix may split a tag, which leaves a few letters.
    count(String(String.UnicodeScalarView(unicodeScalars.prefix(200)))) > 8 || count(self) > 0
  }
}

extension TextPipeline {
  /// Whether the model reads at least one word of a text.
  public func findsWord(in text: String) -> Bool { text.hasWord { tokenize($0).count } }
}

extension Standardization {
  /// Whether a text contains at least one word.
  public func findsWord(in text: String) -> Bool { text.hasWord { words(in: $0).count } }
}
