import SourceText

/// All outputs of a run, which receive the same pages.
///
/// Each is complete and checked before the first is moved into place.
package struct Publications: ~Copyable {
  private var site: SitePublication?
  private var singleFile: SingleFilePublication?
  private var markdown: MarkdownPublication?
  private var json: JSONPublication?

  /// Creates outputs; nil for those that are not wanted.
  package init(
    site: consuming SitePublication?, singleFile: consuming SingleFilePublication?,
    markdown: consuming MarkdownPublication?, json: consuming JSONPublication?
  ) {
    self.site = site
    self.singleFile = singleFile
    self.markdown = markdown
    self.json = json
  }

  /// Adds the pages of a review.
  package mutating func add(_ review: WovenReview) throws {
    try site?.add(review)
    try addToFiles(review)
  }

  private mutating func addToFiles(_ review: WovenReview) throws {
    try singleFile?.add(review)
    try markdown?.add(review)
    try json?.add(review)
  }

  /// Adds a document about all reviews.
  package mutating func add(_ page: WovenPage) throws {
    try addToSite(page)
    try addToFiles(page)
  }

  /// Adds a page of the list of reviews, with links to other selections, to the site.
  package mutating func addToSite(_ page: WovenPage) throws { try site?.add(page) }

  /// Adds a file to which pages refer to the site.
  package mutating func addToSite(_ text: String, at path: String) throws {
    try site?.add(text, at: path)
  }

  /// Adds a page of the list of reviews, without such links, to all outputs but the site.
  package mutating func addToFiles(_ page: WovenPage) throws {
    try singleFile?.add(page)
    try markdown?.add(page)
    try json?.add(page)
  }

  /// Adds the results over all reviews, checks all links, and moves everything into place.
  package consuming func finish(_ finished: FinishedSite) throws {
    try site?.finish(finished)
    try singleFile?.finish(finished)
    try markdown?.finish(finished)
    try json?.finish(finished)
    try site.take()?.commit(finished)
    try singleFile.take()?.commit(finished)
    try markdown.take()?.commit(finished)
    try json.take()?.commit(finished)
  }
}
