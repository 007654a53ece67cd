import Blocks
import DataSet
import HTML

extension ReviewRecord {
  /// Returns the review as statistics take it; nil if a probability is not one.
  func classified(as index: Int) -> ClassifiedReview? {
    ClassifiedReview(
      number: index, label: label, probabilities: probabilities, predicted: predicted)
  }
}

extension ReportContext {
  /// Returns a link to the page of a review.
  ///
  /// - Parameters:
  ///   - index: The index of the review in the run.
  ///   - text: The text of the link; nil for the title.
  /// - Returns: The link.
  func link(to index: Int, _ text: Phrase? = nil) -> Phrase {
    let pick = run.picks[index]
    let page = root + run.reviewPath(pick.id, number: index + 1)
    return "\(link: text ?? Phrase(pick.title.clipped(60)), to: page)"
  }

  /// Returns the excerpt of a review, with the words that contributed most.
  func excerpt(of index: Int) -> Phrase {
    guard let reviews = totals?.summaries, reviews.indices.contains(index) else { return "" }
    return "\(piece: .marked(reviews[index].excerpt))"
  }
}
