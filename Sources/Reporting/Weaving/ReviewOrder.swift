/// An order of the listed reviews.
package enum ReviewOrder: String, CaseIterable, Sendable {
  /// The order of the run.
  case given
  /// The most confident verdicts first.
  case confidence
  /// Wrong verdicts first, then right ones, then reviews without a label; by label, the most confident verdicts first.
  case label

  /// The title of links.
  var title: String {
    switch self {
    case .given: "As given"
    case .confidence: "Most confident first"
    case .label: "By label and error"
    }
  }
}
