/// The way from a text to the indices that a model reads.
public struct TextPipeline: Hashable, Sendable {
  /// The end of a sequence at which something is added or removed, as Keras names it.
  public enum Side: String, CaseIterable, Sendable {
    /// At the beginning.
    case pre
    /// At the end.
    case post
  }

  /// How a text is cut into words.
  public let standardization: Standardization
  /// What it is cut into.
  public let split: Standardization.Split
  /// The words that have an index.
  public let vocabulary: Vocabulary
  /// T, the number of positions that the model reads; nil where each review has as many as it needs.
  public let sequenceLength: Int?
  /// Where a short review is filled up.
  public let padding: Side
  /// The side on which a long review is cut.
  ///
  /// Keras' default is the beginning: the model reads a review's end.
  public let truncating: Side
  /// How fastText reads a text, n-grams and all; nil where words alone are looked up as Keras does.
  public let ngrams: NgramText?
  /// What an HTML line break is taken for.
  public let lineBreaks: LineBreaks
  /// Whether words that the vocabulary lacks are left out, as by a Keras `Tokenizer` without `oov_token`; they are no
  /// words of a review then.
  public let leavesUnknownOut: Bool
  /// Without a ``sequenceLength``, the number of positions up to which a short review is filled up, from 1.
  ///
  /// It follows from the layers: a convolution can't take fewer than its window has.
  public internal(set) var shortestLength = 1

  /// What an HTML line break, such as `<br />`, is taken for.
  public enum LineBreaks: String, CaseIterable, Sendable {
    /// White space.
    case space
    /// Text like any other, so that `br` can become a word, as in Keras.
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
  ///   - ngrams: How it reads a text.
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

  /// The number of rows that the embedding must have: one for each word, and those of n-grams.
  public var rowCount: Int { ngrams?.rowCount ?? vocabulary.count }

  /// Cuts a text into words and looks them up.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Its words in reading order, without unknown ones where these are left out.
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

  /// Encodes a text as fastText does, or as Keras does: the start token is put in front, then `pad_sequences` cuts or
  /// fills up.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text with its words and the model's input.
  /// - Complexity: O(*n*) in the length of the text.
  public func encode(_ text: String) -> EncodedReview {
    if let ngrams { return ngrams.encode(text) }
    let tokens = tokenize(text)
    let prefix = vocabulary.start.map { [$0] } ?? []
    let entries = prefix + tokens.map(\.index)
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
