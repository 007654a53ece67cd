/// The conversion of a text to the indices that a model reads.
public struct TextPipeline: Hashable, Sendable {
  /// The end of a sequence at which to pad or truncate, with Keras's names.
  public enum Side: String, CaseIterable, Sendable {
    /// At the beginning.
    case pre
    /// At the end.
    case post
  }

  /// The standardization.
  public let standardization: Standardization
  /// The units into which texts are split.
  public let split: Standardization.Split
  /// The vocabulary.
  public let vocabulary: Vocabulary
  /// T, the sequence length; nil if it is that of each review.
  public let sequenceLength: Int?
  /// The side on which short reviews are padded.
  public let padding: Side
  /// The side on which long reviews are truncated.
  ///
  /// Keras's default is the beginning: the model reads the end of a review.
  public let truncating: Side
  /// The text processing of fastText, including n-grams; nil for word lookup as in Keras.
  public let ngrams: NgramText?
  /// The treatment of HTML line breaks.
  public let lineBreaks: LineBreaks
  /// Whether out-of-vocabulary words are omitted, as by a Keras `Tokenizer` without `oov_token`; they are then not considered
  /// words of a review.
  public let leavesUnknownOut: Bool
  /// Without a ``sequenceLength``, the length to which short reviews are padded, at least 1.
  ///
  /// It follows from the layers: the input of a convolution must not be shorter than its window.
  public package(set) var shortestLength = 1

  /// The treatment of an HTML line break, such as `<br />`.
  public enum LineBreaks: String, CaseIterable, Sendable {
    /// White space.
    case space
    /// Ordinary text, so that `br` can become a word, as in Keras.
    case text
  }

  /// Creates a pipeline.
  public init(
    standardization: Standardization, split: Standardization.Split = .whitespace,
    vocabulary: Vocabulary, sequenceLength: Int? = 256,
    padding: Side = .post, truncating: Side = .pre, lineBreaks: LineBreaks = .space,
    leavesUnknownOut: Bool = false
  ) {
    self.standardization = standardization
    self.split = split
    self.vocabulary = vocabulary
    self.sequenceLength = sequenceLength
    self.padding = padding
    self.truncating = truncating
    ngrams = nil
    self.lineBreaks = lineBreaks
    self.leavesUnknownOut = leavesUnknownOut
  }

  /// Creates the pipeline of a fastText model.
  ///
  /// - Parameters:
  ///   - ngrams: Its text processing.
  ///   - words: The words of its dictionary, by row.
  public init(ngrams: NgramText, words: [String]) {
    self.ngrams = ngrams
    vocabulary = Vocabulary(
      words: words + [NgramText.paddingWord], padding: words.count, start: nil,
      unknown: words.count)
    (standardization, split, lineBreaks) = (.tokenizer, .whitespace, .text)
    (sequenceLength, padding, truncating) = (nil, .post, .post)
    leavesUnknownOut = false
  }

  /// The required number of rows of the embedding: one per word, plus those of n-grams.
  package var rowCount: Int { ngrams?.rowCount ?? vocabulary.count }

  /// Splits a text into words and looks them up.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The words in reading order, without unknown words if they are omitted.
  /// - Complexity: O(*n*) in the length of the text.
  public func tokenize(_ text: String) -> [Token] {
    if let ngrams { return ngrams.tokenize(text) }
    return standardization.words(in: text, split: split, lineBreaks: lineBreaks).compactMap {
      word in
      let index = vocabulary.index(of: word.text)
      if index == nil, leavesUnknownOut { return nil }
      return Token(
        text: word.text, range: word.range, index: index ?? vocabulary.unknown,
        isKnown: index != nil)
    }
  }

  /// The number of positions of an empty review.
  public var nominalLength: Int { sequenceLength ?? shortestLength }

  /// Encodes a text like fastText, or like Keras: the start token is prepended, then `pad_sequences` truncates or pads.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text with its words and the model's input.
  /// - Complexity: O(*n*) in the length of the text.
  public func encode(_ text: String) -> EncodedReview {
    if let ngrams { return ngrams.encode(text) }
    let tokens = tokenize(text)
    let prefix = vocabulary.start.map { [$0] } ?? []
    let entries = prefix + tokens.map { $0.index }
    let length = sequenceLength ?? max(shortestLength, entries.count)
    let excess = max(0, entries.count - length)
    let kept = truncating == .pre ? excess..<entries.count : 0..<entries.count - excess
    let filler = [Int](repeating: vocabulary.padding, count: length - kept.count)
    let lead = padding == .pre ? filler.count : 0
    let read = max(0, kept.lowerBound - prefix.count)..<max(0, kept.upperBound - prefix.count)
    let readsStart = vocabulary.start != nil && kept.contains(0)
    return EncodedReview(
      text: text, tokens: tokens, read: read,
      indices: padding == .pre ? filler + entries[kept] : entries[kept] + filler,
      firstPosition: lead + (readsStart ? 1 : 0), startPosition: readsStart ? lead : nil,
      paddingPositions: padding == .pre ? 0..<lead : kept.count..<length)
  }
}
