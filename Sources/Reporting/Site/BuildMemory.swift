import Attribution

/// A cache of results that are reused by later builds.
///
/// For each review, the analysis and the woven pages are cached separately, because they depend on different inputs: the
/// analysis on the review's text, the model and the methods, the pages also on the documents and templates. For each
/// report, its page is cached, which depends on all reviews. Cached results are compared with everything they depend on,
/// so a build with a cache produces the same bytes as one without.
package struct BuildMemory: Sendable {
  /// The largest number of cached reviews; each takes about 250 KB.
  private let limit: Int
  private var analyst: [String] = []
  /// The analyses by review text.
  private var analyses: [String: ReviewAnalysis] = [:]
  private var frame: PageFrame?
  /// The woven reviews by id.
  private var reviews: [String: WovenReview] = [:]
  /// The report pages by path.
  private var reports: [String: (ingredients: ReportIngredients, page: WovenPage)] = [:]

  /// Creates an empty cache.
  ///
  /// - Parameter limit: The largest number of cached reviews; 0 disables the cache.
  package init(limit: Int = 2000) {
    self.limit = limit
  }

  /// Returns the cached analyses of an analyst, by review text.
  ///
  /// An analysis whose classifier has failed since would compute no further numbers.
  func analyses(by analyst: [String]) -> [String: ReviewAnalysis] {
    self.analyst == analyst
      ? analyses.filter { $0.value.explained.explainer.failure == nil } : [:]
  }

  /// Returns the cached pages of a review if their content is still valid; their neighbours may have changed.
  func review(_ place: ReviewPlace, in frame: PageFrame) -> WovenReview? {
    guard self.frame == frame, let known = reviews[place.pick.id],
      known.place.hasContent(of: place, dependingOnNumber: frame.showsNumbers)
    else { return nil }
    return known
  }

  /// Returns the cached page of a report if it is still valid.
  func report(_ ingredients: ReportIngredients, at path: String, in frame: PageFrame) -> WovenPage?
  {
    guard self.frame == frame, let known = reports[path], known.ingredients == ingredients else {
      return nil
    }
    return known.page
  }

  /// Discards everything that a run cannot use.
  mutating func prepare(for run: Run, in frame: PageFrame) {
    if analyst != run.analyst.identity { analyses = [:] }
    if self.frame != frame { (reviews, reports) = ([:], [:]) }
    analyst = run.analyst.identity
    self.frame = frame
    let texts = Set(run.picks.prefix(limit).map(\.text))
    let ids = Set(run.picks.prefix(limit).map(\.id))
    analyses = analyses.filter { texts.contains($0.key) }
    reviews = reviews.filter { ids.contains($0.key) }
  }

  /// Caches a review of the run given to ``prepare(for:in:)``.
  mutating func keep(_ review: WovenReview) {
    guard review.place.number <= limit else { return }
    analyses[review.analysis.pick.text] = review.analysis
    reviews[review.place.pick.id] = review
  }
}

extension BuildMemory {
  /// Caches the page of a report, unless it depends on files that are not watched.
  mutating func keep(_ page: WovenPage, made ingredients: ReportIngredients) {
    if limit > 0 && !ingredients.readsFiles { reports[page.path] = (ingredients, page) }
  }
}
