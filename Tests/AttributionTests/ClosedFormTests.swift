import Attribution
import Classifier
import LinearAlgebra
import Testing

/// The closed forms of *embedding → average → dense…* compared with the general path through the layers.
struct ClosedFormTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  @Test(arguments: NetworkCase.all)
  func `the closed form has the logit and the gradient of the layers`(network: NetworkCase) throws {
    let model = try network.model()
    let review = model.explain(text, target: network.target)
    let pooled = try #require(review.pooled)
    let (logits, gradient) = pooled.gradient(
      atMean: review.mean, of: review.output.gradient(at:))
    for (a, b) in zip(logits.elements, review.logits.elements) { #expect(abs(a - b) < 1e-13) }
    for row in 0..<review.gradient.rows {
      let weight = review.isUnmasked(row) ? review.positionWeight : 0
      for column in 0..<review.gradient.columns {
        #expect(abs(weight * gradient[0, column] - review.gradient[row, column]) < 1e-13)
      }
    }
  }

  @Test(arguments: NetworkCase.all)
  func `the gradient agrees with central differences`(network: NetworkCase) throws {
    let model = try network.model()
    let review = model.explain(text, target: network.target)
    let h = 1e-6
    for (row, column) in [(0, 0), (3, 2), (11, 4)] {
      var up = review.embedded
      var down = review.embedded
      up[row, column] += h
      down[row, column] -= h
      let difference = (review.value(at: up) - review.value(at: down)) / (2 * h)
      #expect(abs(difference - review.gradient[row, column]) < 1e-7)
    }
  }

  @Test(arguments: NetworkCase.all)
  func `every row of the gradient is the same to the last bit`(network: NetworkCase) throws {
    let model = try network.model()
    let collapse = PoolingCollapse(model.explain(text, target: network.target))
    #expect(collapse.maxRowDifference == 0)
    #expect(collapse.distinctRows == 1)
    #expect(collapse.gini == 0)
    #expect(abs(collapse.entropy - collapse.entropyOfEqualShares) < 1e-12)
    #expect(collapse.collapses)
  }

  @Test(arguments: NetworkCase.all)
  func `linear pieces cover the line and are linear`(network: NetworkCase) throws {
    let model = try network.model()
    let review = model.explain(text)
    let pooled = try #require(review.pooled)
    let start = Baseline.pad.row(for: review)
    let end = review.mean
    let pieces = pooled.linearPieces(from: start, to: end)
    #expect(pieces.first?.range.lowerBound == 0)
    #expect(pieces.last?.range.upperBound == 1)
    for (piece, next) in zip(pieces, pieces.dropFirst()) {
      #expect(piece.range.upperBound == next.range.lowerBound)
      #expect(piece.logits.end == next.logits.start)
    }
    for piece in pieces {
      for row in 0..<piece.gradients.rows {
        let change = zip((end - start).row(0), piece.gradients.row(row)).reduce(0) {
          $0 + $1.0 * $1.1
        }
        let rise = piece.logits.end[0, row] - piece.logits.start[0, row]
        #expect(abs(change * piece.width - rise) < 1e-12)
      }
    }
  }

  @Test(arguments: NetworkCase.all, Baseline.allCases)
  func `exact integrated gradients are the limit of the quadrature`(
    network: NetworkCase, baseline: Baseline
  ) throws {
    let model = try network.model()
    let exact = try method("integrated-gradients", "baseline=\(baseline.rawValue)")
      .attribute(model.explain(text, target: network.target))
    let quadrature = try method(
      "integrated-gradients",
      "baseline=\(baseline.rawValue),rule=riemann-middle,steps=4000,tolerance=0"
    ).attribute(model.explainGenerally(text, target: network.target))
    let largest = exact.positions.map(abs).max() ?? 0
    for (a, b) in zip(exact.positions, quadrature.positions) {
      // The midpoint rule errs by up to a step, 1/4000 of the jump, where a unit switches; jumps of this size of
      // network are of the order of 1 and may cancel in the attribution itself.
      #expect(abs(a - b) <= 2e-3 * largest + 2.5e-4)
    }
  }

  @Test(arguments: NetworkCase.all, Baseline.allCases)
  func `exact integrated gradients add up within 1e-12`(network: NetworkCase, baseline: Baseline)
    throws
  {
    let model = try network.model()
    let attribution = try method("integrated-gradients", "baseline=\(baseline.rawValue)")
      .attribute(model.explain(text, target: network.target))
    #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
  }

  @Test(arguments: NetworkCase.all)
  func `occlusion by the mean is occlusion through the layers`(network: NetworkCase) throws {
    let model = try network.model()
    let occlusion = try method("occlusion", "baseline=unknown")
    let closed = occlusion.attribute(model.explain(text, target: network.target))
    let general = occlusion.attribute(model.explainGenerally(text, target: network.target))
    for (a, b) in zip(closed.positions, general.positions) { #expect(abs(a - b) < 1e-13) }
  }

  @Test func `a unit that is exactly zero at an end does not divide by zero`() throws {
    let dense = Dense(
      kernel: Matrix([[1, -1, 0]]), bias: Matrix([[0, 0, 0]]), activation: .relu)
    let last = Dense(
      kernel: Matrix([[1], [1], [1]]), bias: Matrix([[0]]), activation: .sigmoid)
    let sequential = try Sequential(
      embedding: Embedding(table: Matrix([[0], [0], [1], [-1]])),
      layers: [GlobalAveragePooling1D(), dense, last])
    let pooled = try #require(PooledNetwork(sequential))
    for (a, b) in [(0.0, 1.0), (-1, 0), (0, 0), (-1, 1)] {
      let pieces = pooled.linearPieces(from: Matrix([[a]]), to: Matrix([[b]]))
      #expect(pieces.allSatisfy { $0.gradients[0, 0].isFinite })
      #expect(pieces.last?.range.upperBound == 1)
    }
  }
}
