/// The form of an expression, before its names are looked up.
///
/// Two forms are equal if they differ only in spaces and redundant parentheses.
package struct ExpressionSyntax: Hashable, Sendable {
  /// A comparison operator.
  package enum Comparison: String, CaseIterable, Sendable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case notGreater = "<="
    case greater = ">"
    case notLess = ">="
  }

  /// An operator of arithmetic.
  package enum Arithmetic: String, CaseIterable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
  }

  /// A form with its operands.
  package indirect enum Node: Hashable, Sendable {
    /// A number as written, such as `0.85` or `85%`.
    case number(String)
    case text(String)
    case truth(Bool)
    /// A path.
    case name(String)
    /// A function of all reviews, or of those that satisfy a condition.
    case call(String, ExpressionSyntax?, condition: ExpressionSyntax?)
    case negative(ExpressionSyntax)
    case arithmetic(Arithmetic, ExpressionSyntax, ExpressionSyntax)
    /// A comparison, with the tolerance as written.
    case comparison(Comparison, ExpressionSyntax, ExpressionSyntax, within: String?)
    case not(ExpressionSyntax)
    case and(ExpressionSyntax, ExpressionSyntax)
    case or(ExpressionSyntax, ExpressionSyntax)
  }

  package let node: Node
  /// The numbers of characters before the expression, and before its operator if it has one.
  let start, sign: Int

  /// Creates a form.
  ///
  /// - Parameters:
  ///   - node: The form with its operands.
  ///   - start: The number of characters before it.
  ///   - sign: The number of characters before its operator; nil if it begins with it.
  package init(_ node: Node, at start: Int = 0, sign: Int? = nil) {
    self.node = node
    self.start = start
    self.sign = sign ?? start
  }

  package static func == (left: Self, right: Self) -> Bool { left.node == right.node }

  package func hash(into hasher: inout Hasher) { hasher.combine(node) }

  /// Parses an expression; nil if it has a problem, which ``ExpressionReader`` reports.
  ///
  /// - Parameter text: The expression.
  package init?(parsing text: String) {
    var parser = ExpressionParser(text)
    guard let form = try? parser.expression(), (try? parser.finish()) != nil else { return nil }
    self = form
  }

  /// Returns the value of a number as written; nil if it is not a finite number.
  static func value(ofNumber text: String) -> Value? {
    if text.hasSuffix("%") {
      return Double(text.dropLast()).flatMap { $0.isFinite ? .number($0 / 100) : nil }
    }
    if let number = Int(text) { return .integer(number) }
    return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
  }

  /// The expression with single spaces and as few parentheses as possible; parsing it gives an equal form.
  package var text: String {
    switch node {
    case .number(let number): return number
    case .text(let text): return Self.quoted(text)
    case .truth(let truth): return "\(truth)"
    case .name(let name): return Self.written(name)
    case .call(let name, let argument, let condition):
      let parts = [argument?.text, condition.map { "where \($0.text)" }].compactMap(\.self)
      return "\(name)(\(parts.joined(separator: " ")))"
    case .negative(let operand): return "-\(operand.text(from: .factor))"
    case .arithmetic(let sign, let left, let right):
      let isSum = sign == .plus || sign == .minus
      let (first, second) = isSum ? (Level.sum, Level.product) : (.product, .factor)
      return "\(left.text(from: first)) \(sign.rawValue) \(right.text(from: second))"
    case .comparison(let sign, let left, let right, let tolerance):
      let within = tolerance.map { " within \($0)" } ?? ""
      return "\(left.text(from: .sum)) \(sign.rawValue) \(right.text(from: .sum))\(within)"
    case .not(let operand): return "not \(operand.text(from: .negation))"
    case .and(let left, let right):
      return "\(left.text(from: .conjunction)) and \(right.text(from: .negation))"
    case .or(let left, let right):
      return "\(left.text(from: .disjunction)) or \(right.text(from: .conjunction))"
    }
  }

  /// The levels of the grammar, the loosest operator first.
  private enum Level: Int {
    case disjunction, conjunction, negation, comparison, sum, product, factor, operand
  }

  private var level: Level {
    switch node {
    case .number, .text, .truth, .name, .call: .operand
    case .negative: .factor
    case .arithmetic(let sign, _, _): sign == .plus || sign == .minus ? .sum : .product
    case .comparison: .comparison
    case .not: .negation
    case .and: .conjunction
    case .or: .disjunction
    }
  }

  /// Returns the expression as an operand of an operator that takes this level or a tighter one.
  private func text(from least: Level) -> String {
    level.rawValue < least.rawValue ? "(\(text))" : text
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// Returns a path as it is read again, with quotation marks if it needs them.
  private static func written(_ name: String) -> String {
    let tokens = ExpressionScanner.tokens(of: name)
    if tokens.count == 1, tokens[0].isWord(name) { return name }
    guard let end = name.firstIndex(of: ".") else { return name }
    return name[...end] + quoted(String(name[name.index(after: end)...]))
  }
}
