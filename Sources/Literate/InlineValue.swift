import HTML
import Markdown
import SourceText

/// A value in the text: `{value prediction.probability digits=3}`.
struct InlineValue<Context: LiterateContext>: Sendable {
  /// What is shown.
  let path: ValuePath<Context>
  /// How a number is written.
  let format: NumberFormat
  /// Whose value it is, when it is not that of the review in focus.
  let review: Located?
  /// Where it stands.
  let location: SourceLocation

  /// Computes it: a number keeps its full precision beside what is shown.
  func weave(_ weaving: inout Weaving<Context>) -> Filling {
    let empty = Filling(html: HTML(), text: "")
    return weaving.focused(on: review) { weaving in
      if let problem = path.problem(in: weaving.context, at: location) {
        weaving.problems.report(problem)
        return empty
      }
      guard let value = path.value(weaving.context) else {
        weaving.problems.report(
          Diagnostic(
            "there is no value '\(path.path)' here", at: location,
            hint: review == nil ? "a value of a review needs one: review=ID" : nil))
        return empty
      }
      return filling(value)
    } ?? empty
  }

  private func filling(_ value: Value) -> Filling {
    let text = format.text(for: value)
    guard value.number != nil else { return Filling(html: HTML(text: text), text: text) }
    return Filling(html: "<data value=\"\(value.exact)\">\(text)</data>", text: text)
  }
}
