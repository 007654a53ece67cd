import Classifier
import HTML

/// Which reviews a page of the list shows: all of them, or those with one kind of verdict.
enum ReviewSelection: String, CaseIterable {
  case all
  /// The verdict is that of the label.
  case right
  /// It is the other one.
  case wrong
  /// The probability of the verdict is at most 60 per cent.
  case unsure

  /// A list of fewer reviews is taken in at a glance.
  static let least = 10

  /// A selection as a page links to it.
  struct Link: Sendable {
    let title: String
    let count: Int
    let path: String
    let isCurrent: Bool
  }

  /// Whether a review belongs to it.
  func contains(_ review: ReviewSummary) -> Bool {
    switch self {
    case .all: true
    case .right: review.label == review.prediction.label
    case .wrong: review.label.map { $0 != review.prediction.label } ?? false
    case .unsure: review.prediction.confidence <= 0.6
    }
  }

  /// What stands in front of the title of its pages.
  var heading: String {
    switch self {
    case .all: ""
    case .right: "Right verdicts: "
    case .wrong: "Wrong verdicts: "
    case .unsure: "Unsure verdicts: "
    }
  }

  /// Where one of its pages is.
  ///
  /// - Parameter number: From 0.
  /// - Returns: The path from the root of the site.
  func path(_ number: Int = 0) -> String {
    let name = self == .all ? "index" : "index-\(rawValue)"
    return number == 0 ? "\(name).html" : "\(name)-\(number + 1).html"
  }

  /// The links to all selections that have a review.
  static func links(among reviews: [ReviewSummary], current: ReviewSelection) -> [Link] {
    guard reviews.count >= least else { return [] }
    return allCases.compactMap { selection in
      let count = reviews.count(where: selection.contains)
      return count == 0
        ? nil
        : Link(
          title: selection.rawValue.prefix(1).uppercased() + selection.rawValue.dropFirst(),
          count: count, path: selection.path(), isCurrent: selection == current)
    }
  }
}
