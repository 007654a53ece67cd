import Attribution
import Classifier
import LinearAlgebra
import TestSupport
import Testing

/// The statements of the essay about gradients, on networks with random or written weights.
struct SumTheoremTests {
  private static func table(_ rows: Int, _ columns: Int, _ salt: Int) -> Matrix {
    TinyClassifier.table(rows: rows, columns: columns, salt: salt)
  }

  private static func end(_ inputs: Int) -> [any Layer] {
    [
      Dense(name: "hidden", kernel: table(inputs, 4, 3), bias: table(1, 4, 5), activation: .tanh),
      Dense(kernel: table(4, 1, 6), bias: table(1, 1, 7), activation: .sigmoid),
    ]
  }

  private static func explain(
    _ layers: [any Layer], text: String = "A good, bad film: the great one", masksZero: Bool = false
  ) throws -> ReviewInput {
    let model = try Model(
      sequential: Sequential(
        embedding: Embedding(table: table(12, 3, 9), masksZero: masksZero), layers: layers),
      text: TinyClassifier.model.text)
    return Explainer(model: model, output: Output(.probability)).explain(text)
  }

  private static func convolution(_ activation: Activation) -> [any Layer] {
    [
      Conv1D(kernel: table(9, 4, 4), bias: table(1, 4, 5), kernelSize: 3, activation: activation),
      GlobalAveragePooling1D(),
    ] + end(4)
  }

  @Test(arguments: NetworkCase.all)
  func `after an average, moves between rows change nothing, and the gradient is one row`(
    network: NetworkCase
  ) throws {
    let review = try network.model().explain("A good film, not bad", target: network.target)
    #expect(PoolingCollapse(review).maxRowDifference == 0)
    #expect(SumTransfers(review, count: 50, seed: 1).largestChange < 1e-12)
  }

  @Test(arguments: [
    [GlobalMaxPooling1D()] + end(3), [AttentionPooling(query: table(3, 1, 2))] + end(3),
    convolution(.relu), [Flatten(rows: 8)] + end(24),
  ])
  func `where rows differ, a move between rows changes the output`(layers: [any Layer]) throws {
    let review = try Self.explain(layers)
    #expect(!PoolingCollapse(review).collapses)
    #expect(SumTransfers(review, count: 50, seed: 1).largestChange > 1e-6)
  }

  @Test func `masked positions have rows of zeros, and the others one row`() throws {
    let review = try Self.explain(
      [GlobalAveragePooling1D()] + Self.end(3), text: "A good film", masksZero: true)
    let gradient = review.gradient
    let zero = [Double](repeating: 0, count: 3)
    for position in 0..<gradient.rows {
      let row = gradient.row(position)
      #expect(review.isUnmasked(position) ? row == gradient.row(0) : row == zero)
    }
    #expect(gradient.row(0) != zero && !review.isUnmasked(7))
  }

  @Test func `a linear convolution before the average has equal rows inside its borders`() throws {
    let gradient = try Self.explain(Self.convolution(.linear)).gradient
    for position in 3..<gradient.rows - 2 {
      for (a, b) in zip(gradient.row(position), gradient.row(2)) { #expect(abs(a - b) < 1e-15) }
    }
    #expect(gradient.row(0) != gradient.row(2))
    let bent = try Self.explain(Self.convolution(.tanh)).gradient
    #expect(zip(bent.row(3), bent.row(4)).contains { abs($0 - $1) > 1e-4 })
  }

  @Test func `under attention pooling the gradient is that of the formula, of rank two`() throws {
    let review = try Self.explain([AttentionPooling(query: Self.table(3, 1, 2))] + Self.end(3))
    let found = try #require(AttentionGradient(review))
    #expect(found.rank == 2)
    #expect(found.formulaDifference < 1e-14)
    #expect(AttentionGradient(try Self.explain([GlobalMaxPooling1D()] + Self.end(3))) == nil)
  }

  @Test(arguments: NetworkCase.all)
  func `the midpoint rule converges to the closed form at every word`(network: NetworkCase) throws {
    let review = try network.model().explain("A good film, not bad", target: network.target)
    let gaps = try [100, 100_000].map {
      try #require(MidpointRule(review, steps: $0, from: .pad)).largestDifference
    }
    // Where a unit switches, the rule errs by up to half a step of the jump.
    #expect(gaps[1] < max(gaps[0] / 20, 1e-9), "\(gaps)")
  }

  @Test(arguments: Baseline.allCases)
  func `one word worked out is its attribution by integrated gradients`(baseline: Baseline) throws {
    for layers in [[GlobalMaxPooling1D()] + Self.end(3), TinyClassifier.model.sequential.layers] {
      let review = try Self.explain(layers)
      let scores = IntegratedGradients(baseline: baseline).attribute(review).positions
      for position in scores.indices {
        let word = WorkedWord(review, position: position, from: baseline)
        #expect(abs(word.attribution - scores[position]) < 1e-12)
        #expect(word.dimensions.count == 3)
      }
      let divisor = review.pooled == nil ? 1 : 8
      #expect(WorkedWord(review, position: 1, from: baseline).divisor == divisor)
    }
  }
}
