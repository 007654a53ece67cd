import DataSet

/// The labels of a run that the classifier contradicts.
struct SuspectStudy: Sendable {
  let suspects: Decided<[SuspectLabel]>
  /// The number of labelled reviews.
  let labelled: Int

  /// The number of suspect labels at which the classifier is at least as sure as it usually is of the predicted class.
  var confident: Int { suspects.value?.count(where: \.isConfident) ?? 0 }

  /// Returns the study, computed once per run and settings.
  static func of(_ reviews: SelectedReviews, heldOut: HeldOutPredictions? = nil) -> SuspectStudy {
    reviews.context.run.findings.finding(reviews.key, heldOut?.key ?? "") {
      var labels = SuspectLabels(classes: reviews.classes.count)
      var labelled = 0
      reviews.eachClassified { review, record in
        if review.label != nil { labelled += 1 }
        guard let heldOut else { return labels.add(review) }
        let text = reviews.context.run.picks[review.number].text
        let other = heldOut.probabilities(of: text).flatMap {
          ClassifiedReview(number: review.number, label: review.label, probabilities: $0)
        }
        if let other { labels.add(other) }
      }
      return SuspectStudy(suspects: labels.suspects(), labelled: labelled)
    }
  }
}
