import Blocks
import Markdown
import SourceText

/// A value in the text: `{value prediction.probability digits=3}`.
struct InlineValue<Context: LiterateContext>: Sendable {
  /// The path of the value.
  let path: ValuePath<Context>
  /// The number format.
  let format: NumberFormat
  /// The review whose value is shown, unless it is the review in focus.
  let review: Located<String>?
  /// The location in the source.
  let location: SourceLocation

  /// Computes the value; a page keeps a number's full precision next to the displayed text.
  func weave(_ weaving: inout Weaving<Context>) -> SlotValue {
    let empty = SlotValue("", text: "")
    return weaving.focused(on: review) { weaving in
      if let problem = path.problem(in: weaving.context, at: location) {
        weaving.problems.report(problem)
        return empty
      }
      guard let value = path.value(weaving.context) else {
        weaving.problems.report(problem(path.absence(in: weaving.context)))
        return empty
      }
      return filling(value)
    } ?? empty
  }

  private func problem(_ absence: Absence) -> Diagnostic {
    guard absence.reason == nil else {
      return Diagnostic(absence.sentence(about: path.path), at: location, hint: absence.hint)
    }
    return Diagnostic(
      "there is no value '\(path.path)' here", at: location,
      hint: review == nil ? "this value needs a review; add review=ID" : nil)
  }

  private func filling(_ value: Value) -> SlotValue {
    let text = format.text(for: value)
    guard value.number != nil else { return SlotValue(Phrase(text), text: text) }
    return SlotValue(Phrase(.data(value: value.exact, text: text)), text: text)
  }
}
