public import SourceText

/// The data from which chunks and values are computed, such as the analyses of all reviews with one of them in focus.
public protocol LiterateContext: Sendable {
  /// The needs of a chunk or value beyond the results that every context has.
  associatedtype Need: Sendable

  /// The need of chunks and values that declare none.
  static var noNeed: Need { get }

  /// Returns this context with another review in focus.
  ///
  /// - Throws: A diagnostic if the review does not exist or has nothing to show.
  func focused(on review: String) throws(Diagnostics) -> Self

  /// Returns the context for the nth chunk with one verb in a document, so that the names in its drawings are unique.
  ///
  /// - Parameter occurrence: The number of preceding chunks with the same verb.
  /// - Returns: The context for it.
  func at(occurrence: Int) -> Self

  /// Returns the tally of a claim over all reviews, folded in their order while they are analysed.
  func tally(of claim: ReviewClaim<Self>) -> FindingTally

  /// Returns the statistics of a measure over all reviews, folded in their order; nil before all reviews are analysed.
  func statistics(of measure: ReviewMeasure<Self>) -> ReviewStatistics?

  /// Returns why a value does not exist for the review in focus, nil if it may; asked before it is computed in an expression.
  func absence(of value: ValuePath<Self>) -> Absence?

  /// Returns the context for a claim with a label, which it may have had in earlier runs.
  func about(claim label: String?) -> Self

  /// Why a claim that needs a missing value holds nevertheless, such as a comparison with an earlier run before there is one; nil
  /// if it does not.
  func vacuity(of path: String) -> String?

  /// The id of the review that a value is about; nil for a value of the run.
  func review(ofValue path: String) -> String?

  /// Returns the reason why a chunk cannot be shown, by its needs and options; nil if it can.
  ///
  /// It does not depend on the review in focus.
  func unavailability(of chunk: any Chunk<Self>) -> Diagnostic?

  /// Returns the reason why a value is unavailable, by its needs; nil if it is available.
  ///
  /// It does not depend on the review in focus.
  func unavailability(of value: ValuePath<Self>) -> Diagnostic?
}

extension LiterateContext {
  /// Default: the same context, for chunks without names.
  public func at(occurrence: Int) -> Self { self }
  /// Default: there are no reviews.
  public func tally(of claim: ReviewClaim<Self>) -> FindingTally { claim.emptyTally }
  /// Default: no review is analysed.
  public func statistics(of measure: ReviewMeasure<Self>) -> ReviewStatistics? { nil }
  /// Default: every value may exist.
  public func absence(of value: ValuePath<Self>) -> Absence? { nil }
  /// Default: claims have no history.
  public func about(claim label: String?) -> Self { self }
  /// Default: a claim without a value does not hold.
  public func vacuity(of path: String) -> String? { nil }
  /// Default: every value belongs to the run.
  public func review(ofValue path: String) -> String? { nil }
  /// Default: every chunk can be shown.
  public func unavailability(of chunk: any Chunk<Self>) -> Diagnostic? { nil }
  /// Default: every value is available.
  public func unavailability(of value: ValuePath<Self>) -> Diagnostic? { nil }
}

/// Whether a document is woven once or once per review.
public enum Scope: String, Sendable, CaseIterable {
  /// Once.
  case report
  /// Once per review.
  case review
}
