public import Classifier

/// The sentences and clauses of a review, as ranges of its positions.
///
/// Two words are divided by the characters between their letters in the original text: `.`, `!`, `?` and `…` end a
/// sentence; `,`, `;`, `:`, dashes and brackets end a clause. A single full stop, comma or colon without other characters
/// divides nothing, since it is part of `3.5`, `1,000` or `10:30`. Every position without a word, such as the start token
/// or padding, is its own sentence.
public struct TextUnits: Hashable, Sendable {
  /// The sentences, in order; together they cover all positions.
  public let sentences: [Range<Int>]
  /// The clauses, in order; each is inside one sentence.
  public let clauses: [Range<Int>]

  /// Creates the units of a review from the text between its words.
  ///
  /// - Parameter review: The review.
  /// - Complexity: O(*n*) in the length of the text and the number of positions.
  public init(_ review: EncodedReview) {
    let scalars = Array(review.text.unicodeScalars)
    let words = Array(review.readTokens)
    var sentenceEnds: [Int] = []
    var clauseEnds: [Int] = []
    for position in review.indices.indices {
      let word = position - review.firstPosition
      var division = Division.sentence
      if word >= 0 && word + 1 < words.count {
        // Keras treats non-ASCII punctuation as letters, so a word may end with one.
        let end = scalars[words[word].range].lastIndex(where: Self.isPartOfWord)
        let start = end.map { $0 + 1 } ?? words[word].range.lowerBound
        division = Self.division(scalars[start..<words[word + 1].range.lowerBound])
      }
      if division == .sentence { sentenceEnds.append(position + 1) }
      if division != .word { clauseEnds.append(position + 1) }
    }
    sentences = Self.ranges(sentenceEnds)
    clauses = Self.ranges(clauseEnds)
  }

  /// The kind of boundary between two neighbouring positions.
  enum Division: Int, Comparable {
    case word
    case clause
    case sentence

    static func < (left: Division, right: Division) -> Bool { left.rawValue < right.rawValue }
  }

  /// The boundary after each position.
  var divisions: [Division] {
    var divisions = [Division](repeating: .word, count: sentences.last?.upperBound ?? 0)
    for clause in clauses { divisions[clause.upperBound - 1] = .clause }
    for sentence in sentences { divisions[sentence.upperBound - 1] = .sentence }
    return divisions
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static func division(_ gap: ArraySlice<Unicode.Scalar>) -> Division {
    if gap.count == 1, let scalar = gap.first, ".,:".unicodeScalars.contains(scalar) {
      return .word
    }
    if gap.contains(where: ".!?…。！？".unicodeScalars.contains) { return .sentence }
    return gap.contains(where: ",;:–—()[]".unicodeScalars.contains) ? .clause : .word
  }

  private static func ranges(_ ends: [Int]) -> [Range<Int>] {
    zip([0] + ends, ends).map { $0..<$1 }
  }
}
