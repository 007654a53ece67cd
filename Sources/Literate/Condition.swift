import SourceText

/// The condition of a section: `when=collapse.collapses`, `unless=collapse.collapses` or `when=(review.words > 100)`.
struct Condition<Context: LiterateContext>: Sendable {
  /// The expression that is tested.
  let expression: Expression<Context>
  /// The required result.
  let isWanted: Bool
  /// The review that the condition is about; nil for the default of the document's scope.
  let review: Located<String>?
  /// The location of the expression.
  let location: SourceLocation

  /// The condition as written.
  var text: String {
    let test = expression.path == nil ? "(\(expression.text))" : expression.text
    return "\(isWanted ? "when" : "unless")=\(test)"
  }

  /// Whether the condition holds; an undecided one is reported.
  func holds(_ weaving: inout Weaving<Context>) -> Bool {
    weaving.focused(on: review) { weaving in
      let problems = expression.problems(in: weaving.context)
      weaving.problems.report(contentsOf: problems)
      if !problems.isEmpty { return false }
      do throws(MissingValue) {
        return try expression.truth(in: weaving.context) == isWanted
      } catch {
        weaving.problems.report(problem(error))
        return false
      }
    } ?? false
  }

  private func problem(_ missing: MissingValue) -> Diagnostic {
    guard missing.path != nil, missing.absence?.reason == nil else {
      return Diagnostic(
        "the condition is undecided: \(missing.reason)", at: location, hint: missing.absence?.hint)
    }
    return Diagnostic(
      "\(missing.reason) here", at: location,
      hint: "this value needs a review; set the document's option 'review'")
  }
}
