import SourceText

/// What woven pages become: a folder, or one file in one of several forms.
///
/// Pages come in order, those of the reviews first. Nothing is in its place before ``finish(_:)``.
protocol Publication: ~Copyable {
  /// Takes the pages of a review.
  mutating func add(_ review: WovenReview) throws

  /// Takes what is known when all reviews are done, looks whether all links lead somewhere, and puts everything into
  /// its place.
  consuming func finish(_ run: FinishedRun) throws
}

/// What is known when all reviews are done.
struct FinishedRun {
  let run: Run
  let documents: SiteDocuments
  let totals: ReportTotals
  let summaries: [ReviewSummary]
  /// The list of reviews, and the reports.
  let index: [WovenPage]
  /// The lists of one kind of verdict, which say nothing that the list doesn't.
  let selections: [WovenPage]
  let reports: [WovenPage]
  /// The claims of all pages, in the order of the pages.
  let claims: [JUnit.Case]
  /// The summary's largest size in bytes.
  let summaryLimit: Int

  /// The pages of one file in the order of their weight: the author's documents, the list, the reviews.
  ///
  /// - Parameter reviews: The paths of the reviews' pages.
  /// - Returns: The paths of all pages.
  func order(reviews: [String]) -> [String] {
    reports.map(\.path) + index.map(\.path) + reviews
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
    try add(review.pages)
    try site.append(review.json + "\n", to: "data/report.jsonl")
  }

  private mutating func add(_ pages: [WovenPage]) throws {
    for page in pages {
      check.add(page.links, places: page.places)
      try site.write(page.text, to: page.path)
    }
  }

  consuming func finish(_ finished: FinishedRun) throws {
    try add(finished.reports + finished.index + finished.selections)
    for image in finished.documents.images.all { try site.write(image.bytes, to: image.path) }
    try site.write(sheet, to: "assets/report.css")
    try site.write(JUnit.text(finished.claims), to: "junit.xml")
    try site.write(finished.summary.text(limit: finished.summaryLimit), to: "summary.md")
    try check.verify(files: site.paths) { PageLinks.ids(of: site.text(of: $0)) }
    try site.commit()
  }
}
