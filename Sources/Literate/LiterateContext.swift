public import SourceText

/// What chunks and values are computed from, such as the analyses of all reviews with one of them in focus.
public protocol LiterateContext: Sendable {
  /// The same context with another review in focus.
  ///
  /// - Throws: A diagnostic when there is no such review, or nothing to show of it.
  func focused(on review: String) throws(Diagnostic) -> Self

  /// The same context for the nth chunk with one verb in a document, so that what several of them draw has names of its own.
  ///
  /// - Parameter occurrence: The number of chunks with the same verb that stand before it.
  /// - Returns: The context for it.
  func at(occurrence: Int) -> Self

  /// What was measured of a claim over all reviews on each of them, in order.
  func findings(of claim: ReviewClaim<Self>) -> [ReviewFinding]

  /// The id of the review that a value is about; nil for a value of the run.
  func review(ofValue path: String) -> String?

  /// Why a chunk can't be shown here; nil where it can.
  func refusal(of chunk: any Chunk<Self>) -> Diagnostic?

  /// Why a value can't be had here; nil where it can.
  func refusal(ofValue path: String) -> Diagnostic?
}

extension LiterateContext {
  /// Chunks need no names.
  public func at(occurrence: Int) -> Self { self }
  /// Every value is one of the run.
  public func review(ofValue path: String) -> String? { nil }
  /// Every chunk can be shown.
  public func refusal(of chunk: any Chunk<Self>) -> Diagnostic? { nil }
  /// Every value can be had.
  public func refusal(ofValue path: String) -> Diagnostic? { nil }
}

/// How often a document is woven.
public enum Scope: String, Sendable, CaseIterable {
  /// Once.
  case report
  /// Once for each review.
  case review
}
