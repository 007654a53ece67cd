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

  /// The title of links.
  ///
  /// Unsure verdicts are also among the right or wrong ones, so their title says where they begin.
  var title: String {
    self == .unsure
      ? "Unsure, up to 60\u{202F}%" : rawValue.prefix(1).uppercased() + rawValue.dropFirst()
  }

  /// Returns the selections of which a site has lists: all reviews, and every non-empty one of enough reviews.
  package static func offered(among reviews: ReviewSummaries) -> [ReviewSelection] {
    guard reviews.count >= least else { return [.all] }
    return allCases.filter { $0 == .all || reviews.count(of: $0) > 0 }
  }
}
