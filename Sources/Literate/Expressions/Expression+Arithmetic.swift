extension Expression {
  /// Returns the sum, difference, product or quotient of two numbers; of integers, an integer if it is not a quotient.
  ///
  /// - Throws: The reason why there is none: a side without a value, a divisor of 0, or a number that is too large.
  func arithmetic(
    _ sign: ExpressionSyntax.Arithmetic, _ left: Expression, _ right: Expression,
    in context: Context
  ) throws(MissingValue) -> Value {
    let (first, second) = (try left.value(in: context), try right.value(in: context))
    if case (.integer(let one), .integer(let other)) = (first, second),
      let whole = Self.whole(sign, one, other)
    {
      return .integer(whole)
    }
    guard let one = first.number, let other = second.number else {
      throw MissingValue("'\(text)' is not a number")
    }
    if sign == .over, other == 0 { throw MissingValue("the divisor '\(right.text)' is 0") }
    let result = sign.result(one, other)
    guard result.isFinite else { throw MissingValue("'\(text)' is not a finite number") }
    return .number(result)
  }

  /// Returns the sum, the difference or the product of two integers; nil for a quotient, or if it is too large.
  private static func whole(
    _ sign: ExpressionSyntax.Arithmetic, _ one: Int, _ other: Int
  ) -> Int? {
    let result =
      switch sign {
      case .plus: one.addingReportingOverflow(other)
      case .minus: one.subtractingReportingOverflow(other)
      case .times: one.multipliedReportingOverflow(by: other)
      case .over: (partialValue: 0, overflow: true)
      }
    return result.overflow ? nil : result.partialValue
  }

  /// Returns the number or the truth value that a cell holds, by the unit of this expression.
  ///
  /// - Throws: The reason why it holds none.
  func converted(_ cell: Value) throws(MissingValue) -> Value {
    guard case .text(let text) = cell else { return cell }
    if unit == .boolean {
      if let truth = Bool(text.lowercased()) { return .boolean(truth) }
      throw MissingValue("'\(self.text)' is '\(text)', not true or false")
    }
    let trimmed = String(text.trimmed)
    if let number = Int(trimmed) { return .integer(number) }
    if let number = Double(trimmed), number.isFinite { return .number(number) }
    throw MissingValue(
      text.isEmpty ? "'\(self.text)' is empty" : "'\(self.text)' is '\(text)', not a number")
  }
}

extension ExpressionSyntax.Arithmetic {
  /// Returns the sum, difference, product or quotient, which may be infinite or NaN.
  func result(_ one: Double, _ other: Double) -> Double {
    switch self {
    case .plus: one + other
    case .minus: one - other
    case .times: one * other
    case .over: one / other
    }
  }
}
