import Foundation
import HTML

/// An axis of a plot, with marks.
package struct PlotAxis {
  /// A position with a number.
  package struct Mark {
    package let share: Double
    package let text: String
  }

  package private(set) var marks: [Mark] = []
  private let lower: Double
  private let upper: Double
  private let isLogarithmic: Bool

  private init(
    from lower: Double, to upper: Double, isLogarithmic: Bool = false,
    marks: [(value: Double, text: String)]
  ) {
    self.isLogarithmic = isLogarithmic
    self.lower = isLogarithmic ? log10(lower) : lower
    self.upper = isLogarithmic ? log10(upper) : upper
    self.marks = marks.map { Mark(share: share($0.value), text: $0.text) }
  }

  /// Returns the position of a value from 0 to 1; values beyond an end are clamped.
  package func share(_ value: Double) -> Double {
    let place = isLogarithmic ? log10(max(value, .leastNormalMagnitude)) : value
    return max(0, min(1, (place - lower) / (upper - lower)))
  }

  /// Whether a value is on the axis.
  func covers(_ value: Double) -> Bool { (lower...upper).contains(value) }

  /// The axis from 0 to 100 per cent, the same on every page.
  package static let percent = PlotAxis(
    from: 0, to: 1, marks: [0, 0.25, 0.5, 0.75, 1].map { ($0, "\(Int(100 * $0))") })

  /// The axis from 0 to 1.
  package static let unit = PlotAxis(
    from: 0, to: 1,
    marks: [0, 0.25, 0.5, 0.75, 1].map { ($0, NumberText.coordinate($0)) })

  /// Returns a logarithmic axis of powers of ten, some of them marked.
  package static func decades(_ lower: Int, _ upper: Int, by step: Int) -> PlotAxis {
    PlotAxis(
      from: pow(10, Double(lower)), to: pow(10, Double(upper)), isLogarithmic: true,
      marks: (lower...upper).filter { $0.isMultiple(of: step) }.map {
        (pow(10, Double($0)), $0 == 0 ? "1" : NumberText.powerOfTen($0))
      })
  }

  /// Returns a logarithmic axis of integers, from the first to the last.
  package static func counts(_ values: [Int], upTo last: Int) -> PlotAxis {
    PlotAxis(
      from: Double(values.first ?? 1), to: Double(max(last, (values.first ?? 1) + 1)),
      isLogarithmic: true, marks: values.map { (Double($0), grouped($0)) })
  }

  /// Returns an axis from 0 to a number of words, with at most six marks.
  package static func words(_ count: Int) -> PlotAxis {
    var step = 1
    while count / step > 5 {
      step = [1, 2, 5].map { $0 * step }.first { $0 > step && count / $0 <= 5 } ?? 10 * step
    }
    return PlotAxis(
      from: 0, to: Double(max(count, 1)),
      marks: stride(from: 0, through: count, by: step).map { (Double($0), "\($0)") })
  }

  /// Returns an axis with round ends that covers some values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - factor: The factor by which printed numbers are multiplied.
  /// - Returns: The axis, with two to six marks.
  package static func round(covering values: [Double], factor: Double = 1) -> PlotAxis {
    let scale = RoundScale(covering: values.map { $0 * factor })
    // Steps of thousandths are printed with four digits.
    let digits = scale.digits < 3 ? scale.digits : max(4, scale.digits)
    return PlotAxis(scale, factor: factor, digits: digits)
  }

  /// Returns an axis with round ends that covers some values, printed in hundredths, for bars with names at their left.
  package static func bars(covering values: [Double]) -> PlotAxis {
    let scale = RoundScale(covering: values.map { $0 * 100 })
    let isShort = scale.marks[scale.marks.count - 1] - scale.marks[0] < 4
    return PlotAxis(scale, factor: 100, digits: max(isShort ? 1 : 0, scale.digits))
  }

  private init(_ scale: RoundScale, factor: Double, digits: Int) {
    self.init(
      from: scale.marks[0] / factor, to: scale.marks[scale.marks.count - 1] / factor,
      marks: scale.marks.map { ($0 / factor, NumberText.fixed($0, digits: digits)) })
  }

  private static func grouped(_ number: Int) -> String {
    number < 10_000
      ? "\(number)" : "\(number / 1000)\(NumberText.narrowSpace)\(String("\(number)".suffix(3)))"
  }
}

/// Round numbers at equal distances that cover some values.
private struct RoundScale {
  /// Two to six multiples of one step.
  let marks: [Double]
  /// The number of fraction digits that they need.
  let digits: Int

  package init(covering values: [Double]) {
    let values = values.filter(\.isFinite)
    let least = values.min() ?? 0
    let most = values.max() ?? 100
    // Smaller steps could not distinguish the ends.
    let finest = max(1e-9, 1e-9 * max(abs(least), abs(most)))
    let spread = min(max(most - least, finest), 1e300)
    // The least of 1, 2, 5 × 10ᵏ that needs at most five marks.
    var step = 1e-9
    search: while true {
      for factor in [1.0, 2, 5] where spread / (step * factor) <= 4 {
        step *= factor
        break search
      }
      step *= 10
    }
    let first = (least / step).rounded(.down)
    let last = max((most / step).rounded(.up), first + 1)
    marks = stride(from: first, through: last, by: 1).map { $0 * step }
    let power = Int(log10(step * 1.0001).rounded(.down))
    digits = min(15, max(0, -power))
  }
}
