import Attribution
import LinearAlgebra

/// The straight line from a baseline to a review, and the output along it.
///
/// For a pooled model the line connects means, and an output costs a pass through the dense layers; otherwise it connects
/// embedding matrices, and an output costs a pass through all layers.
struct BaselinePath {
  /// A point on the line and its output.
  struct Point {
    /// The position, from 0 at the baseline to 1 at the review.
    let position: Double
    let output: Double
    /// The derivative of the output along the line.
    let slope: Double
  }

  let analysis: ReviewAnalysis
  let baseline: Baseline
  private let start: Matrix
  private let distance: Matrix

  init(_ analysis: ReviewAnalysis, from baseline: Baseline) {
    self.analysis = analysis
    self.baseline = baseline
    let explained = analysis.explained
    if explained.pooled == nil {
      start = baseline.matrix(for: explained)
      distance = explained.embedded - start
    } else {
      // If no position counts, the average is zero whatever the rows hold.
      start = (explained.positionWeight == 0 ? 0 : 1) * baseline.row(for: explained)
      distance = explained.mean - start
    }
  }

  /// The output at both ends, and the change between them.
  var startValue: Double { baseline.value(for: analysis.explained) }
  var endValue: Double { analysis.explained.value }
  var change: Double { endValue - startValue }

  /// The linear pieces of the logit from the baseline to the review; nil without a closed form.
  var pieces: [LinearPiece]? {
    analysis.explained.pooled?.linearPieces(from: start, to: start + distance)
  }

  /// The hidden units that switch at the end of each piece but the last.
  var switches: [(position: Double, units: [UnitSwitch])] {
    guard let pooled = analysis.explained.pooled, let pieces else { return [] }
    return zip(pieces, pieces.dropFirst()).map { piece, next in
      (piece.range.upperBound, pooled.switches(from: piece, to: next))
    }
  }

  /// Returns the output at a point on the line.
  ///
  /// - Parameter position: The position from 0 to 1.
  /// - Returns: A probability or a logit.
  func value(at position: Double) -> Double {
    let explained = analysis.explained
    let point = start + position * distance
    return explained.pooled.map { explained.output.value(at: $0.logits(atMean: point)) }
      ?? explained.value(at: point)
  }

  /// Returns the derivative of the output along the line, whose integral is the change.
  ///
  /// - Parameter position: The position from 0 to 1.
  /// - Returns: The slope in the unit of the output.
  func slope(at position: Double) -> Double {
    let explained = analysis.explained
    let point = start + position * distance
    let gradient =
      explained.pooled.map {
        $0.gradient(atMean: point, of: explained.output.gradient(at:)).gradient
      }
      ?? explained.gradient(at: point)
    return distance.rowDots(gradient).reduce(0, +)
  }

  /// Returns points in order, including both ends of each piece, so that a jump of the slope has a point on either side.
  ///
  /// - Parameter count: The approximate number of points.
  /// - Returns: At least two points per piece.
  func points(_ count: Int) -> [Point] {
    guard let pieces else { return sampled(count) }
    let output = analysis.explained.output
    return pieces.flatMap { piece -> [Point] in
      let steps = max(1, Int((Double(count) * piece.width).rounded(.up)))
      let rise = Matrix(
        rows: 1, columns: piece.gradients.rows, piece.gradients.dots(withRow: distance))
      return (0...steps).map { step in
        let share = Double(step) / Double(steps)
        let logits = piece.logits.start + share * (piece.logits.end - piece.logits.start)
        return Point(
          position: piece.range.lowerBound + share * piece.width, output: output.value(at: logits),
          slope: output.gradient(at: logits).rowDots(rise)[0])
      }
    }
  }

  private func sampled(_ count: Int) -> [Point] {
    (0...count).map { step in
      let position = Double(step) / Double(count)
      return Point(
        position: position, output: value(at: position), slope: slope(at: position))
    }
  }
}

extension UnitSwitch {
  /// The unit in a few words, with its layer if there are several.
  func name(among layers: Int) -> String {
    layers < 2 ? "unit \(unit)" : "unit \(unit) of \(layer)"
  }
}
