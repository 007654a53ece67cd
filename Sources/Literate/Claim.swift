import SourceText

/// A claim about the results: `collapse.max-row-difference == 0`.
struct Claim<Context: LiterateContext>: Sendable {
  /// The comparison operator.
  enum Comparison: String, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case notGreater = "<="
    case greater = ">"
    case notLess = ">="
  }

  /// One side of a comparison.
  enum Operand: Sendable {
    case path(ValuePath<Context>)
    case literal(Value, at: SourceLocation)
  }

  /// The number of reviews for which the claim must hold.
  enum Quantifier: String {
    case all, any
  }

  /// The claim as written.
  let text: String
  /// Nil for a claim about the review in focus, or about the run.
  let quantifier: Quantifier?
  let left: Operand
  let comparison: Comparison
  let right: Operand
  /// The difference up to which numbers count as equal; 0 if the claim has no tolerance.
  let tolerance: Double
  /// The location in the source.
  let location: SourceLocation

  /// Measures both sides and compares them.
  ///
  /// - Parameter context: The results.
  /// - Returns: The measured values, whether the claim holds, and its margin: negative if it does not hold.
  func measure(in context: Context) -> (
    measured: [ClaimResult.Measurement], holds: Bool, slack: Double
  ) {
    let (leftValue, rightValue) = (value(of: left, in: context), value(of: right, in: context))
    var measured: [ClaimResult.Measurement] = []
    for (operand, value) in [(left, leftValue), (right, rightValue)] {
      guard case .path(let path) = operand else { continue }
      let text = value.map { NumberFormat(unit: path.unit).text(for: $0) } ?? "missing"
      measured.append(ClaimResult.Measurement(path: path.path, value: value, text: text))
    }
    guard let leftValue, let rightValue else { return (measured, false, -.infinity) }
    let holds = holds(leftValue, rightValue)
    return (measured, holds, slack(leftValue, rightValue) ?? (holds ? 0 : -.infinity))
  }

  /// The id of the review that the claim is about, in a context; nil for a claim about the run.
  func review(in context: Context) -> String? {
    [left, right].lazy.compactMap { operand in
      guard case .path(let path) = operand else { return nil }
      return context.review(ofValue: path.path)
    }.first
  }

  /// Problems with the names of values, and with the texts they are compared with, that only the results reveal.
  func problems(in context: Context) -> [Diagnostic] {
    let paths = [left, right].compactMap { operand -> Diagnostic? in
      guard case .path(let path) = operand else { return nil }
      return path.problem(in: context, at: location)
    }
    let texts = [(left, right), (right, left)].compactMap { one, other -> Diagnostic? in
      guard case .path(let path) = one, case .literal(.text(let text), let place) = other else {
        return nil
      }
      return path.problem(ofComparisonWith: text, in: context, at: place)
    }
    return paths + texts
  }

  private func value(of operand: Operand, in context: Context) -> Value? {
    switch operand {
    case .path(let path): path.value(context)
    case .literal(let value, _): value
    }
  }

  /// The margin before the claim turns false; nil for values that are not numbers.
  private func slack(_ left: Value, _ right: Value) -> Double? {
    guard let left = left.number, let right = right.number else { return nil }
    let slack =
      switch comparison {
      case .equal: tolerance - abs(left - right)
      case .unequal: abs(left - right) - tolerance
      case .less, .notGreater: right + tolerance - left
      case .greater, .notLess: left + tolerance - right
      }
    return slack.isNaN ? nil : slack
  }

  private func holds(_ left: Value, _ right: Value) -> Bool {
    if let left = left.number, let right = right.number { return holds(left, right) }
    switch comparison {
    case .equal: return left == right
    case .unequal: return left != right
    case .less, .notGreater, .greater, .notLess: return false
    }
  }

  private func holds(_ left: Double, _ right: Double) -> Bool {
    // No comparison with NaN holds, not even inequality.
    if left.isNaN || right.isNaN { return false }
    let areEqual = left == right || abs(left - right) <= tolerance
    switch comparison {
    case .equal: return areEqual
    case .unequal: return !areEqual
    case .less: return left < right + tolerance
    case .notGreater: return left <= right + tolerance
    case .greater: return left > right - tolerance
    case .notLess: return left >= right - tolerance
    }
  }
}

extension Claim.Operand {
  /// The unit of the values on this side, for a consistency check before anything is measured.
  var unit: Value.Unit {
    switch self {
    case .path(let path): path.unit
    case .literal(.text, _): .text
    case .literal(.boolean, _): .boolean
    case .literal: .plain
    }
  }
}
