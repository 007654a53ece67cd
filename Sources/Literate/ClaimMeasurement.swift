import HTML

/// The measured parts of a claim, and whether it holds.
struct ClaimMeasurement {
  /// The measured sides of all comparisons, from left to right, without literals.
  private(set) var measured: [ClaimResult.Measurement] = []
  /// The comparisons with their sides; empty for one comparison of two values.
  private(set) var relations: [ClaimResult.Relation] = []
  /// Whether the claim holds.
  let holds: Bool
  /// The reason why the claim is undecided; nil if it is decided, or if the measurements tell.
  let undecided: String?
  /// The margin before the claim turns false: negative if it does not hold.
  let slack: Double

  /// Measures a condition.
  init<Context>(of condition: Expression<Context>, in context: Context) {
    var parts = ClaimParts(context: context)
    let (truth, slack) = parts.measure(condition)
    measured = parts.measured
    self.slack = slack
    if case .failure(let missing) = truth,
      let reason = missing.path.flatMap({ context.vacuity(of: $0) })
    {
      (holds, undecided) = (true, reason)
      relations = parts.relations
      return
    }
    holds = truth == .success(true)
    if case .comparison(let comparison) = condition.node, comparison.isPlain {
      // The page shows both values, and a missing one as such.
      undecided = nil
    } else {
      relations = parts.relations
      if case .failure(let missing) = truth { undecided = missing.reason } else { undecided = nil }
    }
  }
}

/// Measures the parts of a condition.
private struct ClaimParts<Context: LiterateContext> {
  typealias Truth = Result<Bool, MissingValue>

  let context: Context
  var measured: [ClaimResult.Measurement] = []
  var relations: [ClaimResult.Relation] = []

  /// Measures a part.
  ///
  /// - Returns: Whether it holds, and its margin, which is negative if it does not.
  mutating func measure(_ part: Expression<Context>) -> (truth: Truth, slack: Double) {
    switch part.node {
    case .and(let left, let right):
      let (one, other) = (measure(left), measure(right))
      return (Self.decide(one.truth, other.truth, by: false), min(one.slack, other.slack))
    case .or(let left, let right):
      let (one, other) = (measure(left), measure(right))
      return (Self.decide(one.truth, other.truth, by: true), max(one.slack, other.slack))
    case .not(let operand):
      let (truth, slack) = measure(operand)
      let negated = truth.map { !$0 }
      let isMeasured = slack.isFinite && slack != 0
      return (negated, isMeasured && !negated.isFailure ? -slack : Self.slack(of: negated))
    case .comparison(let comparison): return measure(comparison)
    default:
      let found = Truth { () throws(MissingValue) in try part.truth(in: context) }
      measured.append(measurement(of: part))
      relations.append(
        ClaimResult.Relation(
          left: ClaimResult.Side(text: part.text), sign: "is",
          right: ClaimResult.Side(text: found.map { "\($0)" }.text), holds: try? found.get()))
      return (found, Self.slack(of: found))
    }
  }

  private mutating func measure(
    _ comparison: Expression<Context>.Comparison<Context>
  ) -> (truth: Truth, slack: Double) {
    let (left, right) = (comparison.left, comparison.right)
    let values = [left, right].map { side in
      Result { () throws(MissingValue) in try side.value(in: context) }
    }
    for side in [left, right] where side.literal == nil {
      measured.append(measurement(of: side))
    }
    let truth = values[0].flatMap { one in
      values[1].map { comparison.holds(one, $0) }
    }
    let holds = try? truth.get()
    relations.append(
      ClaimResult.Relation(
        left: side(left, values[0], unit: right.unit),
        sign: holds == false ? comparison.sign.negated : comparison.sign.shown,
        right: side(right, values[1], unit: left.unit), holds: holds,
        tolerance: comparison.tolerance))
    guard let one = try? values[0].get(), let other = try? values[1].get() else {
      return (truth, -.infinity)
    }
    return (truth, comparison.slack(one, other) ?? Self.slack(of: truth))
  }

  /// Returns one side with its measured value.
  private func measurement(of side: Expression<Context>) -> ClaimResult.Measurement {
    // A value that is not a number is shown as such.
    let value =
      side.path.map { path in
        context.absence(of: path) == nil ? path.value(context) : nil
      } ?? (try? side.value(in: context))
    let text = value.map { NumberFormat(unit: side.unit).text(for: $0) } ?? "missing"
    let absence = value == nil ? side.path?.absence(in: context).reason : nil
    return ClaimResult.Measurement(path: side.text, value: value, text: text, absence: absence)
  }

  private func side(
    _ expression: Expression<Context>, _ value: Result<Value, MissingValue>, unit: Value.Unit
  ) -> ClaimResult.Side {
    switch value {
    case .failure: return ClaimResult.Side(text: "missing")
    case .success(let value):
      if expression.literal != nil {
        // Percentage points are compared with percentage points.
        let isPoints = unit == .points && value.number != nil
        return ClaimResult.Side(
          text: isPoints ? NumberFormat(unit: .points).text(for: value) : expression.text)
      }
      let notes = expression.aggregates.compactMap { $0.note(in: context) }
      let shown =
        if case .text(let text) = value { "\"\(text)\"" } else {
          NumberFormat(unit: expression.unit).text(for: value)
        }
      return ClaimResult.Side(
        text: shown, exact: value.number == nil ? nil : value.exact,
        note: notes.isEmpty ? nil : notes.joined(separator: "; "))
    }
  }

  private static func decide(_ one: Truth, _ other: Truth, by decisive: Bool) -> Truth {
    if one == .success(decisive) || other == .success(decisive) { return .success(decisive) }
    return one.isFailure ? one : other
  }

  /// The margin of a condition without numbers.
  private static func slack(of truth: Truth) -> Double {
    truth == .success(true) ? 0 : -.infinity
  }
}

extension Result {
  fileprivate var isFailure: Bool {
    if case .failure = self { true } else { false }
  }
}

extension Result<String, MissingValue> {
  fileprivate var text: String {
    switch self {
    case .success(let text): text
    case .failure: "missing"
    }
  }
}

extension Expression.Comparison {
  /// Whether both sides are values or literals.
  fileprivate var isPlain: Bool {
    [left, right].allSatisfy { $0.path != nil || $0.literal != nil }
  }
}

extension ExpressionSyntax.Comparison {
  /// The operator as pages show it.
  fileprivate var shown: String {
    switch self {
    case .equal: "="
    case .unequal: "≠"
    case .less: "<"
    case .notGreater: "≤"
    case .greater: ">"
    case .notLess: "≥"
    }
  }

  /// The operator that holds where this one does not, as pages show it.
  fileprivate var negated: String {
    switch self {
    case .equal: "≠"
    case .unequal: "="
    case .less: "≥"
    case .notGreater: ">"
    case .greater: "≤"
    case .notLess: "<"
    }
  }
}
