import SourceText

/// A destination of woven pages: a folder, or one file in one of several forms.
///
/// Pages arrive in order, those of the reviews first. Nothing is in place before ``finish(_:)``.
protocol Publication: ~Copyable {
  /// Adds the pages of a review.
  mutating func add(_ review: WovenReview) throws

  /// Adds a document over all reviews, or a page of their list.
  mutating func add(_ page: WovenPage) throws

  /// Adds the results over all reviews, checks all links, and moves everything into place.
  consuming func finish(_ run: FinishedRun) throws
}

/// The results of a run after all reviews.
struct FinishedRun {
  let run: Run
  let documents: SiteDocuments
  let totals: ReportTotals
  let summaries: [ReviewSummary]
  /// The paths of the pages of the list of reviews, and its first page.
  let index: [String]
  let list: WovenPage?
  /// The paths of the documents over all reviews.
  let reports: [String]
  /// The claims of all pages, in the order of the pages.
  let claims: [JUnit.Case]
  /// The largest size of the summary in bytes.
  let summaryLimit: Int

  /// Returns the pages of a single file by importance: the author's documents, the list, the reviews.
  ///
  /// - Parameter reviews: The paths of the reviews' pages.
  /// - Returns: The paths of all pages.
  func order(reviews: [String]) -> [String] {
    reports + index + reviews
  }

  /// The run in Markdown.
  var summary: Summary {
    Summary(title: documents.title, totals: totals, reviews: summaries, claims: claims)
  }
}

/// A site: a folder of pages.
struct SitePublication: ~Copyable, Publication {
  private var site: SiteWriter
  private var check = SiteCheck()
  private let sheet: String

  init(output: String, sheet: String) throws(Diagnostic) {
    site = try SiteWriter(output: output)
    self.sheet = sheet
  }

  mutating func add(_ review: WovenReview) throws {
    for page in review.pages { try add(page) }
    try site.append(review.json + "\n", to: "data/report.jsonl")
  }

  mutating func add(_ page: WovenPage) throws {
    check.add(page.links, places: page.places)
    try site.write(page.text, to: page.path)
  }

  consuming func finish(_ finished: FinishedRun) throws {
    for image in finished.documents.images.all { try site.write(image.bytes, to: image.path) }
    try site.write(sheet, to: "assets/report.css")
    try site.write(JUnit.text(finished.claims), to: "junit.xml")
    try site.write(finished.summary.text(limit: finished.summaryLimit), to: "summary.md")
    try check.verify(files: site.paths)
    try site.commit()
  }
}
