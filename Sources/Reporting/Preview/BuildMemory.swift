import Literate
import SourceText

/// What one build found out and the next need not find out again.
///
/// Two things are kept of each review, because they are spoilt by different changes: its analysis, which depends on the
/// review's text, the model and the methods, and its woven pages, which depend on the documents and templates as well.
/// What is remembered is held against all that it was made of, so a build with a memory gives the same bytes as one
/// without.
public struct BuildMemory: Sendable {
  /// The number of reviews that are remembered at most: each takes a few hundred kilobytes.
  private let limit: Int
  private var analyst: [String] = []
  /// By the reviews' texts.
  private var analyses: [String: ReviewAnalysis] = [:]
  private var frame: PageFrame?
  /// By the reviews' ids.
  private var reviews: [String: WovenReview] = [:]

  /// Creates a memory in which there is nothing yet.
  ///
  /// - Parameter limit: The number of reviews that are remembered at most; 0 makes a memory that stays empty.
  public init(limit: Int = 1000) {
    self.limit = limit
  }

  /// The analyses that an analyst would make.
  func analyses(by analyst: [String]) -> [String: ReviewAnalysis] {
    self.analyst == analyst ? analyses : [:]
  }

  /// The pages of a review, if they would be the same.
  func review(_ place: ReviewPlace, in frame: PageFrame) -> WovenReview? {
    guard self.frame == frame, let known = reviews[place.pick.id], known.place == place else {
      return nil
    }
    return known
  }

  /// Forgets what a run can't use.
  mutating func prepare(for run: Run, in frame: PageFrame) {
    if analyst != run.analyst.identity { analyses = [:] }
    if self.frame != frame { reviews = [:] }
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

/// A review among the others, as its pages show it.
struct ReviewPlace: Equatable, Sendable {
  let pick: Pick
  /// From 1.
  let number: Int
  /// How many reviews there are.
  let count: Int
  /// What comes before and after it, by id and title.
  let neighbours: [[String]?]

  /// Looks a review up.
  init(_ number: Int, in picks: [Pick]) {
    pick = picks[number - 1]
    self.number = number
    count = picks.count
    neighbours = [number - 2, number].map { index in
      picks.indices.contains(index) ? [picks[index].id, picks[index].title] : nil
    }
  }
}

/// What the pages of all reviews have in common: two runs with the same frame give a review in the same place the same
/// pages.
///
/// The texts of reports are no part of it, only what the pages of reviews show of them, so that writing on a report
/// weaves nothing but the report.
struct PageFrame: Equatable, Sendable {
  private let analyst: [String]
  private let date: String?
  private let shell: String
  /// The title of the site, and the names and titles of the reports.
  private let navigation: [String]
  private let documents: [[String]]
  private let parameters: [[Options.Item]]
  private let images: SiteImages
  /// The claims that reports make over all reviews, which are measured on each of them.
  private let claims: [String]
  /// All reviews, when a page may show others than its own.
  private let picks: [Pick]

  /// Gathers what pages are made of.
  init(run: Run, documents: SiteDocuments, templates: Templates) {
    analyst = run.analyst.identity
    date = run.date
    shell = templates.shell.text
    navigation = [documents.title] + documents.reports.flatMap { [$0.name, $0.title] }
    self.documents = documents.perReview.map { [$0.name, $0.file] + $0.sources }
    parameters = documents.perReview.map(\.document.parameters)
    images = documents.images
    claims = documents.reviewClaims.map(\.text)
    let looksAround = documents.perReview.contains { entry in
      !entry.document.namedReviews.isEmpty || entry.document.chunks.contains { $0 is any RunChunk }
    }
    picks = looksAround ? run.picks : []
  }
}

/// A chunk that may look at all reviews of a run, so that what it shows changes with any of them.
protocol RunChunk: Chunk {}
