import SourceText

/// What a section hangs on: `when=collapse.collapses` or `unless=collapse.collapses`.
struct Condition<Context: LiterateContext>: Sendable {
  /// A value that is true or false.
  let path: ValuePath<Context>
  /// What it has to be.
  let isWanted: Bool
  /// The review that it is about; nil for that of the document's scope.
  let review: Located?
  /// Where the value is named.
  let location: SourceLocation

  /// The condition as written.
  var text: String { "\(isWanted ? "when" : "unless")=\(path.path)" }

  /// Whether it holds; a value that is missing is reported.
  func holds(_ weaving: inout Weaving<Context>) -> Bool {
    weaving.focused(on: review) { weaving in
      if let refusal = weaving.context.refusal(ofValue: path.path) {
        weaving.problems.report(refusal.moved(to: location))
        return false
      }
      if let value = path.value(weaving.context) { return value == .boolean(isWanted) }
      weaving.problems.report(
        Diagnostic(
          "there is no value '\(path.path)' here", at: location,
          hint: "a value of a review needs one: give the document the option 'review'"))
      return false
    } ?? false
  }
}
