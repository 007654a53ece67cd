public import Classifier
public import LinearAlgebra

/// Reviews that stand for "any other review": what methods with a distribution of baselines average over.
///
/// - Source: Lundberg and Lee, *A Unified Approach to Interpreting Model Predictions*, 2017, section 4,
///   <https://arxiv.org/abs/1705.07874>.
public struct Background: Sendable {
  /// One review of the set, ready for the model.
  public struct Member: Sendable {
    /// The review.
    public let review: EncodedReview
    /// Its embedding matrix, L × D.
    public let embedded: Matrix
    /// Its rows, the last of which all positions behind it hold too: padding is there once.
    let rows: Matrix
    /// Which positions count; nil when all do.
    public let mask: [Bool]?
    /// The mean of the positions that count, 1 × D.
    public let mean: Matrix
    /// Its logits, 1 × K.
    public let logits: Matrix
  }

  /// The reviews in the order given.
  public let members: [Member]
  /// The SHA-256 of the texts, each with its length in front as eight bytes.
  public let sha256: String
  /// The mean embedding of all words that are read and count in them, 1 × D; nil when there are none.
  public let meanRow: Matrix?

  /// Creates a background.
  ///
  /// - Parameters:
  ///   - texts: The reviews.
  ///   - model: The model that reads them.
  /// - Complexity: A forward pass a review.
  public init(_ texts: [String] = [], model: Model) {
    sha256 = Model.digest(texts.map { Array($0.utf8) })
    members = texts.map { text in
      let review = model.encode(text)
      let embedded = model.sequential.embedding.forward(review)
      let mask = model.sequential.embedding.mask(of: review)
      return Member(
        review: review, embedded: embedded, rows: embedded.withoutRepeatedEnd, mask: mask,
        mean: GlobalAveragePooling1D().forward(embedded, mask: mask),
        logits: model.sequential.logits(at: embedded, mask: mask))
    }
    let words = members.flatMap { member in
      let first = member.review.firstPosition
      return (first..<first + member.review.read.count).filter { member.mask?[$0] ?? true }
        .map { (member: member, position: $0) }
    }
    var rows = Matrix(rows: words.count, columns: model.sequential.embedding.table.columns)
    for (row, word) in words.enumerated() {
      rows.setRow(row, to: word.member.embedded, row: word.position)
    }
    meanRow = words.isEmpty ? nil : rows.rowMean
  }
}

extension Matrix {
  /// The rows without those at the end that repeat the one in front of them.
  fileprivate var withoutRepeatedEnd: Matrix {
    var count = rows
    while count > 1, row(count - 1) == row(count - 2) { count -= 1 }
    return firstRows(count)
  }
}
