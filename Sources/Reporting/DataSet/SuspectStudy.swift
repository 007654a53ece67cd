import DataSet

/// The labels of a run that the classifier contradicts.
struct SuspectStudy: Sendable {
  let suspects: Decided<[SuspectLabel]>
  /// The number of labelled reviews, and of those that have no held-out prediction where such are compared.
  let labelled: Int
  let withoutPrediction: Int

  /// The number of suspect labels at which the classifier is at least as sure as it usually is of the predicted class.
  var confident: Int { suspects.value?.count(where: \.isConfident) ?? 0 }

  /// Returns the study, computed once per run and settings.
  static func of(_ reviews: SelectedReviews, heldOut: HeldOutPredictions? = nil) -> SuspectStudy {
    reviews.context.run.findings.finding(reviews.key, heldOut?.key ?? "") {
      var labels = SuspectLabels(classes: reviews.classes.count)
      var (labelled, withoutPrediction) = (0, 0)
      reviews.eachClassified { review, record in
        var compared: ClassifiedReview? = review
        if let heldOut {
          let text = reviews.context.run.picks[review.number].text
          compared = heldOut.probabilities(of: text).flatMap {
            ClassifiedReview(number: review.number, label: review.label, probabilities: $0)
          }
        }
        if review.label != nil {
          if compared == nil { withoutPrediction += 1 } else { labelled += 1 }
        }
        if let compared { labels.add(compared) }
      }
      return SuspectStudy(
        suspects: labels.suspects(), labelled: labelled, withoutPrediction: withoutPrediction)
    }
  }
}
