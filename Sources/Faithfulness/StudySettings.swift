package import Attribution
package import Classifier

/// Everything on which the results of a study depend except the reviews.
package struct StudySettings: Sendable {
  /// The methods.
  package let methods: [ConfiguredMethod]
  /// The metrics.
  package let metrics: [ConfiguredMetric]
  /// The treatment of missing words in metrics.
  package let removal: Removal
  /// The replacement for a missing word.
  package let baseline: Baseline
  /// The seed of controls, metrics and resamples; methods have their own.
  package let seed: Int
  /// The explained quantity.
  package let target: OutputScale
  /// The SHA-256 of the classifier.
  package let sha256: String
  /// The classes of the classifier.
  package let classes: [Label]
  /// The output explained for every review; nil for the predicted class of each.
  package let explained: Output?
  /// The treatment and the replacement, as the end of a sentence that begins "a missing word is".
  package let meaningOfRemoval: String

  /// Creates settings.
  package init(
    methods: [ConfiguredMethod], metrics: [ConfiguredMetric], removal: Removal, baseline: Baseline,
    seed: Int, target: OutputScale, sha256: String, classes: [Label], explained: Output?,
    meaningOfRemoval: String
  ) {
    self.methods = methods
    self.metrics = metrics
    self.removal = removal
    self.baseline = baseline
    self.seed = seed
    self.target = target
    self.sha256 = sha256
    self.classes = classes
    self.explained = explained
    self.meaningOfRemoval = meaningOfRemoval
  }

  /// The settings of methods and metrics, which tell one study of a run from another.
  var key: String {
    let judges = metrics.map { metric in
      ([metric.card.name] + metric.settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
    return (methods.map(\.key) + judges + [removal.rawValue, baseline.rawValue, "\(seed)"])
      .joined(separator: "\u{1F}")
  }

  /// Combines the values of all reviews, in their order, into a table.
  ///
  /// - Parameters:
  ///   - scores: The values; nil for a review without a word.
  ///   - jobs: The number of blocks of resamples processed in parallel; it does not affect the table.
  /// - Returns: The table.
  /// - Complexity: O(methods · metrics · reviews · resamples).
  package func table(of scores: [ReviewScores?], jobs: Int) -> FaithfulnessTable {
    StudySummary(
      scores: scores, metrics: metrics, methodCount: methods.count, seed: seed, jobs: jobs
    ).table(self)
  }
}
