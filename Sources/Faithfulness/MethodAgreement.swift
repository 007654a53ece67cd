package import Attribution

/// The agreement of methods on the words of one review, and its forced part.
package struct MethodAgreement: Sendable {
  /// The pairwise agreement.
  package let found: Agreement
  /// The agreement forced by the model's structure.
  package let forced: ForcedAgreement

  /// Combines what was found before.
  package init(found: Agreement, forced: ForcedAgreement) {
    self.found = found
    self.forced = forced
  }

  /// Compares methods.
  ///
  /// - Parameters:
  ///   - results: The methods with their attributions of the review.
  ///   - review: The review.
  ///   - baseline: The baseline of the path on which hidden units may switch.
  /// - Complexity: O(*m*² *n* log *n*) for *m* methods and *n* words.
  package init(
    of results: [(method: ConfiguredMethod, attribution: Attribution)], on review: ReviewInput,
    baseline: Baseline
  ) {
    found = Agreement(results.map { ($0.method.name, $0.attribution) })
    forced = ForcedAgreement(review, results: results, baseline: baseline)
  }
}
