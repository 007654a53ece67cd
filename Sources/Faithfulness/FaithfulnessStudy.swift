public import Attribution
import Classifier
import Processes

/// A study of methods by metrics on many reviews: the evidence for and against each method.
///
/// By default every method explains the class that the model predicts. Each explanation is compared with its `Control`s.
public struct FaithfulnessStudy: Sendable {
  /// The number of reviews, from the first, for metrics that explain reviews again.
  public static let reviewsExplainedAgain = 50

  /// Everything on which the results depend except the reviews.
  package let settings: StudySettings
  private let explainer: Explainer

  /// Prepares a study.
  ///
  /// - Parameters:
  ///   - explainer: The model and the target.
  ///   - methods: The methods.
  ///   - metrics: The metrics.
  ///   - removal: The treatment of missing words in metrics.
  ///   - baseline: The replacement for a missing word.
  ///   - seed: The seed of controls, metrics and resamples; methods have their own.
  ///   - explainsVerdicts: Whether to explain the predicted class of each review; otherwise the explainer's.
  public init(
    _ explainer: Explainer, methods: [ConfiguredMethod], metrics: [ConfiguredMetric],
    removal: Removal = .replace, baseline: Baseline = .pad, seed: Int = 1,
    explainsVerdicts: Bool = true
  ) {
    let explainer = explainsVerdicts ? explainer.ofVerdicts : explainer
    self.explainer = explainer
    settings = StudySettings(
      methods: methods, metrics: metrics, removal: removal, baseline: baseline, seed: seed,
      target: explainer.output.target, sha256: explainer.sha256, classes: explainer.classes,
      explained: explainer.explainsVerdicts ? nil : explainer.output,
      meaningOfRemoval: explainer.meaning(of: removal, baseline))
  }

  /// The settings, which tell one study of a run from another.
  package var key: String { settings.key }

  /// Evaluates all methods on all reviews.
  ///
  /// - Parameters:
  ///   - texts: The reviews.
  ///   - jobs: The number of reviews processed in parallel; it does not affect the table.
  ///   - progress: Receives the number of finished reviews, from 0, and of all reviews.
  /// - Returns: The results.
  public func run(
    on texts: [String], jobs: Int = 1,
    progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) -> FaithfulnessTable {
    settings.table(
      of: Parallel.map(texts.count, jobs: jobs, progress: progress) { index in
        scores(of: texts[index], at: index)
      }, jobs: jobs)
  }

  /// Evaluates all methods on one review.
  ///
  /// - Parameters:
  ///   - text: The review.
  ///   - index: The index of the review in the study.
  /// - Returns: The values of the metrics; nil if the review has no word.
  package func scores(of text: String, at index: Int) -> ReviewScores? {
    explainer.judge(
      text, removal: settings.removal, baseline: settings.baseline, seed: settings.seed
    ) { review in
      scores(review, isEarly: index < Self.reviewsExplainedAgain)
    }
  }

  private func scores(_ review: MetricInput, isEarly: Bool) -> ReviewScores {
    let judges = settings.metrics.map { metric in
      metric.card.explainsAgain && !isEarly ? nil : metric.metric.prepare(review)
    }
    func values(_ explanation: RankedAttribution, isControl: Bool) -> [Double] {
      zip(judges, settings.metrics).map { judge, metric in
        if isControl && !metric.card.readsOrder { return .nan }
        return judge?(explanation) ?? .nan
      }
    }
    var scores = ReviewScores(
      constant: judges.map { $0?(Control.constant(review)) ?? .nan },
      chance: ReviewScores.Curve(review.chance))
    for method in settings.methods {
      let own = RankedAttribution(of: review, by: method)
      scores.methods.append(
        ReviewScores.Method(
          own: values(own, isControl: false),
          random: values(Control.random.of(own, review), isControl: true),
          reversed: values(Control.reversed.of(own, review), isControl: true),
          isConstant: own.isConstant, curve: ReviewScores.Curve(own.curves)))
    }
    return scores
  }
}
