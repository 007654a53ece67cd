import DataSet

/// What the words of a run did over all reviews.
struct ImportanceStudy: Sendable {
  let words: WordImportance
  /// Whether some method of the run gives contributions.
  let hasContributions: Bool

  /// Returns the study, computed once per run and settings.
  ///
  /// - Parameters:
  ///   - reviews: The reviews.
  ///   - method: The method; nil for the first one of the run that gives contributions.
  ///   - strongest: The number of words of a review that count as its strongest.
  /// - Returns: The study.
  static func of(
    _ reviews: SelectedReviews, method: String? = nil, strongest: Int = 5
  ) -> ImportanceStudy {
    reviews.context.run.findings.finding(reviews.key, method ?? "", "\(strongest)") {
      var words = WordImportance(
        classes: reviews.classes.count, strongest: strongest, listed: 3)
      var hasContributions = false
      guard let place = reviews.place(of: method) else {
        return ImportanceStudy(words: words, hasContributions: false)
      }
      reviews.eachClassified { review, record in
        let scores = record.contributions[place]
        if !scores.isEmpty { hasContributions = true }
        words.add(review, words: zip(record.words, scores).map { .init($0, $1) })
      }
      return ImportanceStudy(words: words, hasContributions: hasContributions)
    }
  }
}
