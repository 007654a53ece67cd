/// What one build found out and the next need not find out again.
///
/// Two things are kept of each review, because they are spoilt by different changes: its analysis, which depends on the
/// review's text, the model and the methods, and its woven pages, which depend on the documents and templates as well.
/// Of each report its page is kept, which depends on all reviews. What is remembered is held against all that it was made
/// of, so a build with a memory gives the same bytes as one without.
struct BuildMemory: Sendable {
  /// The number of reviews that are remembered at most: each takes about 250 KB.
  private let limit: Int
  private var analyst: [String] = []
  /// By the reviews' texts.
  private var analyses: [String: ReviewAnalysis] = [:]
  private var frame: PageFrame?
  /// By the reviews' ids.
  private var reviews: [String: WovenReview] = [:]
  /// By the pages' paths.
  private var reports: [String: (ingredients: ReportIngredients, page: WovenPage)] = [:]

  /// Creates a memory in which there is nothing yet.
  ///
  /// - Parameter limit: The number of reviews that are remembered at most; 0 makes a memory that stays empty.
  init(limit: Int = 2000) {
    self.limit = limit
  }

  /// The analyses that an analyst would make.
  func analyses(by analyst: [String]) -> [String: ReviewAnalysis] {
    self.analyst == analyst ? analyses : [:]
  }

  /// What was woven of a review, if it would be the same; its pages may still have other neighbours.
  func review(_ place: ReviewPlace, in frame: PageFrame) -> WovenReview? {
    guard self.frame == frame, let known = reviews[place.pick.id],
      known.place.hasContent(of: place, dependingOnNumber: frame.showsNumbers)
    else { return nil }
    return known
  }

  /// The page of a report, if it would be the same.
  func report(_ ingredients: ReportIngredients, at path: String, in frame: PageFrame) -> WovenPage?
  {
    guard self.frame == frame, let known = reports[path], known.ingredients == ingredients else {
      return nil
    }
    return known.page
  }

  /// Forgets what a run can't use.
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

  /// Remembers a review of the run that it was prepared for.
  mutating func keep(_ review: WovenReview) {
    guard review.place.number <= limit else { return }
    analyses[review.analysis.pick.text] = review.analysis
    reviews[review.place.pick.id] = review
  }
}

extension BuildMemory {
  /// Remembers the page of a report, unless it depends on files that nobody looks at.
  mutating func keep(_ page: WovenPage, made ingredients: ReportIngredients) {
    if limit > 0 && !ingredients.readsFiles { reports[page.path] = (ingredients, page) }
  }
}
