extension ExpressionParser {
  mutating func factor() throws(SyntaxProblem) -> ExpressionSyntax {
    guard let first = next else { throw SyntaxProblem("the expression is missing", at: 0) }
    if take(sign: "-") {
      try requireOperand(after: first)
      return try nested(at: first.offset) { parser throws(SyntaxProblem) in
        let operand = try parser.factor()
        // A negative number is a literal.
        if case .number(let text) = operand.node, !text.hasPrefix("-") {
          return ExpressionSyntax(.number("-\(text)"), at: first.offset)
        }
        return ExpressionSyntax(.negative(operand), at: first.offset)
      }
    }
    if first.isSign("+"), let number = tokens.dropFirst().first, number.kind == .number {
      skip(2)
      return ExpressionSyntax(.number(number.text), at: first.offset)
    }
    return try operand(first)
  }

  private mutating func operand(
    _ first: ExpressionToken
  ) throws(SyntaxProblem) -> ExpressionSyntax {
    switch first.kind {
    case .unreadable(let message, let hint):
      throw SyntaxProblem(message, at: first.offset, hint: hint)
    case .sign:
      guard take(sign: "(") else {
        throw SyntaxProblem(
          first.text == ")" || first.text == ","
            ? "'\(first.text)' is not allowed here"
            : "missing operand to the left of '\(first.text)'", at: first.offset)
      }
      return try parenthesis(first)
    case .number:
      tokens.removeFirst()
      return ExpressionSyntax(.number(first.text), at: first.offset)
    case .text:
      tokens.removeFirst()
      return ExpressionSyntax(.text(first.text), at: first.offset)
    case .name:
      if let problem = Self.problem(ofOperand: first) { throw problem }
      tokens.removeFirst()
      if let truth = Bool(first.text) { return ExpressionSyntax(.truth(truth), at: first.offset) }
      if next?.isSign("(") == true { return try call(first) }
      return ExpressionSyntax(.name(first.text), at: first.offset)
    }
  }

  /// Diagnoses a word of the grammar in place of an operand.
  private static func problem(ofOperand token: ExpressionToken) -> SyntaxProblem? {
    switch token.text {
    case "and", "or":
      SyntaxProblem("missing operand to the left of '\(token.text)'", at: token.offset)
    case "not":
      SyntaxProblem(
        "'not' is not allowed here", at: token.offset, hint: "put it and its operand in parentheses"
      )
    case "where", "within": SyntaxProblem("'\(token.text)' is not allowed here", at: token.offset)
    default: nil
    }
  }

  private mutating func parenthesis(
    _ opening: ExpressionToken
  ) throws(SyntaxProblem) -> ExpressionSyntax {
    if next?.isSign(")") == true {
      throw SyntaxProblem("these parentheses are empty", at: opening.offset)
    }
    if next == nil { try close(opening) }
    return try nested(at: opening.offset) { parser throws(SyntaxProblem) in
      let inside = try parser.disjunction()
      try parser.close(opening)
      return ExpressionSyntax(inside.node, at: inside.start, sign: inside.sign)
    }
  }

  private mutating func call(_ name: ExpressionToken) throws(SyntaxProblem) -> ExpressionSyntax {
    guard let opening = next else { throw SyntaxProblem("'(' is missing", at: name.offset) }
    skip(1)
    return try nested(at: name.offset) { parser throws(SyntaxProblem) in
      var argument: ExpressionSyntax?
      if parser.next.map({ !$0.isSign(")") && !$0.isWord("where") }) ?? false {
        argument = try parser.disjunction()
      }
      var condition: ExpressionSyntax?
      if let word = parser.next, parser.take(word: "where") {
        try parser.requireOperand(after: word)
        condition = try parser.disjunction()
      }
      try parser.close(opening)
      return ExpressionSyntax(
        .call(name.text, argument, condition: condition), at: name.offset)
    }
  }

  private mutating func close(_ opening: ExpressionToken) throws(SyntaxProblem) {
    if take(sign: ")") { return }
    if next == nil {
      throw SyntaxProblem("this parenthesis is not closed", at: opening.offset, hint: "add ')'")
    }
    try finish()
  }

  /// Throws a problem at an operator without a right operand.
  func requireOperand(after sign: ExpressionToken) throws(SyntaxProblem) {
    let isMissing =
      next.map { next in
        next.isWord("within") || next.isWord("and") || next.isWord("or") || next.isSign(")")
          || next.kind == .sign && ExpressionSyntax.Comparison(rawValue: next.text) != nil
      } ?? true
    guard isMissing else { return }
    throw SyntaxProblem(
      sign.isWord("where")
        ? "missing condition after 'where'" : "missing operand to the right of '\(sign.text)'",
      at: sign.offset)
  }

  mutating func nested(
    at offset: Int, _ body: (inout Self) throws(SyntaxProblem) -> ExpressionSyntax
  ) throws(SyntaxProblem) -> ExpressionSyntax {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.mostLevels {
      throw SyntaxProblem(
        "this expression is nested in more than \(Self.mostLevels) levels", at: offset)
    }
    return try body(&self)
  }
}
