import Classifier
import HTML

/// A selection of the listed reviews: all, or those with one kind of verdict.
package enum ReviewSelection: String, CaseIterable {
  case all
  /// The verdict agrees with the label.
  case right
  /// The verdict disagrees with the label.
  case wrong
  /// The probability of the verdict is at most 60 per cent.
  case unsure

  /// The least number of reviews for which selections are offered.
  package static let least = 10

  /// A link to a selection.
  package struct Link: Sendable {
    package let title: String
    package let count: Int
    package let path: String
    package let isCurrent: Bool
  }

  /// Whether the selection contains a review.
  package func contains(_ review: ReviewSummary) -> Bool {
    switch self {
    case .all: true
    case .right: review.label == review.prediction.label
    case .wrong: review.label.map { $0 != review.prediction.label } ?? false
    case .unsure: review.prediction.confidence <= 0.6
    }
  }

  /// The prefix of the titles of the selection's pages.
  package var heading: String {
    switch self {
    case .all: ""
    case .right: "Right verdicts: "
    case .wrong: "Wrong verdicts: "
    case .unsure: "Unsure verdicts: "
    }
  }

  /// Returns the path of one of the selection's pages.
  ///
  /// - Parameter number: The 0-based number of the page.
  /// - Returns: The path from the root of the site.
  package func path(_ number: Int = 0) -> String {
    let name = self == .all ? "index" : "index-\(rawValue)"
    return number == 0 ? "\(name).html" : "\(name)-\(number + 1).html"
  }

  /// Returns the selections of which a site has lists: all reviews, and every non-empty one of enough reviews.
  package static func offered(among reviews: ReviewSummaries) -> [ReviewSelection] {
    guard reviews.count >= least else { return [.all] }
    return allCases.filter { $0 == .all || reviews.count(of: $0) > 0 }
  }

  /// Returns links to all lists that a site has, if there are several.
  package static func links(among reviews: ReviewSummaries, current: ReviewSelection) -> [Link] {
    guard reviews.count >= least else { return [] }
    return offered(among: reviews).map { selection in
      Link(
        title: selection.rawValue.prefix(1).uppercased() + selection.rawValue.dropFirst(),
        count: reviews.count(of: selection), path: selection.path(),
        isCurrent: selection == current)
    }
  }
}
