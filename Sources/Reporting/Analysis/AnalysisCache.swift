import Synchronization

/// The analyses of earlier builds, for builds of the same reviews with changed documents.
///
/// An analysis depends on the text of the review and on the identity of the analyzer, so a build with a cache produces the
/// same bytes as one without.
public final class AnalysisCache: Sendable {
  private struct Content {
    var analyzer: [String] = []
    var byText: [String: ReviewAnalysis] = [:]
  }

  /// The largest number of cached analyses; each takes about 100 KB.
  private let limit: Int
  private let content = Mutex(Content())

  /// Creates an empty cache.
  ///
  /// - Parameter limit: The largest number of cached analyses; 0 disables the cache.
  public init(limit: Int = 2000) {
    self.limit = limit
  }

  /// Discards the analyses that a run cannot use, and returns the others.
  ///
  /// - Parameters:
  ///   - analyzer: The analyzer of the run.
  ///   - picks: The reviews of the run.
  /// - Returns: The analyses by text.
  func analyses(by analyzer: ReviewAnalyzer, of picks: Picks) -> [String: ReviewAnalysis] {
    // The identity of a model is a sum over all its bytes.
    guard limit > 0 else { return [:] }
    let identity = analyzer.identity
    let texts = Set(picks.prefix(limit).map(\.text))
    return content.withLock {
      $0.byText = $0.analyzer == identity ? $0.byText.filter { texts.contains($0.key) } : [:]
      $0.analyzer = identity
      return $0.byText
    }
  }

  /// Adds an analysis by the analyzer of the current run.
  func add(_ analysis: ReviewAnalysis) {
    guard analysis.number <= limit else { return }
    content.withLock { $0.byText[analysis.pick.text] = analysis }
  }

  /// Discards all analyses, because the classifier failed and its results are invalid.
  func removeAll() {
    content.withLock { $0.byText = [:] }
  }
}
