extension String {
  /// Whether there is a word in a text, which for most texts is clear from the beginning.
  ///
  /// - Parameter count: How many words there are in a text.
  /// - Returns: Whether there are any.
  /// - Complexity: That of 200 characters, unless they hold hardly a word.
  func hasWord(_ count: (String) -> Int) -> Bool {
    // Where the beginning ends it may cut a tag in two, which leaves a few letters.
    count(String(String.UnicodeScalarView(unicodeScalars.prefix(200)))) > 8 || count(self) > 0
  }
}

extension TextPipeline {
  /// Whether the model reads a word of a text.
  public func findsWord(in text: String) -> Bool { text.hasWord { tokenize($0).count } }
}

extension Standardization {
  /// Whether there is a word in a text.
  public func findsWord(in text: String) -> Bool { text.hasWord { words(in: $0).count } }
}
