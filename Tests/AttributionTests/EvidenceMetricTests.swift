import Attribution
import Classifier
import Faithfulness
import LinearAlgebra
import SourceText
import Testing

/// A registered metric, shown by its name when a test fails.
struct MetricCase: CustomTestStringConvertible, Sendable {
  let card: MetricCard
  var testDescription: String { card.name }

  static let all = Metrics.all.map { MetricCase(card: $0.card) }
}

/// Creates a metric from options in command-line syntax.
func metric(_ name: String, _ options: String = "") throws -> any Metric {
  try ConfiguredMetric.list(parsing: options.isEmpty ? name : "\(name):\(options)")[0].metric
}

/// The values of metrics for explanations.
@Suite struct EvidenceMetricTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  private func judged(
    _ explained: ReviewInput, removal: Removal = .replace, seed: Int = 1
  ) throws -> MetricInput {
    try #require(MetricInput(explained, removal: removal, baseline: .pad, seed: seed))
  }

  private func value(
    _ name: String, _ options: String = "", of method: String, _ review: MetricInput
  ) throws -> Double? {
    try metric(name, options).prepare(review)(
      RankedAttribution(of: review, by: AttributionTests.method(method)))
  }

  /// An explanation with custom scores for the words of a review.
  private func explanation(_ scores: [Double], of review: MetricInput) -> RankedAttribution {
    var positions = [Double](repeating: 0, count: review.explained.embedded.rows)
    positions.replaceSubrange(review.words, with: scores)
    let same = positions
    return RankedAttribution(Attribution(positions: positions, of: review.explained), of: review) {
      _ in
      same
    }
  }

  @Test(arguments: MetricCase.all)
  func `a metric is a finite number or undefined, for any method, model and removal`(
    metric: MetricCase
  ) throws {
    for network in try [
      RandomModel(hiddenLayers: [], seed: 5), RandomModel(hiddenLayers: [6, 4], seed: 6),
      RandomModel(hiddenLayers: [6], seed: 7, isMasked: true),
      RandomModel(hiddenLayers: [5], seed: 8, classes: 3),
    ] {
      for explained in [
        network.explain(text), network.explain("good", target: .logit),
        network.explainGenerally("not bad"),
      ] {
        for removal in Removal.allCases {
          let review = try judged(explained, removal: removal)
          let judge = try AttributionTests.metric(metric.card.name).prepare(review)
          for method in AttributionMethods.all {
            // Cheap settings suffice, since some metrics explain again and again.
            let defaults = [("samples", "4"), ("steps", "2"), ("tolerance", "0")].map {
              Options.Item(
                key: $0, value: $1, keyLocation: SourceLocation(file: ""),
                valueLocation: SourceLocation(file: ""))
            }
            let configured = try ConfiguredMethod.list(parsing: method.name, defaults: defaults)
            let own = RankedAttribution(of: review, by: configured[0].method)
            for explanation in [own] + Control.allCases.map({ $0.of(own, review) }) {
              let value = judge(explanation)
              #expect(value?.isFinite ?? true)
              #expect(judge(explanation) == value)
            }
          }
        }
      }
    }
  }

  @Test(arguments: MetricCase.all)
  func `numbers that are not finite have no value, and nothing traps`(metric: MetricCase) throws {
    let review = try judged(RandomModel(hiddenLayers: [6], seed: 3).explain("a good bad film"))
    let judge = try AttributionTests.metric(metric.card.name).prepare(review)
    for hostile in [Double.nan, .infinity, -.infinity] {
      #expect(judge(explanation([1, hostile, 2, 3], of: review))?.isFinite ?? true)
    }
    _ = judge(explanation([1e300, -1e300, 0, 1e-300], of: review))
  }

  @Test(arguments: MetricCase.all)
  func `every option is documented and its default is accepted`(metric: MetricCase) throws {
    let settings = try ConfiguredMetric.list(parsing: metric.card.name)[0].settings
    let options = settings.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    _ = try AttributionTests.metric(metric.card.name, options)
    #expect(!metric.card.formula.isEmpty && metric.card.source.url.hasPrefix("https://"))
    #expect(!metric.card.summary.isEmpty && !metric.card.origin.isEmpty)
  }

  @Test func `a review without a word is not judged`() throws {
    let explained = try RandomModel(hiddenLayers: [6], seed: 3).explain("")
    #expect(MetricInput(explained, removal: .replace, baseline: .pad) == nil)
  }

  @Test(arguments: Removal.allCases)
  func `comprehensiveness and sufficiency are what taking the words away by hand gives`(
    removal: Removal
  ) throws {
    let explained = try RandomModel(hiddenLayers: [6], seed: 3).explain("good bad fun")
    let review = try judged(explained, removal: removal)
    let first = review.words.lowerBound
    func value(without missing: [Int]) -> Double {
      let gone = missing.map { $0 + first }
      if removal == .remove {
        return explained.value(
          keeping: (0..<explained.embedded.rows).filter { !gone.contains($0) })
      }
      var embedded = explained.embedded
      for position in gone {
        embedded.setRow(position, to: Baseline.pad.row(for: explained), row: 0)
      }
      return explained.value(at: embedded)
    }
    // 1, 5, 10 and 20 % of three words are one word, 50 % are two; the order is fun, good, bad.
    let own = explanation([2, -1, 3], of: review)
    let whole = explained.value
    let without = (4 * value(without: [2]) + value(without: [2, 0])) / 5
    let only = (4 * value(without: [0, 1]) + value(without: [1])) / 5
    let comprehensiveness = try #require(try metric("comprehensiveness").prepare(review)(own))
    let sufficiency = try #require(try metric("sufficiency").prepare(review)(own))
    #expect(abs(comprehensiveness - (whole - without)) < 1e-12)
    #expect(abs(sufficiency - (whole - only)) < 1e-12)
  }

  @Test(arguments: NetworkCase.all, Removal.allCases)
  func `curves through the average are curves through the layers`(
    network: NetworkCase, removal: Removal
  ) throws {
    let model = try network.model()
    let words = model.explain(text).review.read.count
    let scores = (0..<words).map { Double(($0 * 7) % words) }
    let pairs = try [model.explain(text), model.explainGenerally(text)].map { explained in
      let review = try judged(explained, removal: removal)
      return try #require(explanation(scores, of: review).curves.first)
    }
    for (a, b) in zip(
      pairs[0].deletion + pairs[0].insertion, pairs[1].deletion + pairs[1].insertion)
    {
      #expect(abs(a - b) < 1e-12)
    }
  }

  @Test func `in an additive model, contributions have no error`() throws {
    let review = try judged(RandomModel(hiddenLayers: [], seed: 8).explain(text, target: .logit))
    for method in ["integrated-gradients", "shapley-value-sampling"] {
      #expect(try #require(try value("infidelity", of: method, review)) < 1e-24)
      #expect(try #require(try value("convergence-delta", of: method, review)) < 1e-12)
      #expect(try value("completeness", of: method, review) == 1)
      for metric in [
        "faithfulness-estimate", "faithfulness-correlation", "sensitivity-n", "tau-loo",
      ] {
        #expect(try #require(try value(metric, of: method, review)) > 1 - 1e-9)
      }
      #expect(try #require(try value("infidelity", "normalize=true", of: method, review)) < 1e-24)
    }
  }

  @Test func `equal scores have no correlation, and their order is an average over orders`() throws
  {
    let explained = try RandomModel(hiddenLayers: [6], seed: 4).explain("good bad fun dull")
    var sum = 0.0
    var squares = 0.0
    let seeds = 300
    for seed in 1...seeds {
      let review = try judged(explained, seed: seed)
      let flat = try #require(try value("comprehensiveness", of: "saliency", review))
      sum += flat / Double(seeds)
      squares += flat * flat / Double(seeds)
      for name in ["tau-loo", "faithfulness-estimate", "faithfulness-correlation", "sensitivity-n"]
      {
        #expect(try value(name, of: "saliency", review) == nil)
      }
    }
    // All 24 orders, each as a list of scores.
    let review = try judged(explained)
    var orders: [[Double]] = [[]]
    for word in 0..<4 {
      orders = orders.flatMap { order in
        (0...word).map { Array(order[..<$0]) + [Double(word)] + Array(order[$0...]) }
      }
    }
    let judge = try metric("comprehensiveness").prepare(review)
    let exact = orders.reduce(0.0) { sum, scores in
      sum + (judge(explanation(scores, of: review)) ?? 0) / Double(orders.count)
    }
    let error = (max(0, squares - sum * sum) / Double(seeds)).squareRoot()
    #expect(abs(sum - exact) < 5 * error)
  }

  @Test func `tied words may stand anywhere`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 4)
    let explainer = model.explainer(.probability).ofVerdicts
    let one = try judged(explainer.explain("good good bad"))
    let two = try judged(explainer.explain("good bad good"))
    for name in ["comprehensiveness", "sufficiency", "deletion", "insertion", "tokens-to-flip"] {
      let a = try #require(try metric(name).prepare(one)(explanation([1, 1, 0], of: one)))
      let b = try #require(try metric(name).prepare(two)(explanation([1, 0, 1], of: two)))
      #expect(abs(a - b) < 1e-12)
      // A difference in the last bit does not define an order.
      let almost = explanation([1, 1.nextUp, 0], of: one)
      #expect(try metric(name).prepare(one)(almost) == a)
    }
  }

  @Test func `controls keep the scores, turn them round, or make them equal`() throws {
    let review = try judged(RandomModel(hiddenLayers: [6], seed: 4).explain(text))
    let own = RankedAttribution(of: review, by: try method("integrated-gradients"))
    #expect(Control.random.of(own, review).scores.sorted() == own.scores.sorted())
    #expect(Control.random.of(own, review).scores != own.scores)
    let reversed = Control.reversed.of(own, review)
    #expect(Control.reversed.of(reversed, review).positions == own.positions)
    let constant = Control.constant.of(own, review)
    #expect(constant.isConstant)
    // With padding and the start token present, the words' shares are the effect of the words.
    let change = own.curves[0].deletion[0] - own.curves[0].insertion[0]
    #expect(abs(constant.scores.reduce(0, +) - change) < 1e-12)
    for name in ["tau-loo", "faithfulness-estimate", "sensitivity-n"] {
      let judge = try metric(name).prepare(review)
      #expect(abs(try #require(judge(own)) + (try #require(judge(reversed)))) < 1e-12)
    }
  }

  @Test func `a flip takes as many words as it takes`() throws {
    for seed in UInt64(1)...20 {
      let explained = try RandomModel(hiddenLayers: [6], seed: seed).explain("good bad fun dull")
      guard explained.value >= 0.5 else { continue }
      let review = try judged(explained)
      let own = RankedAttribution(of: review, by: try method("occlusion"))
      let curve = own.curves[0].deletion
      let words = curve.firstIndex { $0 < 0.5 } ?? 4
      #expect(try metric("tokens-to-flip").prepare(review)(own) == Double(words) / 4)
      #expect(try metric("decision-flip").prepare(review)(own) == (words == 1 ? 1 : 0))
    }
  }

  @Test(arguments: [false, true])
  func `of several classes the verdict flips where another class is predicted`(isAverage: Bool)
    throws
  {
    var flips = 0
    for seed in UInt64(1)...40 {
      let model = try RandomModel(hiddenLayers: [6], seed: seed, classes: 4)
      let explainer = Explainer(
        model: model.model, output: Output(.probability, of: 0, logits: 4),
        usesClosedForm: isAverage
      ).ofVerdicts
      let explained = explainer.explain("good bad fun dull film")
      let review = try judged(explained)
      let scores = [5, 4, 3, 2, 1.0]
      let own = explanation(scores, of: review)
      // Word by word, without the code that metrics use.
      let padded = explained.network.text.vocabulary.padding
      var rows = explained.embedded
      var words = 5
      for word in review.words.indices.prefix(5) {
        rows.setRow(word, to: explained.network.sequential.embedding.table, row: padded)
        let logits = explained.network.sequential.logits(at: rows, mask: explained.mask)
        let prediction = Prediction(logits: logits, classes: explained.classes)
        if prediction.classIndex != explained.prediction.classIndex {
          words = word - review.words.lowerBound + 1
          flips += 1
          break
        }
      }
      #expect(try metric("tokens-to-flip").prepare(review)(own) == Double(words) / 5)
      #expect(try metric("decision-flip").prepare(review)(own) == (words == 1 ? 1 : 0))
      let other = (explained.prediction.classIndex + 1) % 4
      let others = try judged(
        Explainer(model: model.model, output: Output(.probability, of: other, logits: 4))
          .explain("good bad fun dull film"))
      #expect(
        try metric("tokens-to-flip").prepare(others)(explanation(scores, of: others)) == nil)
    }
    #expect(flips > 3)
  }

  @Test func `shifting all embeddings moves input × gradient, and not what has a baseline`() throws
  {
    for isMasked in [false, true] {
      let model = try RandomModel(hiddenLayers: [6], seed: 1, isMasked: isMasked)
      let review = try judged(model.explain(text))
      for name in ["integrated-gradients", "occlusion", "saliency"] {
        #expect(try #require(try value("input-invariance", of: name, review)) < 1e-10)
      }
      #expect(try #require(try value("input-invariance", of: "input-x-gradient", review)) > 0.1)
    }
  }

  @Test func `sensitivity is none without noise and grows with it`() throws {
    let review = try judged(RandomModel(hiddenLayers: [6], seed: 4).explain(text))
    let values = try ["0", "0.02", "0.5"].map { radius in
      try #require(
        try value("sensitivity-max", "radius=\(radius)", of: "integrated-gradients", review))
    }
    #expect(values[0] == 0 && values[1] > 0 && values[2] > values[1])
  }

  @Test func `equal scores are as complex as can be and not sparse`() throws {
    let review = try judged(RandomModel(hiddenLayers: [6], seed: 4).explain("good bad fun dull"))
    let flat = explanation([2, -2, 2, 2], of: review)
    let single = explanation([0, 0, 5, 0], of: review)
    let complexity = try metric("complexity").prepare(review)
    let sparseness = try metric("sparseness").prepare(review)
    #expect(abs(try #require(complexity(flat)) - log(4)) < 1e-12)
    #expect(complexity(single) == 0)
    #expect(sparseness(flat) == 0)
    #expect(abs(try #require(sparseness(single)) - 0.75) < 1e-12)
  }

  @Test func `wrong metrics and options are all reported with what was meant`() {
    let error = #expect(throws: Diagnostics.self) {
      try ConfiguredMetric.list(
        parsing: "sufficency,infidelity:sample=3,infidelity:samples=0,aopc-sufficiency:x")
    }
    #expect(
      error?.description == """
        --metrics: error: there is no metric 'sufficency'
          hint: did you mean 'sufficiency'?
        --metrics: error: metric 'infidelity' has no option 'sample'
          hint: did you mean 'samples'?
        --metrics: error: the option 'samples' of metric 'infidelity' takes a whole number from 1 to 100000, not '0'
        --metrics: error: the metric 'infidelity' is given twice
        --metrics: error: 'x' is not an option
          hint: use name=value
        """)
    #expect(throws: Diagnostics.self) { try ConfiguredMetric.list(parsing: "") }
  }
}
