import Classifier
import LinearAlgebra

/// A search for the row nearest to a given one at which a model is undecided.
///
/// A review with the row `b` in all positions has the log-odds `g(b)` for a class. Starting at the given row
/// `r`, the boundary `g = 0` is replaced by its tangent at `b` and `b` by the point of the tangent nearest to `r`,
///
///     b ← r − (g(b) + ∇g(b)·(r − b)) / ‖∇g(b)‖² · ∇g(b)
///
/// until `g(b)` vanishes. For a piecewise linear logit this ends after a few steps, on the piece that contains the
/// nearest point.
///
/// - Source: Izzo, Lipani, Okhrati and Medda, *A Baseline for Shapley Values in MLPs: from Missingness to
///   Neutrality*, 2021, <https://arxiv.org/abs/2006.04896>.
enum NeutralRow {
  /// Returns the nearest neutral row.
  ///
  /// - Parameters:
  ///   - row: The row to start at, 1 × D.
  ///   - length: The number of positions.
  ///   - sequential: The model.
  ///   - output: The class, possibly with a contrast class.
  /// - Returns: The row, 1 × D; the start if the model is never undecided near it.
  static func nearest(
    to row: Matrix, length: Int, of sequential: Sequential, output: Output
  ) -> Matrix {
    var current = row
    var best = (odds: Double.infinity, row: row)
    for _ in 0..<100 {
      var matrix = Matrix(rows: length, columns: row.columns)
      for position in 0..<length { matrix.setRow(position, to: current, row: 0) }
      let (logits, gradient) = sequential.gradient(at: matrix) { logits in
        logOddsGradient(logits, output)
      }
      let odds = logOdds(logits, output)
      if abs(odds) < best.odds { best = (abs(odds), current) }
      // All positions move together.
      let slope = Double(length) * gradient.rowMean
      let steepness = slope.rowDots(slope)[0]
      guard abs(odds) > 1e-14, steepness > 0, odds.isFinite else { break }
      let distance = odds + slope.rowDots(row - current)[0]
      current = row - (distance / steepness) * slope
    }
    return best.odds < 1e-6 ? best.row : row
  }

  /// Returns `ln(p / (1 − p))` of a class.
  private static func logOdds(_ logits: Matrix, _ output: Output) -> Double {
    guard output.with(.probability).isSoftmax else { return output.margin(at: logits) }
    let probability = logits.softmaxOfRows[0, output.classIndex]
    return log(probability / (1 - probability))
  }

  private static func logOddsGradient(_ logits: Matrix, _ output: Output) -> Matrix {
    guard output.with(.probability).isSoftmax else { return output.direction }
    // With the probabilities p, the log-odds increase with the logit of the class and decrease with the others' shares.
    let probabilities = logits.softmaxOfRows
    let rest = 1 - probabilities[0, output.classIndex]
    var gradient = (-1 / rest) * probabilities
    gradient[0, output.classIndex] = 1
    return gradient
  }
}
