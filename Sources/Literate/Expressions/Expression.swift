import SourceText

/// An expression whose names and types are known: comparisons, logic and arithmetic over values.
///
/// A comparison of a missing value is undecided, as is its negation. `and` and `or` are decided if one side decides them, which is
/// the logic of Kleene: De Morgan's laws hold in it.
public struct Expression<Context: LiterateContext>: Sendable {
  /// The form of an expression.
  indirect enum Node: Sendable {
    case literal(Value)
    case path(ValuePath<Context>)
    case aggregate(ReviewAggregate<Context>)
    case negative(Expression)
    case arithmetic(ExpressionSyntax.Arithmetic, Expression, Expression)
    case comparison(Comparison<Context>)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    /// The number or the truth value that a cell of the input holds.
    case converted(Expression)
  }

  let node: Node
  /// The unit of the value.
  public let unit: Value.Unit
  /// The expression with single spaces and as few parentheses as possible; equal expressions have equal texts.
  public let text: String
  /// The location of its first character.
  let location: SourceLocation

  /// A comparison with its sides.
  struct Comparison<SideContext: LiterateContext>: Sendable {
    let sign: ExpressionSyntax.Comparison
    let left, right: Expression<SideContext>
    /// The difference up to which numbers count as equal; 0 if none is given.
    let tolerance: Double
  }

  /// Returns the value.
  ///
  /// - Parameter context: The results.
  /// - Returns: The value, never NaN.
  /// - Throws: The reason why there is none.
  public func value(in context: Context) throws(MissingValue) -> Value {
    switch node {
    case .literal(let value): return value
    case .path(let path): return try Self.value(of: path, in: context)
    case .aggregate(let aggregate): return try aggregate.value(in: context)
    case .negative(let operand):
      let value = try operand.value(in: context)
      if case .integer(let number) = value, number != .min { return .integer(-number) }
      return .number(-(value.number ?? 0))
    case .arithmetic(let sign, let left, let right):
      return try arithmetic(sign, left, right, in: context)
    case .comparison(let comparison): return .boolean(try comparison.holds(in: context))
    case .not(let operand): return .boolean(!(try operand.truth(in: context)))
    case .and(let left, let right):
      return .boolean(try Self.decide(left, right, by: false, in: context))
    case .or(let left, let right):
      return .boolean(try Self.decide(left, right, by: true, in: context))
    case .converted(let cell): return try converted(cell.value(in: context))
    }
  }

  /// Returns whether a condition holds.
  ///
  /// - Throws: The reason why it is undecided.
  public func truth(in context: Context) throws(MissingValue) -> Bool {
    try value(in: context) == .boolean(true)
  }

  private static func value(
    of path: ValuePath<Context>, in context: Context
  ) throws(MissingValue) -> Value {
    guard context.absence(of: path) == nil, let value = path.value(context) else {
      throw MissingValue(path.absence(in: context), path: path.path)
    }
    if case .number(let number) = value, number.isNaN {
      throw MissingValue("'\(path.path)' is not a number", path: path.path, isNaN: true)
    }
    return value
  }

  /// Returns the truth value of two conditions, one of which decides if it has a certain truth value.
  private static func decide(
    _ left: Expression, _ right: Expression, by decisive: Bool, in context: Context
  ) throws(MissingValue) -> Bool {
    var missing: MissingValue?
    for side in [left, right] {
      do throws(MissingValue) {
        if try side.truth(in: context) == decisive { return decisive }
      } catch {
        missing = missing ?? error
      }
    }
    if let missing { throw missing }
    return !decisive
  }
}
