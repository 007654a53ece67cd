public import Attribution
public import Classifier

/// The result of a method compared with chance on a metric.
public enum Verdict: String, CaseIterable, Sendable {
  /// Better than its own scores in a random order.
  case better = "above"
  /// No different from its own scores in a random order.
  case equal = "at"
  /// Worse than its own scores in a random order.
  case worse = "below"
}

/// The results of a study: methods × metrics, with controls.
public struct FaithfulnessTable: Sendable {
  /// The result of a metric for a method.
  public struct Cell: Sendable {
    /// The method's mean; nil if the metric is undefined for every review.
    public let own: Interval?
    /// The mean of its scores in a random order; nil for metrics that do not depend on the order.
    public let random: Interval?
    /// The mean of its scores with the opposite sign; nil for metrics that do not depend on the order.
    public let reversed: Interval?
    /// The mean of the paired differences own − random.
    public let difference: Interval?
    /// The result compared with chance, corrected for all comparisons; nil if there is nothing to compare.
    public let verdict: Verdict?
    /// The number of reviews for which the metric is undefined.
    public let undefined: Int
  }

  /// The results of a metric for all methods.
  public struct Column: Sendable {
    /// The metric.
    public let metric: ConfiguredMetric
    /// The number of reviews that it evaluates.
    public let reviews: Int
    /// One cell per method.
    public let cells: [Cell]
    /// The mean of attributions that are the same for every word.
    public let constant: Interval?

    /// Whether the metric has the same value for every method and for chance, so that it does not discriminate.
    public var isMute: Bool {
      let means = cells.flatMap { [$0.own, $0.random, $0.reversed] } + [constant]
      let values = means.compactMap { $0?.mean }
      guard let first = values.first else { return true }
      let margin = RankCorrelation.tolerance * (values.map(abs).max() ?? 0)
      return values.allSatisfy { abs($0 - first) <= margin }
    }

    /// The methods from the best to the worst; those without a mean come last, equal ones keep their order.
    public var ranking: [Int] {
      func badness(_ method: Int) -> Double {
        guard let mean = cells[method].own?.mean else { return .infinity }
        switch metric.card.better {
        case .higher: return -mean
        case .lower: return mean
        case .zero: return abs(mean)
        }
      }
      return cells.indices.sorted { (badness($0), $0) < (badness($1), $1) }
    }
  }

  /// Mean curves at ``RemovalCurve/shares``.
  public struct Curves: Sendable {
    /// The probability without the most important share of the words.
    public let deletion: [Double]
    /// The probability with only these words.
    public let insertion: [Double]
  }

  /// The methods.
  public let methods: [ConfiguredMethod]
  /// The metrics, each with one cell per method.
  public let columns: [Column]
  /// The mean curves of each method.
  public let curves: [Curves]
  /// The mean curves of words in a random order.
  public let chance: Curves
  /// The number of reviews in which all words have the same score, for each method.
  public let constant: [Int]
  /// The number of reviews.
  public let reviews: Int
  /// The number of reviews without a word, which no metric evaluates.
  public let wordless: Int
  /// The number of resamples.
  public let resamples: Int
  /// The number of comparisons with chance, for all of which the verdicts hold jointly with a probability of 95 %.
  public let comparisons: Int
  /// The SHA-256 of the classifier.
  public let sha256: String
  /// The classes of the classifier.
  public let classes: [Label]
  /// The explained quantity.
  public let target: OutputScale
  /// The output explained for every review; nil for the predicted class of each.
  public let explained: Output?
  /// The treatment of missing words.
  public let removal: Removal
  /// The treatment and the replacement, as the end of a sentence that begins "a missing word is".
  public let meaningOfRemoval: String
  /// The replacement for a missing word.
  public let baseline: Baseline
  /// The seed of the controls, the metrics and the resamples.
  public let seed: Int
}

extension FaithfulnessTable {
  /// The results of a method on all metrics that depend on the order.
  public struct Standing: Sendable {
    /// The index of the method in ``FaithfulnessTable/methods``.
    public let method: Int
    /// The names of the metrics by verdict.
    public let metrics: [Verdict: [String]]

    /// The names of the metrics with a verdict.
    public subscript(verdict: Verdict) -> [String] { metrics[verdict] ?? [] }

    /// The verdict on which the metrics agree; nil if they do not, or if there is none.
    public var agreed: Verdict? {
      Verdict.allCases.first { !self[$0].isEmpty && self[$0].count == count }
    }

    /// The number of metrics with a verdict.
    public var count: Int { metrics.values.reduce(0) { $0 + $1.count } }
  }

  /// The standing of each method; metrics that do not discriminate are ignored.
  public var standings: [Standing] {
    let telling = columns.filter { !$0.isMute }
    return methods.indices.map { method in
      var metrics: [Verdict: [String]] = [:]
      for column in telling {
        guard let verdict = column.cells[method].verdict else { continue }
        metrics[verdict, default: []].append(column.metric.card.name)
      }
      return Standing(method: method, metrics: metrics)
    }
  }
}

extension FaithfulnessTable {
  /// Whether a metric repeats the computation of a method, so that it agrees with it whatever the model is.
  ///
  /// τ leave-one-out and the faithfulness estimate compare scores with the effect of removing each word alone. Occlusion of
  /// single words and leave-one-out are these effects if a missing word is treated alike.
  ///
  /// - Parameters:
  ///   - method: The index of the method.
  ///   - column: The metric.
  /// - Returns: Whether the mean is 1 for this reason.
  package func isByConstruction(_ method: Int, _ column: Column) -> Bool {
    let configured = methods[method]
    guard column.metric.metric is FaithfulnessEstimate,
      configured.method is Occlusion || configured.method is LeaveOneOut,
      configured.method.removal == removal,
      removal == .remove || configured.method.baseline == baseline,
      let mean = column.cells[method].own?.mean
    else { return false }
    return abs(mean - 1) < 1e-9
  }
}
