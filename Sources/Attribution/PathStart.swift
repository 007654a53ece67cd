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
    rows = review.rows(of: baseline)
    let row = rows.rows == 1 ? rows : rows.rowMean
    mean = review.share == 0 ? Matrix(rows: 1, columns: rows.columns) : row
  }

  /// A review of the background, for reviews of the same length and without a mask.
  ///
  /// - Parameters:
  ///   - member: The review of the background.
  ///   - pooled: The closed form of the model, where it has one.
  init(_ member: Background.Member, _ pooled: PooledNetwork?) {
    rows = member.rows
    mean = member.mean
    pass = pooled.map { Backpropagation(through: $0.steps, at: member.mean, mask: nil) }
  }

  /// A review of the background, for any review.
  ///
  /// Its own mask plays no part: what counts is what counts in the review that is explained. Where it is longer, its end
  /// is cut off, and where it is shorter, padding follows.
  private init(_ member: Background.Member, of review: ExplainedReview) {
    rows = member.embedded.fitted(to: review.length, filler: Baseline.pad.row(for: review))
    mean = rows.mean(of: review.mask)
  }

  private init(rows: Matrix) {
    self.rows = rows
    mean = rows.rowMean
  }

  /// The reviews of the background; the baseline of padding where there are none.
  static func background(of review: ExplainedReview) -> [PathStart] {
    let explainer = review.explainer
    let (starts, members) = (explainer.backgroundStarts, explainer.background.members)
    guard !members.isEmpty else { return [PathStart(.pad, of: review)] }
    let asked = members.compactMap { review.rows(ofBackground: $0.review.text) }
    if !asked.isEmpty { return asked.map(PathStart.init(rows:)) }
    let isPlain = review.mask == nil
    if isPlain, members.indices.allSatisfy({ members[$0].embedded.rows == review.length }) {
      return starts
    }
    return members.indices.map { index in
      isPlain && members[index].embedded.rows == review.length
        ? starts[index] : PathStart(members[index], of: review)
    }
  }

  /// The embedding matrix.
  ///
  /// - Parameter count: The number of positions, L.
  /// - Returns: L × D.
  func matrix(positions count: Int) -> Matrix {
    guard rows.rows != count else { return rows }
    var matrix = Matrix(rows: count, columns: rows.columns)
    for position in 0..<count {
      matrix.setRow(position, to: rows, row: min(position, rows.rows - 1))
    }
    return matrix
  }

  /// The output `F` there.
  func value(for review: ExplainedReview) -> Double {
    review.output.value(at: logits(for: review))
  }

  /// The logits there, 1 × K.
  func logits(for review: ExplainedReview) -> Matrix {
    guard let pooled = review.pooled else {
      return review.logits(at: matrix(positions: review.length))
    }
    return pass?.logits ?? pooled.logits(atMean: mean)
  }
}

extension Matrix {
  /// The first rows, and those of another matrix in the places that are missing.
  ///
  /// - Parameters:
  ///   - count: The number of rows.
  ///   - filler: As many rows, or one that stands for all.
  /// - Returns: As many rows as are asked for.
  func fitted(to count: Int, filler: Matrix) -> Matrix {
    guard rows != count else { return self }
    var result = Matrix(rows: count, columns: columns)
    for row in 0..<count {
      result.setRow(
        row, to: row < rows ? self : filler, row: row < rows ? row : min(row, filler.rows - 1))
    }
    return result
  }
}
