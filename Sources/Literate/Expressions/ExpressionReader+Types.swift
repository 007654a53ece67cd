import SourceText

extension ExpressionReader {
  /// Resolves an expression that must be true or false.
  mutating func condition(_ form: ExpressionSyntax) -> Expression<Context>? {
    guard let found = resolve(form) else { return nil }
    if let condition = found.asTruth { return condition }
    report(
      "a condition must be true or false, but '\(found.text)' is \(found.unit.noun)",
      at: form.start, hint: found.unit.isNumeric ? "compare it, as in '\(found.text) > 0'" : nil)
    return nil
  }

  /// Resolves an expression of any type; nil if there is a problem.
  mutating func resolve(
    _ form: ExpressionSyntax, against other: ExpressionSyntax? = nil
  ) -> Expression<Context>? {
    let place = location(form.start)
    func made(_ node: Expression<Context>.Node, _ unit: Value.Unit) -> Expression<Context> {
      Expression(node: node, unit: unit, text: form.text, location: place)
    }
    switch form.node {
    case .number(let text):
      return ExpressionSyntax.value(ofNumber: text).map { made(.literal($0), .plain) }
    case .text(let text): return made(.literal(.text(text)), .text)
    case .truth(let truth): return made(.literal(.boolean(truth)), .boolean)
    case .name(let name):
      return path(name, at: form.start, against: other).map { path in
        Expression(
          node: .path(path), unit: path.unit, text: ExpressionSyntax(.name(path.path)).text,
          location: place)
      }
    case .call(let name, let argument, let condition):
      return aggregate(form, name, argument, condition)
    case .negative(let operand):
      return number(operand, of: "-", at: form.sign).map { made(.negative($0), $0.unit) }
    case .arithmetic(let sign, let left, let right):
      let first = number(left, of: sign.rawValue, at: form.sign)
      let second = number(right, of: sign.rawValue, at: form.sign)
      guard let first, let second else { return nil }
      if sign == .over, second.constant == 0 {
        report("division by zero", at: form.sign)
        return nil
      }
      let isSum = sign == .plus || sign == .minus
      let (one, other) = (first.unit, second.unit)
      // A constant has no unit of its own.
      let unit =
        one == other || second.isConstant && isSum
        ? one : first.isConstant && isSum ? other : .plain
      return made(.arithmetic(sign, first, second), isSum ? unit : .plain)
    case .comparison(let sign, let left, let right, let tolerance):
      return comparison(form, sign, left, right, within: tolerance).map {
        made(.comparison($0), .boolean)
      }
    case .not(let operand):
      return truth(operand, of: "not").map { made(.not($0), .boolean) }
    case .and(let left, let right):
      let sides = (truth(left, of: "and"), truth(right, of: "and"))
      guard let first = sides.0, let second = sides.1 else { return nil }
      return made(.and(first, second), .boolean)
    case .or(let left, let right):
      let sides = (truth(left, of: "or"), truth(right, of: "or"))
      guard let first = sides.0, let second = sides.1 else { return nil }
      return made(.or(first, second), .boolean)
    }
  }

  mutating func number(
    _ form: ExpressionSyntax, of sign: String, at offset: Int, hint: String? = nil
  ) -> Expression<Context>? {
    guard let found = resolve(form) else { return nil }
    if let number = found.asNumber { return number }
    report(
      "'\(sign)' takes numbers, but '\(found.text)' is \(found.unit.noun)", at: offset,
      hint: found.unit == .boolean ? hint : nil)
    return nil
  }

  mutating func truth(
    _ form: ExpressionSyntax, of word: String
  ) -> Expression<Context>? {
    guard let found = resolve(form) else { return nil }
    if let truth = found.asTruth { return truth }
    report(
      "'\(word)' takes conditions, but '\(found.text)' is \(found.unit.noun)", at: form.start,
      hint: found.unit.isNumeric ? "compare it, as in '\(found.text) > 0'" : nil)
    return nil
  }

  private mutating func comparison(
    _ form: ExpressionSyntax, _ sign: ExpressionSyntax.Comparison, _ left: ExpressionSyntax,
    _ right: ExpressionSyntax, within tolerance: String?
  ) -> Expression<Context>.Comparison<Context>? {
    let first = resolve(left, against: right)
    let second = resolve(right, against: left)
    let width = tolerance.map { ExpressionSyntax.value(ofNumber: $0)?.number ?? 0 } ?? 0
    guard var first, var second else { return nil }
    if first.isConstant, second.isConstant {
      report("a comparison must name at least one value", at: form.sign)
      return nil
    }
    let isOrder = sign != .equal && sign != .unequal
    if first.unit.isNumeric || isOrder { second = second.asNumber ?? second }
    if second.unit.isNumeric || isOrder { first = first.asNumber ?? first }
    if first.unit == .boolean { second = second.asTruth ?? second }
    if second.unit == .boolean { first = first.asTruth ?? first }
    let isText = [first, second].allSatisfy { $0.unit == .text || $0.unit == .cell }
    if !isText, !(first.unit.isNumeric && second.unit.isNumeric), first.unit != second.unit {
      report(
        "'\(sign.rawValue)' compares values of different kinds", at: form.sign,
        hint: ClaimGrammar.hint(comparing: first.unit, with: second.unit))
      return nil
    }
    if isOrder, !first.unit.isNumeric {
      report("'\(sign.rawValue)' compares only numbers", at: form.sign, hint: "use == or !=")
      return nil
    }
    return .init(sign: sign, left: first, right: second, tolerance: width)
  }
}
