/// Why a number cannot be computed from the reviews; takes the place of NaN, of division by zero and of an empty figure.
public enum Undecidable: Error, Hashable, Sendable {
  /// No review is selected.
  case noReviews
  /// No review has a label.
  case noLabels
  /// There are fewer reviews than the number needs.
  case tooFew(Int, needed: Int)
  /// All reviews have the same label, or are all right or all wrong.
  case oneClass
  /// All values are equal.
  case allEqual
  /// A threshold separates the classes without an error, so that a slope has no finite value.
  case separable
  /// The selection contains every review, so there is no rest to compare it with.
  case noRest
  /// A value is not a number, or too large for an exact sum.
  case outOfRange
  /// A quotient has the denominator zero: what is counted in it does not occur.
  case noOccurrence
  /// An iteration does not converge.
  case noConvergence
}

extension Undecidable: CustomStringConvertible {
  /// The reason, to follow "because": lower case, no full stop.
  public var description: String {
    switch self {
    case .noReviews: "there is no review"
    case .noLabels: "no review has a label"
    case .tooFew(let count, let needed):
      "there \(count == 1 ? "is 1 review" : "are \(count) reviews"), and \(needed) are needed"
    case .oneClass: "all reviews belong to one class"
    case .allEqual: "all values are equal"
    case .separable: "a threshold separates the classes without an error"
    case .noRest: "there is no other review to compare with"
    case .outOfRange: "a value is not a number or is too large"
    case .noOccurrence: "it does not occur"
    case .noConvergence: "the iteration does not converge"
    }
  }
}

/// A number, or the reason why it cannot be computed.
public typealias Decided<Value> = Result<Value, Undecidable>

extension Result where Failure == Undecidable {
  /// The value; nil if it cannot be computed.
  public var value: Success? {
    if case .success(let value) = self { value } else { nil }
  }

  /// The reason why there is no value; nil if there is one.
  public var reason: Undecidable? {
    if case .failure(let reason) = self { reason } else { nil }
  }
}
