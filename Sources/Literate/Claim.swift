import SourceText

/// A claim about the results: `collapse.max-row-difference == 0`.
struct Claim<Context: LiterateContext>: Sendable {
  /// The number of reviews for which the claim must hold.
  enum Quantifier: String {
    case all, any
  }

  /// The claim as written.
  let text: String
  /// Nil for a claim about the review in focus, or about the run.
  let quantifier: Quantifier?
  /// The condition that must hold.
  let condition: Expression<Context>
  /// The location in the source.
  let location: SourceLocation

  /// Measures every part and decides whether the condition holds.
  func measure(in context: Context) -> ClaimMeasurement {
    ClaimMeasurement(of: condition, in: context)
  }

  /// The id of the review that the claim is about, in a context; nil for a claim about the run.
  func review(in context: Context) -> String? {
    condition.pathsOfFocus.lazy.compactMap { context.review(ofValue: $0.path) }.first
  }

  /// What is measured of each review for the claim.
  var measures: [ReviewMeasure<Context>] { condition.aggregates.map(\.measure) }
}

extension Expression {
  /// The values that belong to the review in focus or to the run, from left to right.
  fileprivate var pathsOfFocus: [ValuePath<Context>] {
    switch node {
    case .literal, .aggregate: []
    case .path(let path): [path]
    case .negative(let operand), .not(let operand), .converted(let operand): operand.pathsOfFocus
    case .comparison(let comparison): comparison.left.pathsOfFocus + comparison.right.pathsOfFocus
    case .arithmetic(_, let left, let right), .and(let left, let right), .or(let left, let right):
      left.pathsOfFocus + right.pathsOfFocus
    }
  }
}
