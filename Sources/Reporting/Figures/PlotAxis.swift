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

  /// The axis from 0 to 100 per cent, the same on every page.
  static let percent = PlotAxis(
    from: 0, to: 1, marks: [0, 0.25, 0.5, 0.75, 1].map { ($0, "\(Int(100 * $0))") })

  /// The axis from 0 to 1.
  static let unit = PlotAxis(
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
    let axis = ValueAxis(covering: values.map { $0 * factor / 100 })
    let numbers = axis.marks.map { 100 * $0 }
    // Steps of thousandths are printed with four digits.
    let digits = axis.digits < 3 ? axis.digits : max(4, axis.digits)
    return PlotAxis(
      from: 100 * axis.lower / factor, to: 100 * axis.upper / factor,
      marks: numbers.map { ($0 / factor, NumberText.fixed($0, digits: digits)) })
  }

  private static func grouped(_ number: Int) -> String {
    number < 10_000
      ? "\(number)" : "\(number / 1000)\(NumberText.narrowSpace)\(String("\(number)".suffix(3)))"
  }
}
