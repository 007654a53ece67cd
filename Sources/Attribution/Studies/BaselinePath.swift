import LinearAlgebra

/// The straight line from a baseline to a review, and the output along it.
///
/// For a pooled model the line connects means, and an output costs a pass through the dense layers; otherwise it connects
/// embedding matrices, and an output costs a pass through all layers.
package struct BaselinePath: Sendable {
  /// A point on the line and its output.
  package struct Point: Sendable {
    /// The position, from 0 at the baseline to 1 at the review.
    package let position: Double
    /// The output, a probability or a logit.
    package let output: Double
    /// The derivative of the output along the line.
    package let slope: Double
  }

  /// The hidden units that switch at one position.
  package struct Switches: Sendable {
    /// The position from 0 to 1.
    package let position: Double
    /// The units.
    package let units: [UnitSwitch]
  }

  /// The review at the end of the line.
  package let review: ReviewInput
  /// The baseline at its start.
  package let baseline: Baseline
  /// The linear pieces of the logit from the baseline to the review; nil without a closed form.
  package let pieces: [LinearPiece]?
  /// The hidden units that switch at the end of each piece but the last.
  package let switches: [Switches]
  private let start: Matrix
  private let distance: Matrix

  /// Draws the line and, if there is a closed form, divides it into linear pieces.
  package init(_ review: ReviewInput, from baseline: Baseline) {
    self.review = review
    self.baseline = baseline
    guard let pooled = review.pooled else {
      start = baseline.matrix(for: review)
      distance = review.embedded - start
      (pieces, switches) = (nil, [])
      return
    }
    // If no position counts, the average is zero whatever the rows hold.
    start = (review.positionWeight == 0 ? 0 : 1) * baseline.row(for: review)
    distance = review.mean - start
    let pieces = pooled.linearPieces(from: start, to: start + distance)
    self.pieces = pieces
    switches = zip(pieces, pieces.dropFirst()).map { piece, next in
      Switches(position: piece.range.upperBound, units: pooled.switches(from: piece, to: next))
    }
  }

  /// The output at the baseline.
  package var startValue: Double { baseline.value(for: review) }
  /// The output at the review.
  package var endValue: Double { review.value }
  /// The change of the output from the baseline to the review.
  package var change: Double { endValue - startValue }
  /// The number of times that a hidden unit switches on or off.
  package var switchCount: Int { switches.reduce(0) { $0 + $1.units.count } }

  /// Returns the output at a point on the line.
  ///
  /// - Parameter position: The position from 0 to 1.
  /// - Returns: A probability or a logit.
  package func value(at position: Double) -> Double {
    let point = start + position * distance
    return review.pooled.map { review.output.value(at: $0.logits(atMean: point)) }
      ?? review.value(at: point)
  }

  /// Returns the derivative of the output along the line, whose integral is the change.
  ///
  /// - Parameter position: The position from 0 to 1.
  /// - Returns: The slope in the unit of the output.
  package func slope(at position: Double) -> Double {
    let point = start + position * distance
    let gradient =
      review.pooled.map { $0.gradient(atMean: point, of: review.output.gradient(at:)).gradient }
      ?? review.gradient(at: point)
    return distance.rowDots(gradient).reduce(0, +)
  }

  /// Returns points in order, including both ends of each piece, so that a jump of the slope has a point on either side.
  ///
  /// - Parameter count: The approximate number of points.
  /// - Returns: At least two points per piece.
  package func points(_ count: Int) -> [Point] {
    guard let pieces else { return sampled(count) }
    return pieces.flatMap { piece -> [Point] in
      let steps = max(1, Int((Double(count) * piece.width).rounded(.up)))
      let rise = Matrix(
        rows: 1, columns: piece.gradients.rows, piece.gradients.dots(withRow: distance))
      return (0...steps).map { step in
        let share = Double(step) / Double(steps)
        let logits = piece.logits.start + share * (piece.logits.end - piece.logits.start)
        return Point(
          position: piece.range.lowerBound + share * piece.width,
          output: review.output.value(at: logits),
          slope: review.output.gradient(at: logits).rowDots(rise)[0])
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
