import Classifier
import LinearAlgebra

/// Where the way to a review starts: an embedding matrix of the review's shape.
struct PathStart {
  /// Its rows, the last of which all positions behind it hold too: a single one where all positions hold the same.
  let rows: Matrix
  /// The mean of the rows at the positions that count in the review, 1 × D; zero where none counts.
  let mean: Matrix
  /// The pass forward from it, where it is known already.
  private(set) var pass: Backpropagation?

  /// A baseline, whose row all positions hold.
  init(_ baseline: Baseline, of review: ExplainedReview) {
    rows = baseline.row(for: review)
    mean = review.share == 0 ? Matrix(rows: 1, columns: rows.columns) : rows
  }

  /// A review of the background, for reviews without a mask.
  ///
  /// - Parameters:
  ///   - member: The review of the background.
  ///   - pooled: The closed form of the model, where it has one.
  init(_ member: Background.Member, _ pooled: PooledNetwork?) {
    rows = member.rows
    mean = member.mean
    pass = pooled.map { Backpropagation(through: $0.steps, at: member.mean, mask: nil) }
  }

  /// A review of the background, for a review with a mask.
  ///
  /// What counts is what counts in the review that is explained: the mask of the background's review plays no part, and
  /// the pass is one of its own.
  private init(_ member: Background.Member, of review: ExplainedReview, mask: [Bool]) {
    rows = member.rows
    mean = GlobalAveragePooling1D().forward(
      Self.matrix(of: rows, positions: review.length), mask: mask)
  }

  /// The reviews of the background; the baseline of padding where there are none.
  static func background(of review: ExplainedReview) -> [PathStart] {
    let explainer = review.explainer
    guard !explainer.backgroundStarts.isEmpty else { return [PathStart(.pad, of: review)] }
    guard let mask = review.mask else { return explainer.backgroundStarts }
    return explainer.background.members.map { PathStart($0, of: review, mask: mask) }
  }

  /// The embedding matrix.
  ///
  /// - Parameter count: The number of positions, L.
  /// - Returns: L × D.
  func matrix(positions count: Int) -> Matrix {
    Self.matrix(of: rows, positions: count)
  }

  private static func matrix(of rows: Matrix, positions count: Int) -> Matrix {
    guard rows.rows != count else { return rows }
    var matrix = Matrix(rows: count, columns: rows.columns)
    for position in 0..<count {
      matrix.setRow(position, to: rows, row: min(position, rows.rows - 1))
    }
    return matrix
  }

  /// The output `F` there.
  func value(for review: ExplainedReview) -> Double {
    guard let pooled = review.pooled else {
      return review.value(at: matrix(positions: review.length))
    }
    return review.output.value(at: pass?.logits ?? pooled.logits(atMean: mean))
  }
}
