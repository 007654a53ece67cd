import Classifier
import LinearAlgebra

/// Where the way to a review starts: an embedding matrix of the review's shape.
struct PathStart {
  /// Its rows: one that all positions hold, or one for each position.
  let rows: Matrix
  /// The mean of the rows at the positions that count in the review, 1 × D; zero where none counts.
  let mean: Matrix
  /// The pass forward from it, where it is known already.
  var pass: Backpropagation?

  /// A baseline, whose row all positions hold.
  init(_ baseline: Baseline, of review: ExplainedReview) {
    rows = baseline.row(for: review)
    mean = review.share == 0 ? Matrix(rows: 1, columns: rows.columns) : rows
  }

  /// A review of the background.
  ///
  /// Its own mask plays no part: what counts is what counts in the review that is explained. Where it is longer, its end
  /// is cut off, and where it is shorter, padding follows.
  init(_ member: Background.Member, of review: ExplainedReview) {
    guard member.embedded.rows == review.length else {
      rows = member.embedded.fitted(to: review.length, filler: Baseline.pad.row(for: review))
      mean = rows.mean(of: review.mask)
      return
    }
    rows = member.embedded
    mean = review.mask == nil ? member.mean : rows.mean(of: review.mask)
  }

  /// The reviews of the background; the baseline of padding where there are none.
  static func background(of review: ExplainedReview) -> [PathStart] {
    let members = review.explainer.background.members
    guard !members.isEmpty else { return [PathStart(.pad, of: review)] }
    // A mask of the review says which of a member's rows count, and so makes a pass of its own.
    let passes = review.mask == nil ? review.explainer.backgroundPasses : []
    return members.indices.map { index in
      var start = PathStart(members[index], of: review)
      let isWhole = members[index].review.indices.count == review.length
      start.pass = passes.isEmpty || !isWhole ? nil : passes[index]
      return start
    }
  }

  /// The embedding matrix.
  ///
  /// - Parameter count: The number of positions, L.
  /// - Returns: L × D.
  func matrix(positions count: Int) -> Matrix {
    guard rows.rows != count else { return rows }
    var matrix = Matrix(rows: count, columns: rows.columns)
    for position in 0..<count { matrix.setRow(position, to: rows, row: 0) }
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

extension Matrix {
  /// The first rows, and a row of its own for each that is missing.
  fileprivate func fitted(to count: Int, filler: Matrix) -> Matrix {
    var result = Matrix(rows: count, columns: columns)
    for row in 0..<count {
      result.setRow(row, to: row < rows ? self : filler, row: row < rows ? row : 0)
    }
    return result
  }
}
