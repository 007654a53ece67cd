import SourceText

/// A destination of woven pages: a folder, or one file in one of several forms.
///
/// Pages arrive in order, those of the reviews first. Nothing is in place before ``commit(_:)``.
package protocol Publication: ~Copyable {
  /// Adds the pages of a review.
  mutating func add(_ review: WovenReview) throws

  /// Adds a document about all reviews, or a page of their list.
  mutating func add(_ page: WovenPage) throws

  /// Adds the results over all reviews and checks all links.
  mutating func finish(_ finished: FinishedSite) throws

  /// Moves everything into place.
  consuming func commit(_ finished: FinishedSite) throws
}
