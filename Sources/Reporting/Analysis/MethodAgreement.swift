import Attribution

/// How far methods agree about the words of one review, and how much of that is forced.
struct MethodAgreement: Sendable {
  /// Each two methods compared.
  let found: Agreement
  /// What the shape of the model leaves them no choice about.
  let forced: ForcedAgreement

  /// Compares methods.
  ///
  /// - Parameters:
  ///   - analysis: The review.
  ///   - results: What the methods found; nil for those of the run.
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
      baseline: Experiment(analysis).baseline)
  }
}
