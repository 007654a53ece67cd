/// Parses expressions by recursive descent.
///
///     expression := conjunction ("or" conjunction)*
///     conjunction := negation ("and" negation)*
///     negation := "not" negation | comparison
///     comparison := sum [("==" | "!=" | "<" | "<=" | ">" | ">=") sum ["within" number]]
///     sum := product (("+" | "-") product)*
///     product := factor (("*" | "/") factor)*
///     factor := "-" factor | number | text | "true" | "false" | path | call | "(" expression ")"
///     call := name "(" [expression] ["where" expression] ")"
struct ExpressionParser {
  var tokens: ArraySlice<ExpressionToken>
  var depth = 0

  /// The largest number of tokens, and of levels of nesting.
  private static let mostTokens = 1000
  static let mostLevels = 100

  init(_ text: String) { tokens = ExpressionScanner.tokens(of: text)[...] }

  /// The next token; nil at the end.
  var next: ExpressionToken? { tokens.first }

  /// The words and signs from the next token on.
  func words(_ count: Int) -> [String] { tokens.prefix(count).map(\.text) }

  /// Skips tokens.
  mutating func skip(_ count: Int) { tokens = tokens.dropFirst(count) }

  /// Skips a word if it is the next token.
  mutating func take(word: String) -> Bool {
    guard next?.isWord(word) == true else { return false }
    tokens.removeFirst()
    return true
  }

  /// Skips a sign if it is the next token.
  mutating func take(sign: String) -> Bool {
    guard next?.isSign(sign) == true else { return false }
    tokens.removeFirst()
    return true
  }

  /// Checks that there is no other token.
  ///
  /// - Parameter listHint: The hint about a word after an entry of a list; nil for a single expression.
  /// - Throws: The problem if there is one.
  func finish(listHint: String? = nil) throws(SyntaxProblem) {
    guard let next else { return }
    if case .unreadable(let message, let hint) = next.kind {
      throw SyntaxProblem(message, at: next.offset, hint: hint)
    }
    if next.isSign(")") {
      throw SyntaxProblem("this parenthesis closes none", at: next.offset)
    }
    throw SyntaxProblem(
      "'\(next.text)' is not allowed here", at: next.offset,
      hint: next.isSign(",") ? nil : listHint ?? ClaimGrammar.hint(forSurplus: tokens.map(\.text)))
  }

  /// Parses an expression up to the first token that is not part of it.
  mutating func expression() throws(SyntaxProblem) -> ExpressionSyntax {
    if tokens.count > Self.mostTokens {
      throw SyntaxProblem(
        "this expression has more than \(Self.mostTokens) words and signs",
        at: tokens[tokens.startIndex + Self.mostTokens].offset)
    }
    return try disjunction()
  }

  mutating func disjunction() throws(SyntaxProblem) -> ExpressionSyntax {
    var left = try conjunction()
    while let sign = next, take(word: "or") {
      try requireOperand(after: sign)
      left = ExpressionSyntax(.or(left, try conjunction()), at: left.start, sign: sign.offset)
    }
    return left
  }

  private mutating func conjunction() throws(SyntaxProblem) -> ExpressionSyntax {
    var left = try negation()
    while let sign = next, take(word: "and") {
      try requireOperand(after: sign)
      left = ExpressionSyntax(.and(left, try negation()), at: left.start, sign: sign.offset)
    }
    return left
  }

  private mutating func negation() throws(SyntaxProblem) -> ExpressionSyntax {
    guard let sign = next, take(word: "not") else { return try comparison() }
    try requireOperand(after: sign)
    return try nested(at: sign.offset) { parser throws(SyntaxProblem) in
      ExpressionSyntax(.not(try parser.negation()), at: sign.offset)
    }
  }

  private mutating func comparison() throws(SyntaxProblem) -> ExpressionSyntax {
    let left = try sum()
    guard let sign = next, let comparison = takeComparison() else { return left }
    try requireOperand(after: sign)
    let right = try sum()
    let tolerance = try tolerance()
    if let other = next, other.kind == .sign,
      ExpressionSyntax.Comparison(rawValue: other.text) != nil
    {
      throw SyntaxProblem(
        "comparisons cannot be chained", at: other.offset,
        hint: "write two comparisons joined by 'and'")
    }
    return ExpressionSyntax(
      .comparison(comparison, left, right, within: tolerance), at: left.start, sign: sign.offset)
  }

  private mutating func takeComparison() -> ExpressionSyntax.Comparison? {
    guard let next, next.kind == .sign,
      let comparison = ExpressionSyntax.Comparison(rawValue: next.text)
    else { return nil }
    tokens.removeFirst()
    return comparison
  }

  private mutating func tolerance() throws(SyntaxProblem) -> String? {
    guard let within = next, take(word: "within") else { return nil }
    guard let number = next, number.kind == .number else {
      throw SyntaxProblem(
        "'within' takes one non-negative number", at: next?.offset ?? within.offset)
    }
    tokens.removeFirst()
    return number.text
  }

  private mutating func sum() throws(SyntaxProblem) -> ExpressionSyntax {
    var left = try product()
    while let sign = takeArithmetic([.plus, .minus]) {
      try requireOperand(after: sign.token)
      left = ExpressionSyntax(
        .arithmetic(sign.operation, left, try product()), at: left.start, sign: sign.token.offset)
    }
    return left
  }

  private mutating func product() throws(SyntaxProblem) -> ExpressionSyntax {
    var left = try factor()
    while let sign = takeArithmetic([.times, .over]) {
      try requireOperand(after: sign.token)
      left = ExpressionSyntax(
        .arithmetic(sign.operation, left, try factor()), at: left.start, sign: sign.token.offset)
    }
    return left
  }

  private mutating func takeArithmetic(
    _ operations: [ExpressionSyntax.Arithmetic]
  ) -> (operation: ExpressionSyntax.Arithmetic, token: ExpressionToken)? {
    guard let next, next.kind == .sign,
      let operation = operations.first(where: { $0.rawValue == next.text })
    else { return nil }
    tokens.removeFirst()
    return (operation, next)
  }
}
