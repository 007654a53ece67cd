/// The results of a run after all pages.
package struct FinishedSite {
  /// The title of the site.
  let title: String
  /// The paths of the pages of the list of reviews, and its first page.
  let index: [String]
  let list: WovenPage?
  /// The paths of the documents about all reviews.
  let reports: [String]
  let images: SiteImages
  /// The claims of all pages, in the order of the pages.
  let claims: [JUnit.Case]
  /// The run in Markdown.
  let summary: RunSummary
  /// The run in JSON; its last member is an empty array of reviews.
  let json: String

  /// Creates the pages.
  ///
  /// - Parameters:
  ///   - title: The title of the site.
  ///   - index: The paths of the pages of the list of reviews.
  ///   - list: The first page of the list.
  ///   - reports: The paths of the documents about all reviews.
  ///   - images: The pictures of all documents.
  ///   - claims: The claims of all pages, in the order of the pages.
  ///   - summary: The run in Markdown.
  ///   - json: The run as a JSON object, whose last member is an empty array of reviews.
  package init(
    title: String, index: [String], list: WovenPage?, reports: [String],
    images: SiteImages, claims: [JUnit.Case], summary: RunSummary, json: String
  ) {
    self.title = title
    self.index = index
    self.list = list
    self.reports = reports
    self.images = images
    self.claims = claims
    self.summary = summary
    self.json = json
  }

  /// Returns the pages of a single file by importance: the author's documents, the list, the reviews.
  ///
  /// - Parameter reviews: The paths of the reviews' pages.
  /// - Returns: The paths of all pages.
  func order(reviews: [String]) -> [String] {
    reports + index + reviews
  }
}
