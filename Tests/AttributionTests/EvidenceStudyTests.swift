import Attribution
import Classifier
import Faithfulness
import LinearAlgebra
import SourceText
import Testing

/// Methods × metrics with controls, on many reviews.
@Suite struct EvidenceStudyTests {
  private static let words = ["good", "bad", "a", "film", "not", "very", "dull", "fun"]

  /// Reviews of random words.
  private func reviews(_ count: Int) -> [String] {
    var random = SplitMix64(seed: 11)
    return (0..<count).map { _ in
      (0..<4 + random.below(7)).map { _ in Self.words[random.below(8)] }.joined(separator: " ")
    }
  }

  private func study(
    _ model: RandomModel, methods: String, metrics: String, target: OutputScale = .probability,
    removal: Removal = .replace
  ) throws -> FaithfulnessStudy {
    FaithfulnessStudy(
      model.explainer(target),
      methods: try ConfiguredMethod.list(parsing: methods, defaults: []),
      metrics: try ConfiguredMetric.list(parsing: metrics), removal: removal)
  }

  @Test func `contributions beat chance, and gradients alone are chance`() throws {
    let table = try study(
      RandomModel(hiddenLayers: [], seed: 4),
      methods: "integrated-gradients,occlusion,saliency,smoothgrad",
      metrics: "comprehensiveness,sufficiency,deletion,insertion,tau-loo,infidelity"
    ).run(on: reviews(80))
    let standings = table.standings
    #expect(standings.map(\.agreed) == [.better, .better, .equal, .equal])
    #expect(table.constant == [0, 0, 80, 80])
    for column in table.columns {
      for cell in column.cells {
        guard let own = cell.own, let difference = cell.difference else { continue }
        #expect((own.low...own.high).contains(own.mean))
        #expect((difference.low...difference.high).contains(difference.mean))
        let random = try #require(cell.random)
        #expect(abs(difference.mean - (own.mean - random.mean)) < 1e-12)
      }
      // A method without an order is as good as any random order.
      if let flat = column.cells[2].own, let constant = column.constant,
        column.metric.card.name != "infidelity"
      {
        #expect(abs(flat.mean - constant.mean) < 1e-12)
      }
    }
    #expect(table.columns[0].ranking.prefix(2).sorted() == [0, 1])
    #expect(table.columns[4].cells[2].undefined == 80)
  }

  @Test func `a verdict holds for all comparisons together, and not for its own alone`() throws {
    // The number of standard errors that leaves 2.5 % on either side, for 1, 2, 4, 6 and 12 comparisons together.
    let critical = [1: 1.95996, 2: 2.24140, 4: 2.49771, 6: 2.63826, 12: 2.86526]
    var between = 0
    for count in stride(from: 6, through: 40, by: 2) {
      for (methods, metrics) in [
        ("random", "comprehensiveness"), ("random", "comprehensiveness,sufficiency"),
        ("random,smoothgrad:samples=2", "comprehensiveness,sufficiency,tau-loo"),
        ("random,saliency,integrated-gradients,occlusion", "comprehensiveness,sufficiency,tau-loo"),
      ] {
        let table = try study(
          RandomModel(hiddenLayers: [4], seed: UInt64(count)), methods: methods, metrics: metrics
        ).run(on: reviews(count))
        let limit = try #require(critical[table.comparisons])
        for cell in table.columns.flatMap(\.cells) {
          guard let difference = cell.difference, difference.standardError > 0 else { continue }
          let errors = abs(difference.mean) / difference.standardError
          // A difference within rounding never counts, and the limits have five decimals.
          guard abs(difference.mean) > 1e-9, abs(errors - limit) > 1e-4 else { continue }
          #expect((cell.verdict == .equal) == (errors < limit), "\(errors) of \(limit)")
          if errors > 1.97, errors < limit { between += 1 }
        }
      }
    }
    #expect(between > 0)
  }

  @Test(arguments: [2, 3])
  func `a method explains the class that the model predicts`(classes: Int) throws {
    let model = try RandomModel(hiddenLayers: [], seed: 9, classes: classes)
    let table = try study(
      model, methods: "integrated-gradients", metrics: "tau-loo,tokens-to-flip,comprehensiveness"
    ).run(on: reviews(60))
    #expect(try #require(table.columns[0].cells[0].own).mean > 0.8)
    #expect(table.columns[1].cells[0].own != nil)
    // Without any words, the average covers what all reviews have in common.
    let chance = table.chance
    #expect(chance.deletion[0] >= 1 / Double(classes))
    #expect(abs(chance.deletion[0] - chance.insertion[20]) < 1e-12)
    #expect(abs(chance.deletion[20] - chance.insertion[0]) < 1e-12)
    #expect(table.curves[0].deletion.count == RemovalCurve.shares.count)
  }

  @Test func `the logit of two classes turns round with the verdict`() throws {
    let model = try RandomModel(hiddenLayers: [], seed: 9)
    let table = try study(
      model, methods: "integrated-gradients", metrics: "infidelity,convergence-delta",
      target: .logit
    ).run(on: reviews(40))
    for column in table.columns {
      #expect(try #require(column.cells[0].own).mean < 1e-12)
    }
  }

  @Test(arguments: Removal.allCases)
  func `a table is the same to the last bit for any number of jobs`(removal: Removal) throws {
    let study = try study(
      RandomModel(hiddenLayers: [6], seed: 4),
      methods: "integrated-gradients,smoothgrad:samples=3,input-x-gradient",
      metrics: Metrics.names.joined(separator: ","), removal: removal)
    let texts = reviews(120)
    let tables = [1, 3].map { study.run(on: texts, jobs: $0) }
    for (one, other) in zip(tables[0].columns, tables[1].columns) {
      #expect(one.constant == other.constant)
      for (a, b) in zip(one.cells, other.cells) {
        #expect(
          [a.own, a.random, a.reversed, a.difference] == [
            b.own, b.random, b.reversed, b.difference,
          ])
        #expect(a.verdict == b.verdict && a.undefined == b.undefined)
      }
      #expect(
        one.reviews
          == (one.metric.card.explainsAgain ? FaithfulnessStudy.reviewsExplainedAgain : 120))
      #expect(one.metric.card.readsOrder || one.cells.allSatisfy { $0.verdict == nil })
    }
    #expect(tables[0].curves.map(\.deletion) == tables[1].curves.map(\.deletion))
  }

  @Test func `a ranking goes from the best to the worst, whichever end is good`() throws {
    let table = try study(
      RandomModel(hiddenLayers: [6], seed: 4),
      methods:
        "saliency,integrated-gradients,lrp:rule=gamma,input-x-gradient,random,occlusion,guided-backprop",
      metrics: Metrics.names.joined(separator: ",")
    ).run(on: reviews(30))
    #expect(table.resamples == 1000)
    var told: [Better: Int] = [:]
    for column in table.columns {
      #expect(column.ranking.sorted() == Array(table.methods.indices))
      let better = column.metric.card.better
      for (first, second) in zip(column.ranking, column.ranking.dropFirst()) {
        guard let one = column.cells[first].own?.mean, let other = column.cells[second].own?.mean
        else {
          #expect(column.cells[second].own == nil)
          continue
        }
        let isInOrder =
          switch better {
          case .higher: one >= other
          case .lower: one <= other
          case .zero: abs(one) <= abs(other)
          }
        #expect(isInOrder, "\(column.metric.card.name)")
        if one == other { #expect(first < second) } else { told[better, default: 0] += 1 }
      }
    }
    // Each direction decides many orders, so that a rule with the wrong one is detected.
    #expect([Better.higher, .lower, .zero].allSatisfy { (told[$0] ?? 0) > 3 })
  }

  @Test func `a metric that says the same of everything has no say`() throws {
    // A single word leaves nothing to rank.
    let table = try study(
      RandomModel(hiddenLayers: [6], seed: 4), methods: "integrated-gradients,saliency",
      metrics: "deletion"
    ).run(on: ["good", "bad", "fun"])
    #expect(table.columns[0].isMute)
    #expect(table.standings.allSatisfy { $0.count == 0 && $0.agreed == nil })
  }

  @Test func `reviews without a word are counted and not judged`() throws {
    let study = try study(
      RandomModel(hiddenLayers: [6], seed: 4), methods: "occlusion", metrics: "comprehensiveness")
    let with = study.run(on: ["good bad film", "", "fun"])
    #expect(with.wordless == 1 && with.columns[0].cells[0].undefined == 1)
    let without = study.run(on: ["good bad film", "fun"])
    #expect(with.columns[0].cells[0].own?.mean == without.columns[0].cells[0].own?.mean)
    let none = study.run(on: [""])
    #expect(none.columns[0].cells[0].own == nil && none.columns[0].cells[0].verdict == nil)
  }
}

/// Bootstrap intervals of means.
@Suite struct BootstrapTests {
  @Test func `a constant has no width, and what is nowhere defined has no interval`() {
    let bootstrap = Bootstrap(reviews: 7)
    #expect(
      bootstrap.intervals(of: [
        [Double](repeating: 2, count: 7), [Double](repeating: .nan, count: 7),
      ])
        == [Interval(mean: 2, low: 2, high: 2, standardError: 0), nil])
    #expect(Bootstrap(reviews: 0).intervals(of: [[]]) == [nil])
  }

  @Test func `undefined reviews are left out`() throws {
    let values = [1.0, .nan, 3, .nan, 5, 2]
    let interval = try #require(Bootstrap(reviews: 6).intervals(of: [values])[0])
    #expect(interval.mean == 2.75)
    #expect(interval.low >= 1 && interval.high <= 5 && interval.low < interval.high)
  }

  @Test func `intervals cover the truth about as often as they say`() {
    var random = SplitMix64(seed: 5)
    let columns = (0..<400).map { _ in (0..<60).map { _ in random.normal() } }
    let intervals = Bootstrap(reviews: 60).intervals(of: columns, jobs: 2)
    let covering = intervals.count { $0.map { $0.low <= 0 && $0.high >= 0 } ?? false }
    // 95 % of 400 are 380; percentile intervals of 60 numbers are a little narrow.
    #expect((360...395).contains(covering))
  }

  /// The mean of zeros and ones over a resample is a binomial number divided by its count, with known quantiles.
  @Test(arguments: [(200, 0.5), (120, 0.3), (300, 0.75), (80, 0.2)])
  func `the ends of an interval are the 2.5 % and the 97.5 % quantile`(
    ones: Int, share: Double
  ) throws {
    let count = Int((Double(ones) / share).rounded())
    let resamples = 20_000
    let values = (0..<count).map { $0 < ones ? 1.0 : 0 }
    let interval = try #require(
      Bootstrap(reviews: count, resamples: resamples).intervals(of: [values])[0])
    let low = try #require(binomialQuantiles(0.025, of: count, share))
    let high = try #require(binomialQuantiles(0.975, of: count, share))
    #expect(low.contains(Int((interval.low * Double(count)).rounded())))
    #expect(high.contains(Int((interval.high * Double(count)).rounded())))
    // Other common levels would be detected.
    for other in [0.05, 0.1] {
      let quantiles = try #require(binomialQuantiles(other, of: count, share))
      #expect(quantiles.isDisjoint(with: low))
    }
    let exact = (share * (1 - share) / Double(count)).squareRoot()
    #expect(abs(interval.standardError / exact - 1) < 0.03)
  }

  /// The quantiles of a binomial number that a sample may have, from the probabilities of all its values.
  private func binomialQuantiles(_ level: Double, of count: Int, _ share: Double) -> Set<Int>? {
    // Four standard errors of a share of 20,000 resamples.
    let slack = 4 * (level * (1 - level) / 20_000).squareRoot()
    var found: Set<Int> = []
    var term = (0..<count).reduce(1.0) { product, _ in product * (1 - share) }
    var below = 0.0
    for value in 0...count {
      if below <= level + slack, below + term >= level - slack { found.insert(value) }
      below += term
      term *= Double(count - value) / Double(value + 1) * share / (1 - share)
    }
    return found.isEmpty ? nil : found
  }

  @Test func `numbers share their resamples, so that differences are paired`() throws {
    var random = SplitMix64(seed: 6)
    let noise = (0..<50).map { _ in 10 * random.normal() }
    let shifted = noise.map { $0 + 1 }
    let difference = try #require(
      Bootstrap(reviews: 50).intervals(of: [zip(shifted, noise).map { $0 - $1 }])[0])
    #expect(abs(difference.low - 1) < 1e-12 && abs(difference.high - 1) < 1e-12)
  }
}
