public import Attribution
import Classifier

/// A study of methods by metrics on many reviews: the evidence for and against each method.
///
/// By default every method explains the class that the model predicts. Each explanation is compared with its `Control`s.
public struct FaithfulnessStudy: Sendable {
  /// The number of reviews, from the first, for metrics that explain reviews again.
  public static let reviewsExplainedAgain = 50

  private let target: OutputScale
  private let methods: [ConfiguredMethod]
  private let metrics: [ConfiguredMetric]
  private let removal: Removal
  private let baseline: Baseline
  private let seed: Int
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
    target = explainer.output.target
    self.methods = methods
    self.metrics = metrics
    self.removal = removal
    self.baseline = baseline
    self.seed = seed
    self.explainer = explainsVerdicts ? explainer.ofVerdicts : explainer
  }

  /// The settings, which tell one study of a run from another.
  package var key: String {
    let judges = metrics.map { metric in
      ([metric.card.name] + metric.settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
    return (methods.map(\.key) + judges + [removal.rawValue, baseline.rawValue, "\(seed)"])
      .joined(separator: "\u{1F}")
  }

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
    let all = Parallel.map(texts.count, jobs: jobs, progress: progress) { index in
      scores(texts[index], isEarly: isEarly(index))
    }
    return StudySummary(
      scores: all, metrics: metrics, methodCount: methods.count, seed: seed, jobs: jobs
    ).table(
      methods: methods, sha256: explainer.sha256, classes: explainer.classes, target: target,
      explained: explainer.explainsVerdicts ? nil : explainer.output, removal: removal,
      meaningOfRemoval: explainer.meaning(of: removal, baseline),
      baseline: baseline)
  }

  private func isEarly(_ index: Int) -> Bool { index < Self.reviewsExplainedAgain }

  /// Returns the values of the metrics for one review; nil if it has no word.
  private func scores(_ text: String, isEarly: Bool) -> ReviewScores? {
    explainer.judge(text, removal: removal, baseline: baseline, seed: seed) { review in
      scores(review, isEarly: isEarly)
    }
  }

  private func scores(_ review: MetricInput, isEarly: Bool) -> ReviewScores {
    let judges = metrics.map { metric in
      metric.card.explainsAgain && !isEarly ? nil : metric.metric.prepare(review)
    }
    func values(_ explanation: RankedAttribution, isControl: Bool) -> [Double] {
      zip(judges, metrics).map { judge, metric in
        if isControl && !metric.card.readsOrder { return .nan }
        return judge?(explanation) ?? .nan
      }
    }
    var scores = ReviewScores(
      constant: judges.map { $0?(Control.constant(review)) ?? .nan },
      chance: ReviewScores.Curve(review.chance))
    for method in methods {
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

/// The values of the metrics for one review; NaN if undefined or not evaluated.
struct ReviewScores: Sendable {
  /// Both curves of one explanation, averaged over the orders that ties allow.
  struct Curve: Sendable {
    let deletion: [Double]
    let insertion: [Double]

    init(_ curves: [RemovalCurve]) {
      deletion = Self.mean(curves.map { RemovalCurve.sampled($0.deletion) })
      insertion = Self.mean(curves.map { RemovalCurve.sampled($0.insertion) })
    }

    /// Returns the mean of several curves at each of their points.
    static func mean(_ curves: [[Double]]) -> [Double] {
      RemovalCurve.shares.indices.map { point in
        curves.reduce(0) { $0 + $1[point] } / Double(curves.count)
      }
    }
  }

  /// The values for one method.
  struct Method: Sendable {
    let own: [Double]
    let random: [Double]
    let reversed: [Double]
    let isConstant: Bool
    let curve: Curve
  }

  /// One value per metric.
  let constant: [Double]
  let chance: Curve
  var methods: [Method] = []
}
