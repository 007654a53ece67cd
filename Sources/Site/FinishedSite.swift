/// The pages of a site that are woven after those of all reviews, and what accompanies them.
package struct FinishedSite {
  /// The title of the site.
  let title: String
  /// The pages of the list of reviews.
  let index: [WovenPage]
  /// The lists by kind of verdict, whose contents the full list includes.
  let selections: [WovenPage]
  let reports: [WovenPage]
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
  ///   - index: The pages of the list of reviews.
  ///   - selections: The lists by kind of verdict.
  ///   - reports: The pages of documents about all reviews.
  ///   - images: The pictures of all documents.
  ///   - claims: The claims of all pages, in the order of the pages.
  ///   - summary: The run in Markdown.
  ///   - json: The run as a JSON object, whose last member is an empty array of reviews.
  package init(
    title: String, index: [WovenPage], selections: [WovenPage], reports: [WovenPage],
    images: SiteImages, claims: [JUnit.Case], summary: RunSummary, json: String
  ) {
    self.title = title
    self.index = index
    self.selections = selections
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
    reports.map(\.path) + index.map(\.path) + reviews
  }
}
