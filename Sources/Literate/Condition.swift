import SourceText

/// The condition of a section: `when=collapse.collapses` or `unless=collapse.collapses`.
struct Condition<Context: LiterateContext>: Sendable {
  /// The Boolean value that is tested.
  let path: ValuePath<Context>
  /// The required result.
  let isWanted: Bool
  /// The review that the condition is about; nil for the default of the document's scope.
  let review: Located<String>?
  /// The location of the value's name.
  let location: SourceLocation

  /// The condition as written.
  var text: String { "\(isWanted ? "when" : "unless")=\(path.path)" }

  /// Whether the condition holds; a missing value is reported.
  func holds(_ weaving: inout Weaving<Context>) -> Bool {
    weaving.focused(on: review) { weaving in
      if let problem = weaving.context.unavailability(of: path) {
        weaving.problems.report(problem.moved(to: location))
        return false
      }
      if let value = path.value(weaving.context) { return value == .boolean(isWanted) }
      weaving.problems.report(
        Diagnostic(
          "there is no value '\(path.path)' here", at: location,
          hint: "this value needs a review; set the document's option 'review'"))
      return false
    } ?? false
  }
}
