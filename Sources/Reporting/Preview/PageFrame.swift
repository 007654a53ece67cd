import Literate
import SourceText

/// What the page of a report depends on beside the frame of the pages.
struct ReportIngredients: Equatable, Sendable {
  private let picks: [Pick]
  private let sources: [String]
  private let parameters: [Options.Item]
  /// Whether it shows what is in files that no build looks at before.
  let readsFiles: Bool

  /// Gathers what a report is made of.
  init(of entry: SiteDocuments.Entry, picks: [Pick]) {
    self.picks = picks
    sources = [entry.file] + entry.sources
    parameters = entry.document.parameters
    readsFiles = entry.document.chunks.contains { ($0 as? any ReadingChunk)?.readsFiles == true }
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

extension ReviewPlace {
  /// Whether a review says the same in another place.
  ///
  /// - Parameters:
  ///   - other: The review there.
  ///   - dependingOnNumber: Whether documents name its number among the others.
  /// - Returns: Whether what is woven of it is the same.
  func hasContent(of other: ReviewPlace, dependingOnNumber: Bool) -> Bool {
    // Where it stands in its file shows only in problems, and what was woven had none.
    pick.id == other.pick.id && pick.title == other.pick.title && pick.text == other.pick.text
      && pick.label == other.pick.label && (number == other.number || !dependingOnNumber)
  }
}

/// What the pages of all reviews have in common: two runs with the same frame give a review in the same place the same
/// pages.
///
/// The texts of reports are no part of it, only what the pages of reviews show of them, so that writing on a report
/// weaves nothing but the report.
struct PageFrame: Equatable, Sendable {
  private let analyst: [String]
  private let scale: ColourScale
  private let date: String?
  private let shell: String
  /// The title of the site, and the names and titles of the reports.
  private let navigation: [String]
  private let documents: [[String]]
  private let parameters: [[Options.Item]]
  private let images: SiteImages
  /// The claims that reports make over all reviews, which are measured on each of them.
  private let claims: [String]
  private let comparesMethods: Bool
  /// Whether a page of a review may say which number it has.
  let showsNumbers: Bool
  /// All reviews, when a page may show others than its own.
  private let picks: [Pick]

  /// Gathers what pages are made of.
  init(run: Run, documents: SiteDocuments, templates: Templates) {
    analyst = run.analyst.identity
    scale = run.analyst.scale
    date = run.date
    shell = templates.shell.text
    navigation = [documents.title] + documents.reports.flatMap { [$0.name, $0.title] }
    self.documents = documents.perReview.map { [$0.name, $0.file] + $0.sources }
    parameters = documents.perReview.map(\.document.parameters)
    images = documents.images
    claims = documents.reviewClaims.map(\.text)
    comparesMethods = documents.compareMethods
    showsNumbers = (self.documents.joined() + claims).contains { $0.contains("review.number") }
    // Chunks that look at all reviews stand on reports alone, unless they name a review.
    let looksAround = documents.perReview.contains { !$0.document.namedReviews.isEmpty }
    picks = looksAround ? run.picks : []
  }
}

/// A chunk that may read files of its own while it is woven.
protocol ReadingChunk: Chunk {
  /// Whether it does.
  var readsFiles: Bool { get }
}
