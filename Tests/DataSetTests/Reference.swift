import DataSet
import Foundation
import SourceText
import Testing

/// What NumPy, SciPy and scikit-learn computed, from `Fixtures/statistics.json`.
enum Reference {
  /// Returns one part of the file.
  static func part(_ name: String) throws -> JSON {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/statistics.json").path
    return try #require(try JSON(parsing: SourceFile(reading: path))[name], "\(name)")
  }
}

extension JSON {
  func numbers(_ key: String) throws -> [Double] {
    try list(key).map { try #require($0.number) }
  }

  func integers(_ key: String) throws -> [Int] {
    try list(key).map { try #require($0.integer) }
  }

  func list(_ key: String) throws -> [JSON] { try #require(self[key]?.array, "\(key)") }

  func value(_ key: String) throws -> Double { try #require(self[key]?.number, "\(key)") }

  func rows(_ key: String) throws -> [[Double]] {
    try list(key).map { try #require($0.array).map { try #require($0.number) } }
  }
}

/// Whether two numbers agree to 10⁻⁹ of the larger one.
func agrees(_ one: Double, _ other: Double, _ tolerance: Double = 1e-9) -> Bool {
  one == other || abs(one - other) <= tolerance * max(abs(one), abs(other))
    || abs(one - other) < 1e-15
}

/// Whether an interval agrees with another bootstrap's within the error of both.
///
/// The ends of 4,000 resamples have a standard error of 0.042 of the number's, those of 20,000 of 0.019.
func agrees(_ estimate: Estimate, interval: JSON) throws -> Bool {
  let error = try interval.value("error")
  let (low, high) = (try interval.value("low"), try interval.value("high"))
  return abs(estimate.low - low) < 0.2 * error && abs(estimate.high - high) < 0.2 * error
    && abs(estimate.standardError / error - 1) < 0.06
}

/// Reviews of two classes with labels and probabilities.
func reviews(_ rows: [(label: Int?, probability: Double)]) -> [ClassifiedReview] {
  rows.enumerated().compactMap {
    ClassifiedReview(
      number: $0.offset, label: $0.element.label, probability: $0.element.probability)
  }
}
