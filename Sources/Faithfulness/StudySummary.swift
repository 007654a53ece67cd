import Attribution
import Classifier
import LinearAlgebra

/// The scores of all reviews, combined into a table.
struct StudySummary {
  let scores: [ReviewScores?]
  let metrics: [ConfiguredMetric]
  let methodCount: Int
  let seed: Int
  let jobs: Int

  private static let resamples = 1000

  /// The number of comparisons with chance: each method by each metric that depends on the order.
  private var comparisons: Int { methodCount * metrics.count { $0.card.readsOrder } }

  /// The number of standard errors at which a difference counts, so that with a probability of 95 % none of all comparisons
  /// is a false positive (Bonferroni's correction).
  private var criticalErrors: Double {
    let tail = 0.025 / Double(max(1, comparisons))
    var (low, high) = (0.0, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if normalDistribution(-middle) > tail { low = middle } else { high = middle }
    }
    return high
  }

  /// Returns the table of a study.
  ///
  /// - Parameter settings: The settings of the study, whose metrics, methods and seed these are.
  /// - Returns: The table.
  func table(_ settings: StudySettings) -> FaithfulnessTable {
    let present = scores.compactMap(\.self)
    return FaithfulnessTable(
      methods: settings.methods, columns: columns,
      curves: (0..<methodCount).map { method in Self.mean(present.map { $0.methods[method].curve })
      },
      chance: Self.mean(present.map(\.chance)),
      constant: (0..<methodCount).map { method in present.count { $0.methods[method].isConstant } },
      reviews: scores.count, wordless: scores.count - present.count,
      resamples: Self.resamples, comparisons: comparisons, sha256: settings.sha256,
      classes: settings.classes, target: settings.target, explained: settings.explained,
      removal: settings.removal, meaningOfRemoval: settings.meaningOfRemoval,
      baseline: settings.baseline, seed: seed)
  }

  private static func mean(_ curves: [ReviewScores.Curve]) -> FaithfulnessTable.Curves {
    FaithfulnessTable.Curves(
      deletion: ReviewScores.Curve.mean(curves.map(\.deletion)),
      insertion: ReviewScores.Curve.mean(curves.map(\.insertion)))
  }

  private var columns: [FaithfulnessTable.Column] {
    let all = Bootstrap(reviews: scores.count, resamples: Self.resamples, seed: seed)
    let first = min(scores.count, FaithfulnessStudy.reviewsExplainedAgain)
    let early = Bootstrap(reviews: first, resamples: Self.resamples, seed: seed)
    return metrics.indices.map { metric in
      metrics[metric].card.explainsAgain
        ? column(metric, early, reviews: first) : column(metric, all, reviews: scores.count)
    }
  }

  private func column(
    _ metric: Int, _ bootstrap: Bootstrap, reviews: Int
  ) -> FaithfulnessTable.Column {
    let scores = scores[..<reviews]
    func values(_ value: (ReviewScores) -> Double) -> [Double] {
      scores.map { $0.map(value) ?? .nan }
    }
    let readsOrder = metrics[metric].card.readsOrder
    var numbers = [values { $0.constant[metric] }]
    for method in 0..<methodCount {
      let own = values { $0.methods[method].own[metric] }
      numbers.append(own)
      guard readsOrder else { continue }
      let random = values { $0.methods[method].random[metric] }
      numbers += [random, values { $0.methods[method].reversed[metric] }]
      numbers.append(zip(own, random).map { $0 - $1 })
    }
    let intervals = bootstrap.intervals(of: numbers, jobs: jobs)
    let width = readsOrder ? 4 : 1
    let cells = (0..<methodCount).map { method in
      let first = 1 + width * method
      let own = intervals[first]
      let difference = readsOrder ? intervals[first + 3] : nil
      let random = readsOrder ? intervals[first + 1] : nil
      return FaithfulnessTable.Cell(
        own: own, random: random, reversed: readsOrder ? intervals[first + 2] : nil,
        difference: difference,
        verdict: difference.map {
          verdict($0, scale: max(abs(own?.mean ?? 0), abs(random?.mean ?? 0)), metric)
        },
        undefined: numbers[first].count { $0.isNaN })
    }
    return FaithfulnessTable.Column(
      metric: metrics[metric], reviews: reviews, cells: cells, constant: intervals[0])
  }

  /// Returns above or below chance if the difference is more standard errors from zero than chance allows in so many
  /// comparisons.
  private func verdict(_ difference: Interval, scale: Double, _ metric: Int) -> Verdict {
    // A difference within rounding does not count, however significant it is.
    let margin = RankCorrelation.tolerance * scale
    if abs(difference.mean) <= max(margin, criticalErrors * difference.standardError) {
      return .equal
    }
    let isHigher = difference.mean > 0
    return isHigher == (metrics[metric].card.better == .higher) ? .better : .worse
  }
}
