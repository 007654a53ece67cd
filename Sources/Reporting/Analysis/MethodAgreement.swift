import Attribution
import Faithfulness

/// The agreement of methods on the words of one review, and its forced part.
struct MethodAgreement: Sendable {
  /// The pairwise agreement.
  let found: Agreement
  /// The agreement forced by the model's structure.
  let forced: ForcedAgreement

  /// Compares methods.
  ///
  /// - Parameters:
  ///   - analysis: The review.
  ///   - results: The results of the methods; nil for those of the run.
  /// - Complexity: O(*m*² *n* log *n*) for *m* methods and *n* words.
  init(_ analysis: ReviewAnalysis, _ results: [ReviewAnalysis.Result]? = nil) {
    let results = results ?? analysis.results
    self = analysis.findings.finding(results.map(\.method.key).joined(separator: ",")) {
      MethodAgreement(of: results, on: analysis)
    }
  }

  private init(of results: [ReviewAnalysis.Result], on analysis: ReviewAnalysis) {
    found = Agreement(results.map { ($0.method.name, $0.attribution) })
    forced = ForcedAgreement(
      analysis.explained, results: results.map { ($0.method, $0.attribution) },
      baseline: GradientRowStatistics(analysis).baseline)
  }
}
