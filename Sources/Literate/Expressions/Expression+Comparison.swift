extension Expression.Comparison where SideContext == Context {
  /// Returns whether the comparison holds.
  ///
  /// - Throws: The reason why a side has no value.
  func holds(in context: Context) throws(MissingValue) -> Bool {
    holds(try left.value(in: context), try right.value(in: context))
  }

  /// Whether the comparison holds for two values.
  func holds(_ left: Value, _ right: Value) -> Bool {
    guard let left = left.number, let right = right.number else {
      return sign == .unequal ? left != right : sign == .equal && left == right
    }
    let areEqual = left == right || abs(left - right) <= tolerance
    return switch sign {
    case .equal: areEqual
    case .unequal: !areEqual
    case .less: left < right + tolerance
    case .notGreater: left <= right + tolerance
    case .greater: left > right - tolerance
    case .notLess: left >= right - tolerance
    }
  }

  /// The margin before the comparison turns false; nil for values that are not numbers.
  func slack(_ left: Value, _ right: Value) -> Double? {
    guard let left = left.number, let right = right.number else { return nil }
    let slack =
      switch sign {
      case .equal: tolerance - abs(left - right)
      case .unequal: abs(left - right) - tolerance
      case .less, .notGreater: right + tolerance - left
      case .greater, .notLess: left + tolerance - right
      }
    return slack.isNaN ? nil : slack
  }
}
