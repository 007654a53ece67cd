import Classifier
import LinearAlgebra

/// DeepLIFT's rescale rule: an activation propagates its mean slope between a reference and the input.
///
/// - Source: Shrikumar, Greenside and Kundaje, *Learning Important Features Through Propagating Activation
///   Differences*, 2017, section 3.5.1, <https://arxiv.org/abs/1704.02685>; the cases without a difference and of a
///   softmax follow Captum's `deep_lift.py`.
enum RescaleRule {
  /// Returns the multipliers at the input of a step.
  ///
  /// - Parameters:
  ///   - handed: The multipliers at its output.
  ///   - steps: The step in the forward passes of the reference and of the input.
  /// - Returns: In the shape of the step's input.
  static func backward(
    _ handed: Matrix, through steps: (start: Backpropagation.Step, end: Backpropagation.Step)
  ) -> Matrix {
    if let activation = steps.end.activation {
      return backward(handed, through: activation, (steps.start.input, steps.end.input))
    }
    return steps.end.layer is GlobalMaxPooling1D
      ? maximum(handed, steps) : steps.end.backward(handed)
  }

  /// Below this difference of the sums the slope is the derivative (Captum's `eps`).
  static let smallestDifference = 1e-10

  /// Returns the multipliers at the input of an activation.
  ///
  /// - Parameters:
  ///   - handed: The multipliers at its output.
  ///   - activation: The activation.
  ///   - sums: Its inputs for the reference and for the input.
  /// - Returns: The product with `Δvalue / Δsum`, entry by entry; for a softmax see ``softmax(_:_:)``.
  static func backward(
    _ handed: Matrix, through activation: Activation, _ sums: (start: Matrix, end: Matrix)
  ) -> Matrix {
    switch activation {
    case .linear: return handed
    case .sigmoid:
      // The divided difference keeps its precision where the sigmoid is flat.
      var slopes = handed
      for row in 0..<handed.rows {
        for column in 0..<handed.columns {
          slopes[row, column] = sigmoidSlope(sums.start[row, column], sums.end[row, column])
        }
      }
      return handed.multipliedByEntries(of: slopes)
    case .elu, .gelu, .leakyReLU, .relu, .selu, .silu, .softplus, .tanh:
      return quotients(handed, activation, sums)
    case .softmax:
      return softmax(handed, sums)
    }
  }

  /// Returns the multipliers at the input of a maximum over positions: the change from the reference's maximum up to the larger
  /// of both belongs to the position that is largest in the input, and the change down from there to the one that is largest
  /// in the reference.
  ///
  /// - Source: `maxpool` in Captum's `deep_lift.py`.
  private static func maximum(
    _ handed: Matrix, _ steps: (start: Backpropagation.Step, end: Backpropagation.Step)
  ) -> Matrix {
    let (start, end) = steps
    var larger = end.output
    for lane in larger.lanes.indices {
      larger.lanes[lane] = pointwiseMax(start.output.lanes[lane], end.output.lanes[lane])
    }
    let shares =
      end.backward(handed.multipliedByEntries(of: larger - start.output))
      + start.backward(handed.multipliedByEntries(of: end.output - larger))
    var result = end.backward(handed)
    for lane in result.lanes.indices {
      let distance = end.input.lanes[lane] - start.input.lanes[lane]
      let isLarge = pointwiseMax(distance, -distance) .>= smallestDifference
      result.lanes[lane].replace(with: shares.lanes[lane] / distance, where: isLarge)
    }
    return result
  }

  /// Returns the multipliers of the logits for the output `F`.
  ///
  /// - Parameters:
  ///   - output: The output `F`.
  ///   - logits: The logits of the reference and of the input, each 1 × K.
  /// - Returns: 1 × K.
  static func seed(_ output: Output, _ logits: (start: Matrix, end: Matrix)) -> Matrix {
    guard output.isSoftmax else {
      return output.meanGradient(from: logits.start, to: logits.end)
    }
    return softmax(output.direction, logits)
  }

  /// Returns the multipliers of a softmax by Captum's rule: entry by entry as for other activations, minus their mean.
  ///
  /// Completeness does not hold for a probability, unless the logits' mean is the same at both ends.
  private static func softmax(_ handed: Matrix, _ sums: (start: Matrix, end: Matrix)) -> Matrix {
    var result = quotients(handed, .softmax, sums)
    // Captum takes the mean over both passes, which differ if the derivative replaces the quotient.
    let other = quotients(handed, .softmax, (start: sums.end, end: sums.start))
    for row in 0..<result.rows {
      let sum = result.row(row).reduce(0, +) + other.row(row).reduce(0, +)
      for column in 0..<result.columns {
        result[row, column] -= sum / Double(2 * result.columns)
      }
    }
    return result
  }

  private static func quotients(
    _ handed: Matrix, _ activation: Activation, _ sums: (start: Matrix, end: Matrix)
  ) -> Matrix {
    let values = (start: activation(sums.start), end: activation(sums.end))
    var result = activation.backward(handed, sums: sums.end, output: values.end)
    for lane in result.lanes.indices {
      let distance = sums.end.lanes[lane] - sums.start.lanes[lane]
      let change = values.end.lanes[lane] - values.start.lanes[lane]
      let isLarge = pointwiseMax(distance, -distance) .>= smallestDifference
      result.lanes[lane].replace(
        with: handed.lanes[lane] * change / distance, where: isLarge)
    }
    return result
  }
}
