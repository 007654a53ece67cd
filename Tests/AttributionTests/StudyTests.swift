import Attribution
import Classifier
import LinearAlgebra
import TestSupport
import Testing

/// Studies of one review or one model: the path from a baseline, hidden units, quadrature, word orders and effects.
struct StudyTests {
  private let text = "A good, good film; not very bad. Unheard-of fun"

  /// A review of a model that reads words in order.
  private func ordered(_ target: OutputScale = .probability) throws -> ReviewInput {
    func table(_ rows: Int, _ columns: Int, _ salt: Int) -> Matrix {
      TinyClassifier.table(rows: rows, columns: columns, salt: salt)
    }
    let model = try Model(
      sequential: Sequential(
        embedding: Embedding(table: table(12, 3, 9)),
        layers: [
          Conv1D(
            kernel: table(9, 4, 4), bias: table(1, 4, 5), kernelSize: 3, activation: .relu),
          GlobalAveragePooling1D(),
          Dense(kernel: table(4, 1, 6), bias: table(1, 1, 7), activation: .sigmoid),
        ]),
      text: TinyClassifier.model.text)
    return Explainer(model: model, output: Output(target, of: 1, logits: 1))
      .explain(TinyClassifier.reviews[3])
  }

  /// The integral of the slope over each linear piece by Gauss–Legendre nodes, which cross no jump.
  private func integral(_ path: BaselinePath) -> Double {
    (path.pieces?.map(\.range) ?? [0...1]).reduce(0) { sum, range in
      let width = range.upperBound - range.lowerBound
      return sum
        + QuadratureRule.gaussLegendre.nodes(steps: 12).reduce(0) {
          $0 + width * $1.weight * path.slope(at: range.lowerBound + width * $1.position)
        }
    }
  }

  @Test(arguments: NetworkCase.all, Baseline.allCases)
  func `a path starts at the baseline and ends at the prediction`(
    network: NetworkCase, baseline: Baseline
  ) throws {
    for review in [
      try network.model().explain(text, target: network.target),
      try network.model().explainGenerally(text, target: network.target),
    ] {
      let path = BaselinePath(review, from: baseline)
      #expect(abs(path.value(at: 0) - baseline.value(for: review)) < 1e-12)
      #expect(abs(path.value(at: 1) - review.value) < 1e-12)
      let points = path.points(10)
      #expect(points.first?.position == 0 && points.last?.position == 1)
      #expect(points.map(\.position) == points.map(\.position).sorted())
      for point in points {
        #expect(abs(point.output - path.value(at: point.position)) < 1e-9)
      }
    }
  }

  @Test(arguments: NetworkCase.all)
  func `the slope along a path integrates to the change of the output`(network: NetworkCase) throws
  {
    let path = BaselinePath(
      try network.model().explain(text, target: network.target), from: .zero)
    #expect(abs(integral(path) - path.change) < 1e-6)
  }

  @Test(arguments: NetworkCase.all)
  func `linear pieces partition the path, and a unit switches between two of them`(
    network: NetworkCase
  ) throws {
    let path = BaselinePath(try network.model().explain(text), from: .pad)
    let pieces = try #require(path.pieces)
    #expect(pieces.first?.range.lowerBound == 0 && pieces.last?.range.upperBound == 1)
    for (piece, next) in zip(pieces, pieces.dropFirst()) {
      #expect(piece.range.upperBound == next.range.lowerBound)
    }
    #expect(path.switches.map(\.position) == pieces.dropLast().map(\.range.upperBound))
    #expect(path.switches.allSatisfy { !$0.units.isEmpty })
    #expect(path.switchCount >= pieces.count - 1)
    #expect(try BaselinePath(network.model().explainGenerally(text), from: .pad).pieces == nil)
  }

  @Test(arguments: NetworkCase.all)
  func `the conductances of hidden units sum to the change of the output`(network: NetworkCase)
    throws
  {
    let path = BaselinePath(try network.model().explain(text, target: network.target), from: .pad)
    let found = HiddenUnits(on: path)
    #expect(abs(found.sum - path.change) < 1e-9)
    #expect(found.change == path.change && found.areDimensions == network.hiddenLayers.isEmpty)
    let strengths = found.units.map { abs($0.conductance) }
    #expect(strengths == strengths.sorted(by: >))
    for unit in found.units {
      let isOdd = unit.switches.count % 2 == 1
      if let isOn = unit.isOn { #expect((isOn.start != isOn.end) == isOdd) }
    }
  }

  @Test func `the convergence delta shrinks as steps grow, and vanishes in closed form`() throws {
    for review in [
      try RandomModel(hiddenLayers: [], seed: 5).explain(text), try ordered(.logit),
      try ordered(.probability),
    ] {
      let study = Convergence(on: BaselinePath(review, from: .pad))
      for rule in Convergence.textbook {
        let deltas = [5, 50, 500].map { abs(study.delta(of: rule, steps: $0)) }
        #expect(deltas[2] < max(deltas[0], 1e-12), "\(rule.name)")
        #expect(deltas[2] < 1e-2, "\(rule.name)")
      }
    }
    let exact = Convergence(
      on: BaselinePath(try RandomModel(hiddenLayers: [7, 5], seed: 5).explain(text), from: .pad))
    #expect(abs(try #require(exact.exactDelta)) < 1e-12)
    #expect(Convergence(on: BaselinePath(try ordered(), from: .pad)).exactDelta == nil)
  }

  @Test func `Captum’s trapezoid misses a share of 1/n of every path`() throws {
    let path = BaselinePath(
      try RandomModel(hiddenLayers: [], seed: 5).explain(text, target: .logit), from: .pad)
    let rule = try #require(Convergence.peers.first { $0.name == "captum-trapezoid" })
    for steps in [2, 10, 50] {
      let delta = Convergence(on: path).delta(of: rule, steps: steps)
      #expect(abs(delta + path.change / Double(steps)) < 1e-12)
    }
  }

  @Test(arguments: NetworkCase.all)
  func `an average is the same for every order of the words`(network: NetworkCase) throws {
    let review = try network.model().explain(text, target: network.target)
    let orders = WordOrders(
      review.review, model: review.network, output: review.output, count: 20, seed: 1)
    #expect(orders.largestChange < 1e-12)
    #expect(orders.shuffled.upperBound - orders.shuffled.lowerBound < 1e-12)
  }

  @Test func `a convolution tells orders apart, and the seed decides which`() throws {
    let review = try ordered()
    func orders(_ seed: Int) -> WordOrders {
      WordOrders(
        review.review, model: review.network, output: review.output, count: 20, seed: seed)
    }
    let found = orders(1)
    #expect(found.largestChange > 1e-3 && found.shuffled.contains(found.written))
    #expect(abs(found.written - review.value) < 1e-15)
    #expect(found.shuffled == orders(1).shuffled && found.shuffled != orders(2).shuffled)
  }

  @Test(arguments: NetworkCase.all)
  func `an average shares one gradient row, a part of the gradient at the average`(
    network: NetworkCase
  ) throws {
    let review = try network.model().explainGenerally(text, target: network.target)
    let rows = GradientRowStatistics(review, rows: review, gradient: review.gradient)
    #expect(rows.distinctGradientSums == 1)
    // Eight words of the vocabulary less "dull", and the unknown one.
    #expect(rows.distinctWords == 8 && rows.distinctEmbeddingMeans == 8)
    if rows.rowLength > 0 {
      let counted = (0..<review.length).count(where: review.isUnmasked)
      #expect(abs(try #require(rows.pooledRatio) - Double(counted)) < 1e-9)
    }
  }

  @Test func `rows that are not averaged have no ratio`() throws {
    let maximum = try Model(
      sequential: Sequential(
        embedding: TinyClassifier.model.sequential.embedding,
        layers: [
          GlobalMaxPooling1D(),
          Dense(
            kernel: TinyClassifier.table(rows: 3, columns: 1, salt: 6),
            bias: Matrix(rows: 1, columns: 1), activation: .sigmoid),
        ]),
      text: TinyClassifier.model.text)
    let review = Explainer(model: maximum, output: Output(.logit)).explain(
      TinyClassifier.reviews[3])
    let rows = GradientRowStatistics(review, rows: review, gradient: review.gradient)
    #expect(rows.pooledRatio == nil && rows.distinctGradientSums > 1)
  }

  @Test(arguments: NetworkCase.all)
  func `the effect of a word is that of a review of this word alone`(network: NetworkCase) throws {
    let explainer = try network.model().explainer(network.target)
    let effects = WordEffects(explainer, jobs: 2)
    #expect(effects.words.map(\.rank) == Array(1...8))
    let logits = explainer.explaining(explainer.output.with(.logit))
    let empty = logits.explain("").value
    for word in effects.words {
      let value = logits.explain(word.text).value
      #expect(abs(word.effect - (value - empty)) < 1e-9, "\(word.text)")
    }
    if network.hiddenLayers.isEmpty && !network.isMasked { #expect(effects.firstOrderGap < 1e-12) }
    // If all rectifiers are off, a word has no effect and is in neither list.
    #expect(effects.raising(8).count == effects.words.count { $0.effect > 0 })
    #expect(effects.lowering(8).count == effects.words.count { $0.effect < 0 })
    #expect(effects.raising(2).first?.effect == effects.words.map(\.effect).filter { $0 > 0 }.max())
  }
}
