import Blocks

/// Words of the field that pages explain where they first stand.
enum Glossary: String {
  case convergenceDelta = "convergence delta"
  case complete
  case baseline
  case kendall = "Kendall’s τ-b"

  /// The meaning in a sentence or two.
  private var meaning: Phrase {
    switch self {
    case .convergenceDelta:
      """
      The sum of all contributions, less the change of the output that they have to explain. At 0, nothing is missing and \
      nothing is counted twice.
      """
    case .complete:
      """
      Whether all contributions sum to the change of the output from the baseline to this review, which is the number here. \
      A method that does not promise this may have another sum.
      """
    case .baseline:
      """
      The input with which a method compares the review. A contribution is a part of the change of the output from there to \
      the review.
      """
    case .kendall:
      """
      How alike two orders are: 1 if they are equal, 0 if they are unrelated, −1 if one is the reverse of the other. Ties \
      count for neither.
      """
    }
  }

  /// Returns the word with its meaning.
  ///
  /// - Parameter id: An id that is unique in the page, without the word.
  /// - Returns: The word, which shows its meaning on a page.
  func term(id: String) -> Phrase {
    let name = self == .kendall ? "kendall" : rawValue.replacing(" ", with: "-")
    return Phrase(.term(Phrase(rawValue), meaning: meaning, id: "\(id)-\(name)"))
  }
}
