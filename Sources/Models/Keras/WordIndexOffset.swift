import Classifier
import SourceText

/// The offset from the rank of a word to its index: 0 for a Keras `Tokenizer`, 3 for Keras's IMDB data, in which the indices 0
/// to 3 are padding, start, unknown and unused.
///
/// It is inferred from the contents of the file and the number of rows of the embedding; if these are inconclusive, an error is
/// thrown.
struct WordIndexOffset {
  /// The offset of `imdb.load_data()`.
  static let imdb = 3
  /// The number of words of `imdb.get_word_index()`, and the first words.
  private static let imdbCount = 88_584
  private static let imdbWords = ["the", "and", "a"]

  /// The offset.
  let value: Int
  /// The decision; nil if the file or the command line specifies the offset.
  let decision: Decision?

  /// Infers the offset.
  ///
  /// - Parameters:
  ///   - index: The words with their ranks.
  ///   - rows: The number of rows of the embedding.
  ///   - given: The option on the command line, if any.
  /// - Throws: A diagnostic if neither the contents nor the number of rows is conclusive, or if the file lists every index.
  init(_ index: WordIndex, rows: Int, given: Int?) throws(Diagnostics) {
    if index.isList {
      guard given ?? 0 == 0 else {
        throw Diagnostics(
          "the file contains the padding token, so it lists indices and --index-offset does not apply",
          at: index.place, hint: "remove --index-offset")
      }
      (value, decision) = (0, nil)
    } else if let given {
      (value, decision) = (given, nil)
    } else if index.tokenizer != nil {
      (value, decision) = (0, nil)
    } else {
      guard let (isTokenizer, reason) = Self.found(in: index, rows: rows) else {
        throw Diagnostics(
          "cannot determine whether the index of a word is its rank or its rank plus 3",
          at: index.place,
          hint:
            "add --index-offset 0 for the ranks of a Keras Tokenizer, whose first word has index 1, or "
            + "--index-offset 3 for imdb.load_data(), where 0 to 3 are padding, start, unknown and unused"
        )
      }
      value = isTokenizer ? 0 : Self.imdb
      decision =
        isTokenizer
        ? Decision(
          "the index of a word is its rank, as for Keras's Tokenizer: \(reason)",
          option: "--index-offset 3")
        : Decision(
          "the index of a word is its rank plus 3, as for Keras's IMDB data: \(reason)",
          option: "--index-offset 0")
    }
  }

  /// Returns the conclusion from the contents, with the reason.
  private static func found(
    in index: WordIndex, rows: Int
  ) -> (isTokenizer: Bool, reason: String)? {
    if let first = index.words[1], WordIndex.isUnknownToken(first) {
      return (true, "rank 1 is '\(first)'")
    }
    let first = (1...imdbWords.count).map { index.words[$0] ?? "" }
    if index.words.count == imdbCount, first == imdbWords {
      return (false, "it has the words of imdb.get_word_index()")
    }
    switch rows - index.highestRank {
    case 1: return (true, "the highest rank, \(index.highestRank), belongs to the last row")
    case imdb + 1: return (false, "the highest rank, \(index.highestRank), belongs to the last row")
    default: return nil
    }
  }
}
