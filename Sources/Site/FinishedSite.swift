/// A run as a JSON object, into which claims and reviews are put while it is written.
package struct RunJSON: Sendable {
  /// The ends of the two arrays that are the last members.
  static let (claimsEnd, reviewsStart, reviewsEnd) = ("]", ",\"reviews\":[", "]}")

  /// The text up to the first claim.
  let start: String
  /// Returns a claim as a JSON object.
  let claim: @Sendable (JUnit.Case) -> String

  /// Creates a run.
  ///
  /// - Parameters:
  ///   - text: The object, whose last members are two empty arrays, of claims and of reviews.
  ///   - claim: Returns a claim as a JSON object.
  package init(_ text: String, claim: @escaping @Sendable (JUnit.Case) -> String) {
    let end = Self.claimsEnd + Self.reviewsStart + Self.reviewsEnd
    precondition(text.hasSuffix("[" + end), "the run does not end with two empty arrays")
    start = String(text.dropLast(end.count))
    self.claim = claim
  }
}

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
  let claims: Claims
  /// The run in Markdown.
  let summary: RunSummary
  /// The run in JSON, and each claim.
  let json: RunJSON

  /// The paths of the files of a site that are not pages.
  var filesBesidesPages: Set<String> {
    Set(
      ["assets/report.css", "data/report.jsonl", "junit.xml", "summary.md"]
        + images.all.map(\.path))
  }

  /// Throws if something was read wrongly from a temporary file.
  package let throwIfUnreadable: () throws -> Void

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
  ///   - json: The run as a JSON object.
  ///   - throwIfUnreadable: Throws if something was read wrongly from a temporary file.
  package init(
    title: String, index: [String], list: WovenPage?, reports: [String],
    images: SiteImages, claims: Claims, summary: RunSummary, json: RunJSON,
    throwIfUnreadable: @escaping () throws -> Void = {}
  ) {
    self.throwIfUnreadable = throwIfUnreadable
    self.title = title
    self.index = index
    self.list = list
    self.reports = reports
    self.images = images
    self.claims = claims
    self.summary = summary
    self.json = json
  }
}
