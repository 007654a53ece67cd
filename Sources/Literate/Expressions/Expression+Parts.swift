import SourceText

extension Expression {
  /// Every value and comparison of the expression, also within functions of all reviews, from left to right.
  func visit(
    path visitPath: (ValuePath<Context>, SourceLocation) -> Void,
    comparison visitComparison: (Comparison<Context>) -> Void
  ) {
    switch node {
    case .literal: break
    case .path(let path): visitPath(path, location)
    case .aggregate(let aggregate):
      for part in aggregate.measure.parts {
        part.visit(path: visitPath, comparison: visitComparison)
      }
    case .negative(let operand), .not(let operand), .converted(let operand):
      operand.visit(path: visitPath, comparison: visitComparison)
    case .comparison(let comparison):
      visitComparison(comparison)
      for side in [comparison.left, comparison.right] {
        side.visit(path: visitPath, comparison: visitComparison)
      }
    case .arithmetic(_, let left, let right), .and(let left, let right), .or(let left, let right):
      for side in [left, right] { side.visit(path: visitPath, comparison: visitComparison) }
    }
  }

  /// The functions of all reviews in the expression, from left to right.
  var aggregates: [ReviewAggregate<Context>] {
    switch node {
    case .literal, .path: []
    case .aggregate(let aggregate): [aggregate]
    case .negative(let operand), .not(let operand), .converted(let operand): operand.aggregates
    case .comparison(let comparison): comparison.left.aggregates + comparison.right.aggregates
    case .arithmetic(_, let left, let right), .and(let left, let right), .or(let left, let right):
      left.aggregates + right.aggregates
    }
  }

  /// The path of an expression that is a single value.
  var path: ValuePath<Context>? {
    switch node {
    case .path(let path): path
    case .converted(let cell): cell.path
    default: nil
    }
  }

  /// Whether the expression is a number, a text or a truth value as written.
  var literal: Value? {
    if case .literal(let value) = node { return value }
    return nil
  }

  /// The number that the expression is whatever the results are; nil if it depends on them, or is not a number.
  var constant: Double? {
    switch node {
    case .literal(let value): return value.number
    case .negative(let operand): return operand.constant.map { -$0 }
    case .arithmetic(let sign, let left, let right):
      guard let one = left.constant, let other = right.constant else { return nil }
      return sign.result(one, other)
    default: return nil
    }
  }

  /// Whether the expression names no value.
  var isConstant: Bool {
    switch node {
    case .literal: true
    case .path, .aggregate: false
    case .negative(let operand), .not(let operand), .converted(let operand): operand.isConstant
    case .comparison(let comparison): comparison.left.isConstant && comparison.right.isConstant
    case .arithmetic(_, let left, let right), .and(let left, let right), .or(let left, let right):
      left.isConstant && right.isConstant
    }
  }

  /// Problems that only the results reveal: unavailable values, unknown names of families, and texts that a value never has.
  ///
  /// They do not depend on the review in focus.
  ///
  /// - Parameter context: The results, or the run before any review is analysed.
  /// - Returns: The problems, each at its value or text.
  func problems(in context: Context) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    visit { path, location in
      problems += path.problem(in: context, at: location).map { [$0] } ?? []
    } comparison: { comparison in
      for (one, other) in [
        (comparison.left, comparison.right), (comparison.right, comparison.left),
      ] {
        guard let path = one.path, case .text(let text)? = other.literal,
          path.problem(in: context, at: location) == nil
        else { continue }
        problems +=
          path.problem(ofComparisonWith: text, in: context, at: other.location).map { [$0] } ?? []
      }
    }
    return problems
  }
}
