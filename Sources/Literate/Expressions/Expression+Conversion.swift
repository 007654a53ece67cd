extension Expression {
  /// The expression as a number; nil if its type is another.
  var asNumber: Expression? {
    unit.isNumeric ? self : unit == .cell ? converted(to: .plain) : nil
  }

  /// The expression as a condition; nil if its type is another.
  var asTruth: Expression? {
    unit == .boolean ? self : unit == .cell ? converted(to: .boolean) : nil
  }

  private func converted(to unit: Value.Unit) -> Expression {
    Expression(node: .converted(self), unit: unit, text: text, location: location)
  }
}

extension Value.Unit {
  /// The kind of a value, with its article.
  var noun: String {
    switch self {
    case .text, .cell: "a text"
    case .boolean: "true or false"
    case .probability, .logit, .points, .count, .plain: "a number"
    }
  }
}
