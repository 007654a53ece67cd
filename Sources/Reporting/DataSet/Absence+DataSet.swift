import DataSet
import Literate

extension Absence {
  /// Why a number cannot be computed from the reviews.
  init(_ reason: Undecidable) {
    self =
      reason == .noLabels
      ? Absence(reason.description, hint: "give the reviews labels")
      : .inReviews(reason.description)
  }

  /// The reviews do not have what the value is about.
  static func inReviews(_ reason: String) -> Absence {
    Absence(reason, hint: "use reviews from which it can be computed")
  }

  /// No method of the run gives contributions.
  static let withoutContributions = Absence(
    "no method of this run gives contributions of words in these reviews",
    hint: "add a method such as occlusion to --methods")

  /// The run keeps no history.
  static let withoutHistory = Absence("no history is kept", hint: "use --history FILE")
}

extension Result where Failure == Undecidable {
  /// Returns a number of the result as a value.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - none: The reason in place of "it does not occur".
  /// - Returns: The number, or why it cannot be computed.
  func number(_ number: (Success) -> Double, ifNone none: String? = nil) -> DataSetValues.Found {
    map { .number(number($0)) }.mapError { reason in
      if reason == .noOccurrence, let none { .inReviews(none) } else { Absence(reason) }
    }
  }

  /// Returns a count of the result as a value.
  func count(_ count: (Success) -> Int) -> DataSetValues.Found {
    map { .integer(count($0)) }.mapError { Absence($0) }
  }
}

extension Result where Failure == Absence {
  /// The value; nil if there is none.
  var found: Success? {
    if case .success(let value) = self { value } else { nil }
  }

  /// Why there is no value; nil if there is one.
  var absence: Absence? {
    if case .failure(let absence) = self { absence } else { nil }
  }
}
