import Literate
import SourceText

/// The inputs of a report's page, apart from the page frame.
struct ReportIngredients: Equatable, Sendable {
  private let picks: [Pick]
  private let sources: [String]
  private let parameters: [Options.Item]
  /// Whether the report reads files during weaving, which are not part of the inputs.
  let readsFiles: Bool

  /// Collects the inputs of a report.
  init(of entry: SiteDocuments.Entry, picks: [Pick]) {
    self.picks = picks
    sources = [entry.file] + entry.sources
    parameters = entry.document.parameters
    readsFiles = entry.document.chunks.contains { ($0 as? any ReadingChunk)?.readsFiles == true }
  }
}

/// A review and its position among the others, as shown on its pages.
struct ReviewPlace: Equatable, Sendable {
  let pick: Pick
  /// The number of the review, from 1.
  let number: Int
  /// The number of all reviews.
  let count: Int
  /// The ids and titles of the previous and the next review.
  let neighbours: [[String]?]

  /// Finds the place of the review with a number.
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
  /// Returns whether the pages of two places have the same content.
  ///
  /// - Parameters:
  ///   - other: The other place.
  ///   - dependingOnNumber: Whether documents show the number of the review.
  /// - Returns: Whether the woven content is the same.
  func hasContent(of other: ReviewPlace, dependingOnNumber: Bool) -> Bool {
    // The location in the file appears only in diagnostics, and the cached pages had none.
    pick.id == other.pick.id && pick.title == other.pick.title && pick.text == other.pick.text
      && pick.label == other.pick.label && (number == other.number || !dependingOnNumber)
  }
}

/// The inputs shared by the pages of all reviews: with equal frames, a review in the same place has the same pages.
///
/// The texts of reports are not included, only the parts shown on the pages of reviews, so that editing a report rebuilds
/// only this report.
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
  /// The claims of reports about all reviews, which are measured on each review.
  private let claims: [String]
  private let comparesMethods: Bool
  /// Whether a page may show the number of its review.
  let showsNumbers: Bool
  /// All reviews if a page may show other reviews; otherwise empty.
  private let picks: [Pick]

  /// Collects the inputs of the pages.
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
    // Only reports may contain chunks about all reviews; other documents may name single reviews.
    let looksAround = documents.perReview.contains { !$0.document.namedReviews.isEmpty }
    picks = looksAround ? run.picks : []
  }
}

/// A chunk that may read files during weaving.
protocol ReadingChunk: Chunk {
  /// Whether the chunk reads files.
  var readsFiles: Bool { get }
}
