import Classifier
import LinearAlgebra

/// A sound bound on the decrease of a margin, the difference between two logits, by missing words.
///
/// The margin is a chain of linear maps and rectifiers. Between two points a rectifier has a mean slope from 0 to 1, and
/// by convexity that slope lies between those at the ends of the range that its unit can reach. Intervals of slopes,
/// propagated back through the layers, yield for each unit of the first layer an interval of weights `[v⁻, v⁺]` that
/// holds for every set of words, so that a set `S` of steps `x` lowers the margin by at most
///
///     Σ_{t ∈ S} Σⱼ max(−vⱼ⁻ xₜⱼ, −vⱼ⁺ xₜⱼ)
///
/// If no unit can switch, the intervals are points and the bound is exact.
///
/// - Source: interval bound propagation, Gowal et al., 2018, <https://arxiv.org/abs/1810.12715>, here for differences.
struct MarginBound {
  let network: PooledNetwork
  /// The margin as a linear combination of the logits.
  let coefficients: [Double]

  private struct Interval {
    var lower = 0.0
    var upper = 0.0

    static func * (factor: Double, interval: Interval) -> Interval {
      factor >= 0
        ? Interval(lower: factor * interval.lower, upper: factor * interval.upper)
        : Interval(lower: factor * interval.upper, upper: factor * interval.lower)
    }

    static func += (left: inout Interval, right: Interval) {
      left.lower += right.lower
      left.upper += right.upper
    }
  }

  /// Returns the margin.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: Positive for the verdict, negative for another class.
  func margin(_ logits: Matrix) -> Double {
    coefficients.indices.reduce(0) { $0 + coefficients[$1] * logits[0, $1] }
  }

  /// Returns the maximum decrease of the margin by each step if `size` steps are taken.
  ///
  /// - Parameters:
  ///   - units: The first layer's units at the start, 1 × H.
  ///   - steps: The contribution of each step to them.
  ///   - counts: The number of times each step can be taken.
  ///   - size: The number of steps.
  ///   - isAtMost: Whether fewer may be taken, too.
  /// - Returns: One number per step.
  func drops(
    from units: Matrix, steps: [[Double]], counts: [Int], taking size: Int, isAtMost: Bool
  ) -> [Double] {
    let last = network.layers.count - 1
    var state = units
    var change = (0..<units.columns).map { unit in
      Interval(
        lower: -Self.largestSum(counts, size, isAtMost: isAtMost) { -steps[$0][unit] },
        upper: Self.largestSum(counts, size, isAtMost: isAtMost) { steps[$0][unit] })
    }
    var slopes: [[Interval]] = []
    for depth in 0..<last {
      let isRectified = network.layers[depth].activation == .relu
      let sums = state.row(0)
      slopes.append(
        zip(sums, change).map { sum, change in
          isRectified
            ? Interval(lower: Self.slope(sum, change.lower), upper: Self.slope(sum, change.upper))
            : Interval(lower: 1, upper: 1)
        })
      if isRectified {
        change = zip(sums, change).map { sum, change in
          Interval(
            lower: max(0, sum + change.lower) - max(0, sum),
            upper: max(0, sum + change.upper) - max(0, sum))
        }
      }
      network.rectify(&state, depth)
      state = network.affine(depth + 1, state)
      let kernel = network.layers[depth + 1].kernel
      change = (0..<kernel.columns).map { column in
        change.indices.reduce(into: Interval()) { $0 += kernel[$1, column] * change[$1] }
      }
    }
    var weights = coefficients.map { Interval(lower: $0, upper: $0) }
    for depth in (0..<last).reversed() {
      let kernel = network.layers[depth + 1].kernel
      weights = (0..<kernel.rows).map { row in
        let weight = weights.indices.reduce(into: Interval()) {
          $0 += kernel[row, $1] * weights[$1]
        }
        let slope = slopes[depth][row]
        return Interval(
          lower: min(weight.lower * slope.lower, weight.lower * slope.upper),
          upper: max(weight.upper * slope.lower, weight.upper * slope.upper))
      }
    }
    return steps.map { step in
      zip(step, weights).reduce(0) { $0 + max(-$1.1.lower * $1.0, -$1.1.upper * $1.0) }
    }
  }

  /// Returns the largest sum of `size` numbers, each available a limited number of times.
  ///
  /// - Parameters:
  ///   - counts: The number of times each number is available, at least one.
  ///   - size: The number of summands.
  ///   - isAtMost: Whether fewer may be summed, too, so that negative numbers are not.
  ///   - value: Returns a number.
  /// - Returns: The sum from the largest number down; of equal numbers the first ones are taken.
  /// - Complexity: One comparison per number, and up to `size` for each that is among the largest so far.
  @inline(__always)
  static func largestSum(
    _ counts: [Int], _ size: Int, isAtMost: Bool, _ value: (Int) -> Double
  ) -> Double {
    var largest: [(value: Double, index: Int)] = []
    largest.reserveCapacity(size + 1)
    for index in counts.indices {
      let value = isAtMost ? max(0, value(index)) : value(index)
      if largest.count == size {
        guard let last = largest.last, value > last.value else { continue }
        largest.removeLast()
      }
      var place = largest.count
      while place > 0, largest[place - 1].value < value { place -= 1 }
      largest.insert((value, index), at: place)
    }
    var left = size
    var sum = 0.0
    for (value, index) in largest where left > 0 {
      let taken = min(left, counts[index])
      sum += Double(taken) * value
      left -= taken
    }
    return sum
  }

  /// Returns the mean slope of the rectifier from a sum to a changed one; it increases with the change.
  private static func slope(_ sum: Double, _ change: Double) -> Double {
    guard change != 0 else { return sum > 0 ? 1 : 0 }
    return min(1, max(0, (max(0, sum + change) - max(0, sum)) / change))
  }
}
