public import Attribution
import Classifier
import LinearAlgebra
import Processes

/// A curve with a range around each of its points.
public struct RemovalBand: Sendable {
  /// The curve.
  public let mean: [Double]
  /// The lower and upper end of the range; equal to the curve if there is no range.
  public let low: [Double]
  public let high: [Double]

  /// The area under the curve over the share of words, from 0 to 1.
  public var area: Double { RemovalCurve.area(mean) ?? 0 }
}

/// The deletion and insertion curves of the verdict's probability.
public struct RemovalCurves: Sendable {
  /// Without the most important words.
  public let deletion: RemovalBand
  /// With only these words.
  public let insertion: RemovalBand
}

/// The removal curves of several methods with their controls.
public struct RemovalFindings: Sendable {
  /// The share of removed or added words at each point.
  public let shares: [Double]
  /// The curves of each method; nil if its numbers do not define an order.
  public let methods: [RemovalCurves?]
  /// The curves of each method's scores in reverse order.
  public let reversed: [RemovalCurves?]
  /// The number of reviews in which all words have the same score, for each method.
  public let constant: [Int]
  /// The curves of words in a random order.
  public let random: RemovalCurves
  /// The number of random orders per review.
  public let orders: Int
  /// The number of reviews with a word.
  public let reviews: Int
  /// Whether the verdict changes when its probability falls below ½, which holds for two classes.
  public let flipsAtHalf: Bool

  /// The number of words to remove, in the order of the first method, until the verdict of the single review changes.
  ///
  /// Nil if it does not change, or if there are more than two classes.
  public var wordsToFlip: Int? {
    flipsAtHalf ? methods.first??.deletion.mean.firstIndex { $0 < 0.5 } : nil
  }
}

/// A study that removes words in the order of methods: word by word on one review, by shares of the words on many.
///
/// Every method explains the class that the model predicts, whose probability is measured.
///
/// - Source: Petsiuk, Das and Saenko, *RISE: Randomized Input Sampling for Explanation of Black-box Models*, 2018,
///   section 4.1, <https://arxiv.org/abs/1806.07421>.
public struct RemovalStudy: Sendable {
  private let explainer: Explainer
  private let methods: [ConfiguredMethod]
  private let removal: Removal
  private let baseline: Baseline
  private let seed: Int
  /// The number of random orders per review: many if values are cheap.
  private let orders: Int

  /// Prepares a study.
  ///
  /// - Parameters:
  ///   - explainer: The model and the target; the study explains the predicted class and ignores the explainer's own.
  ///   - methods: The methods.
  ///   - removal: The treatment of missing words.
  ///   - baseline: The replacement for a missing word.
  ///   - seed: The seed of random orders and resamples.
  public init(
    _ explainer: Explainer, methods: [ConfiguredMethod], removal: Removal = .replace,
    baseline: Baseline = .pad, seed: Int = 1
  ) {
    self.explainer = explainer.ofVerdicts
    self.methods = methods
    self.removal = removal
    self.baseline = baseline
    self.seed = seed
    orders = explainer.pooled == nil ? Ranking.orders : 20 * Ranking.orders
  }

  /// The settings, which tell one study of a run from another.
  package var key: String {
    (methods.map(\.key) + [removal.rawValue, baseline.rawValue, "\(seed)"])
      .joined(separator: "\u{1F}")
  }

  private var flipsAtHalf: Bool { explainer.classes.count == 2 }

  /// Returns the curves of one review, with one point per word.
  ///
  /// - Parameter text: The review.
  /// - Returns: Its curves, those of random orders with the 10th to the 90th percentile; nil if it has no word.
  /// - Complexity: Two values of the game per word and order.
  public func curves(of text: String) -> RemovalFindings? {
    explainer.judge(text, removal: removal, baseline: baseline, seed: seed) { curves(of: $0) }
  }

  private func curves(of review: MetricInput) -> RemovalFindings {
    func curves(_ explanation: RankedAttribution) -> RemovalCurves? {
      Self.mean(explanation.curves).map { RemovalCurves(deletion: .init($0), insertion: .init($1)) }
    }
    let explanations = methods.map { RankedAttribution(of: review, by: $0) }
    let random = review.randomCurves(orders)
    return RemovalFindings(
      shares: (0...review.count).map { Double($0) / Double(review.count) },
      methods: explanations.map(curves),
      reversed: explanations.map { curves(Control.reversed.of($0, review)) },
      constant: explanations.map { $0.isConstant ? 1 : 0 },
      random: RemovalCurves(
        deletion: RemovalBand(percentilesOf: random.map(\.deletion)),
        insertion: RemovalBand(percentilesOf: random.map(\.insertion))),
      orders: orders, reviews: 1, flipsAtHalf: flipsAtHalf)
  }

  /// Returns the mean curves of many reviews, at ``RemovalCurve/shares``.
  ///
  /// - Parameters:
  ///   - texts: The reviews; those without a word are skipped.
  ///   - jobs: The number of reviews processed in parallel; it does not affect the curves.
  /// - Returns: The curves with their 95 % intervals over reviews; nil if no review has a word.
  public func run(on texts: [String], jobs: Int = 1) -> RemovalFindings? {
    let found = Parallel.map(texts.count, jobs: jobs) { sampled(texts[$0]) }.compactMap(\.self)
    guard !found.isEmpty else { return nil }
    let bootstrap = Bootstrap(reviews: found.count, seed: seed)
    func curves(_ curves: (Sampled) -> ReviewScores.Curve?) -> RemovalCurves? {
      let all = found.compactMap(curves)
      guard all.count == found.count else { return nil }
      return RemovalCurves(
        deletion: .init(intervalsOf: all.map(\.deletion), bootstrap, jobs: jobs),
        insertion: .init(intervalsOf: all.map(\.insertion), bootstrap, jobs: jobs))
    }
    guard let random = curves({ $0.random }) else { return nil }
    return RemovalFindings(
      shares: RemovalCurve.shares,
      methods: methods.indices.map { method in curves { $0.methods[method] } },
      reversed: methods.indices.map { method in curves { $0.reversed[method] } },
      constant: methods.indices.map { method in found.count { $0.isConstant[method] } },
      random: random, orders: orders, reviews: found.count, flipsAtHalf: flipsAtHalf)
  }

  /// The curves of one review at the shares that all reviews have in common.
  private struct Sampled: Sendable {
    let methods: [ReviewScores.Curve?]
    let reversed: [ReviewScores.Curve?]
    let isConstant: [Bool]
    let random: ReviewScores.Curve
  }

  private func sampled(_ text: String) -> Sampled? {
    explainer.judge(text, removal: removal, baseline: baseline, seed: seed) { sampled($0) }
  }

  private func sampled(_ review: MetricInput) -> Sampled {
    func curve(_ curves: [RemovalCurve]) -> ReviewScores.Curve? {
      curves.isEmpty ? nil : ReviewScores.Curve(curves)
    }
    let explanations = methods.map { RankedAttribution(of: review, by: $0) }
    return Sampled(
      methods: explanations.map { curve($0.curves) },
      reversed: explanations.map { curve(Control.reversed.of($0, review).curves) },
      isConstant: explanations.map(\.isConstant),
      random: ReviewScores.Curve(review.randomCurves(orders)))
  }

  /// Returns the mean of the curves of all orders that ties allow; nil if there are none.
  private static func mean(_ curves: [RemovalCurve]) -> (deletion: [Double], insertion: [Double])? {
    guard let first = curves.first else { return nil }
    func mean(_ values: (RemovalCurve) -> [Double]) -> [Double] {
      let all = curves.map(values)
      return first.deletion.indices.map { point in
        all.reduce(0) { $0 + $1[point] } / Double(all.count)
      }
    }
    return (mean(\.deletion), mean(\.insertion))
  }
}

extension MetricInput {
  /// Returns the curves of random orders of the words.
  ///
  /// - Parameter count: The number of orders.
  /// - Returns: One curve per order.
  func randomCurves(_ count: Int) -> [RemovalCurve] {
    var random = random(for: "orders")
    var order = Array(0..<self.count)
    return (0..<count).map { _ in
      random.shuffle(&order)
      return RemovalCurve(order, in: probability)
    }
  }
}

extension RemovalBand {
  /// Creates a curve without a range.
  fileprivate init(_ curve: [Double]) {
    self.init(mean: curve, low: curve, high: curve)
  }

  /// Creates the mean of many curves, with their 10th to 90th percentile.
  fileprivate init(percentilesOf curves: [[Double]]) {
    let columns = (0..<(curves.first?.count ?? 0)).map { point in
      curves.map { $0[point] }.sorted()
    }
    self.init(
      mean: columns.map { $0.reduce(0, +) / Double($0.count) },
      low: columns.map { Bootstrap.quantile(0.1, of: $0) },
      high: columns.map { Bootstrap.quantile(0.9, of: $0) })
  }

  /// Creates the mean over reviews with its 95 % interval.
  fileprivate init(intervalsOf curves: [[Double]], _ bootstrap: Bootstrap, jobs: Int) {
    let intervals = bootstrap.intervals(
      of: RemovalCurve.shares.indices.map { point in curves.map { $0[point] } }, jobs: jobs
    ).compactMap(\.self)
    self.init(
      mean: intervals.map(\.mean), low: intervals.map(\.low), high: intervals.map(\.high))
  }
}
