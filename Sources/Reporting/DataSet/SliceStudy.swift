import DataSet
import HTML
import SourceText

/// The slices of a run: groups of reviews that share a property, and those in which the classifier is worse than elsewhere.
struct SliceStudy: Sendable {
  /// What counts as a property of a review.
  struct Settings: Hashable, Sendable {
    /// Words of which one makes a group of reviews.
    var words: [String] = []
    /// The number of reviews from which a group is tested.
    var minimum = 20
    /// The number of frequent words that are tested.
    var vocabulary = 1000
    /// The number of slices that are listed.
    var rows = 10
    var resampling = Resampling()
  }

  /// A group of reviews with a name.
  struct Group: Sendable {
    let family: String
    let slice: Decided<Slice>
    let name: String
  }

  /// The groups of the data set, by family.
  let groups: [Group]
  let found: Decided<SliceReport>
  /// The reviews with wrong verdicts of each found slice, by its conditions.
  let examples: [[String]: [Int]]
  /// The number of reviews without a label.
  let unlabelled: Int

  /// Returns the study, computed once per run and settings.
  static func of(_ reviews: SelectedReviews, _ settings: Settings = Settings()) -> SliceStudy {
    reviews.context.run.findings.finding(
      reviews.key, settings.words.joined(separator: ","), "\(settings.minimum)",
      "\(settings.vocabulary) \(settings.rows)", settings.resampling.key
    ) { SliceStudy(reviews, settings) }
  }

  private init(_ reviews: SelectedReviews, _ settings: Settings) {
    let features = SliceFeatures(reviews, settings)
    var named = SliceSearch(features: features.names.map(\.name))
    var search = SliceSearch(features: features.names.map(\.name) + features.words)
    var unlabelled = 0
    reviews.eachClassified { review, record in
      guard let isRight = review.isRight else {
        unlabelled += 1
        return
      }
      let properties = features.properties(of: record, at: review.number)
      let words = features.words(of: record)
      named.add(review.number, isWrong: !isRight, features: properties)
      search.add(
        review.number, isWrong: !isRight,
        features: properties + words.map { $0 + features.names.count })
    }
    let resampling = settings.resampling
    groups = features.names.map { name in
      Group(
        family: name.family,
        slice: named.slice([name.name], resamples: resampling.count, seed: resampling.seed),
        name: name.name)
    }
    found = search.result(
      minimum: settings.minimum, limit: settings.rows, resamples: resampling.count,
      seed: resampling.seed
    ).mapError { $0 == .noReviews && unlabelled > 0 ? .noLabels : $0 }
    let slices = found.value?.slices ?? []
    examples = Dictionary(
      slices.map { slice in
        (slice.conditions, Array(search.reviews(in: slice.conditions, onlyWrong: true).prefix(3)))
      }
    ) { first, _ in first }
    self.unlabelled = unlabelled
  }

  /// The lowest accuracy of the groups that are large enough.
  func worst(minimum: Int) -> (name: String, accuracy: Double)? {
    let known = groups.compactMap { group -> (name: String, accuracy: Double)? in
      guard let slice = group.slice.value, slice.rate.total >= minimum else { return nil }
      return (group.name, 1 - slice.rate.value)
    }
    return known.min { ($0.accuracy, $0.name) < ($1.accuracy, $1.name) }
  }
}
