public import Classifier
public import LinearAlgebra

/// The background reviews, over which methods with a distribution of baselines average.
///
/// - Source: Lundberg and Lee, *A Unified Approach to Interpreting Model Predictions*, 2017, section 4,
///   <https://arxiv.org/abs/1705.07874>.
public struct Background: Sendable {
  /// A background review, encoded for the model.
  public struct Member: Sendable {
    /// The review.
    public let review: EncodedReview
    /// Its embedding matrix, L × D.
    public let embedded: Matrix
    /// Its rows without the repetitions of the last one: padding is stored once.
    let rows: Matrix
    /// Whether each position is unmasked; nil if no position is masked.
    public let mask: [Bool]?
    /// The mean over the unmasked positions, 1 × D.
    public let mean: Matrix
    /// Its logits, 1 × K.
    public let logits: Matrix
  }

  /// The reviews in the order given.
  public let members: [Member]
  /// The SHA-256 of the texts, each preceded by its length in eight bytes.
  public let sha256: String
  /// The mean embedding of all unmasked words that the model reads in them, 1 × D; nil if there are none.
  let meanRow: Matrix?

  /// Creates a background.
  ///
  /// - Parameters:
  ///   - texts: The reviews.
  ///   - model: The model.
  /// - Complexity: One forward pass per review.
  init(_ texts: [String] = [], model: Model) {
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
  /// The matrix without the rows at the end that repeat the row before them.
  fileprivate var withoutRepeatedEnd: Matrix {
    var count = rows
    while count > 1, row(count - 1) == row(count - 2) { count -= 1 }
    return firstRows(count)
  }
}
