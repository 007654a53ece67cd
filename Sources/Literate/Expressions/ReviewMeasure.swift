/// What is measured of each review while the reviews are analysed: an expression, of those reviews that satisfy a condition.
///
/// A chunk lists its measures in ``Chunk/measures``, and a claim those of its functions. Each is taken once per review, when the
/// whole analysis is at hand, and kept as a few bytes; see ``ReviewMeasurement``.
public struct ReviewMeasure<Context: LiterateContext>: Sendable {
  /// The measured value; nil to count reviews.
  public let value: Expression<Context>?
  /// The condition; nil for all reviews.
  public let condition: Expression<Context>?
  /// Whether every number is kept, eight bytes a review, for a median.
  public let keepsNumbers: Bool
  /// The expression and the condition with single spaces.
  public let text: String
  /// The name of the measure: two measures with the same name are the same.
  public let key: String

  /// Creates a measure.
  ///
  /// - Parameters:
  ///   - value: The value; nil to count reviews.
  ///   - condition: The condition; nil for all reviews.
  ///   - keepsNumbers: Whether statistics need every number.
  public init(
    _ value: Expression<Context>?, where condition: Expression<Context>? = nil,
    keepsNumbers: Bool = false
  ) {
    self.value = value
    self.condition = condition
    self.keepsNumbers = keepsNumbers
    text = [value?.text, condition.map { "where \($0.text)" }].compactMap(\.self)
      .joined(separator: " ")
    // A cell is also measured as a number or as a truth value.
    key = (value.map { "\($0.unit): " } ?? "") + text
  }

  /// The expressions.
  var parts: [Expression<Context>] { [value, condition].compactMap(\.self) }

  /// Measures a review.
  ///
  /// - Parameter context: The results, with the review in focus.
  /// - Returns: The measurement; the value is not computed for a review that the condition excludes.
  public func measure(in context: Context) -> ReviewMeasurement {
    do throws(MissingValue) {
      if let condition, !(try condition.truth(in: context)) { return .excluded }
    } catch {
      return .undecided
    }
    do throws(MissingValue) {
      return .value(try value?.value(in: context) ?? .boolean(true))
    } catch {
      return error.isNaN ? .notANumber : .missing
    }
  }

  /// Returns measures without those whose key is that of an earlier one.
  public static func distinct(_ measures: [ReviewMeasure]) -> [ReviewMeasure] {
    var places: [String: Int] = [:]
    var distinct: [ReviewMeasure] = []
    for measure in measures {
      if let place = places[measure.key] {
        if measure.keepsNumbers { distinct[place] = measure }
      } else {
        places[measure.key] = distinct.count
        distinct.append(measure)
      }
    }
    return distinct
  }
}

/// A measurement of one review.
public enum ReviewMeasurement: Hashable, Sendable {
  /// The review does not satisfy the condition.
  case excluded
  /// A value of the condition is missing.
  case undecided
  /// The review has no such value.
  case missing
  /// The value is not a number, though it should be.
  case notANumber
  case value(Value)

  /// The value; nil if there is none.
  public var value: Value? {
    if case .value(let value) = self { return value }
    return nil
  }
}
