import Attribution
import Classifier
import LinearAlgebra
import Testing

/// Pairwise interactions of tokens.
struct InteractionsTests {
  let text = "A good, good film; not bad"

  @Test(arguments: NetworkCase.all)
  func `the curvature of the output agrees with differences of its gradient`(network: NetworkCase)
    throws
  {
    let review = try network.model().explain(text, target: network.target)
    let curvature = review.output.curvature(at: review.logits)
    let h = 1e-5
    for i in 0..<curvature.rows {
      let unit = h * Matrix(rows: 1, columns: curvature.rows, unit: i)
      let change =
        review.output.gradient(at: review.logits + unit)
        - review.output.gradient(at: review.logits - unit)
      for j in 0..<curvature.rows {
        #expect(abs(change[0, j] / (2 * h) - curvature[i, j]) < 1e-9)
      }
    }
  }

  @Test func `negative has the opposite curvature of positive`() {
    let z = Matrix([[0.7]])
    let positive = Output(.probability, of: 1).curvature(at: z)[0, 0]
    #expect(Output(.probability, of: 0).curvature(at: z)[0, 0] == -positive)
  }

  @Test func `a pair's second derivative is the mixed difference of the output`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 2).explain(text)
    let matrix = try #require(PairwiseInteractions(review).matrix)
    let h = 1e-3
    func value(_ s: Double, _ t: Double) -> Double {
      var moved = review.embedded
      for column in 0..<moved.columns {
        moved[1, column] *= 1 + s * h
        moved[4, column] *= 1 + t * h
      }
      return review.value(at: moved)
    }
    let mixed = (value(1, 1) - value(1, -1) - value(-1, 1) + value(-1, -1)) / (4 * h * h)
    #expect(abs(mixed - matrix[0, 3]) < 1e-7)
    #expect(matrix[0, 3] != 0 && matrix[3, 0] == matrix[0, 3])
    #expect((0..<matrix.rows).allSatisfy { matrix[$0, $0] == 0 })
  }

  @Test func `inside a linear piece a logit has no interactions`() throws {
    for hidden in [[], [6], [7, 5]] {
      let model = try RandomModel(hiddenLayers: hidden, seed: 2)
      for review in [
        model.explain(text, target: .logit), model.explainGenerally(text, target: .logit),
      ] {
        let sums = PairwiseInteractions(review).sums
        #expect(sums.allSatisfy { abs($0) < 1e-10 })
        if review.pooled != nil { #expect(sums.allSatisfy { $0 == 0 }) }
      }
    }
  }

  @Test func `a product of two words' numbers interacts by exactly that product`() throws {
    // After an average over L positions, |m| + m = 2 max(0, m) makes F = 2 max(0, Σ x / L) linear while the sum is
    // positive and zero elsewhere: with x = 3 and −1 the second difference is F(2) − F(−1) − F(3) + F(0).
    let sequential = try Sequential(
      embedding: Embedding(table: Matrix([[0], [0], [0], [0], [3], [-1]])),
      layers: [
        GlobalAveragePooling1D(),
        Dense(kernel: Matrix([[1]]), bias: Matrix([[0]]), activation: .relu),
        Dense(kernel: Matrix([[2]]), bias: Matrix([[0]]), activation: .sigmoid),
      ])
    let model = try Model(
      sequential: sequential,
      text: TextPipeline(
        standardization: .tokenizer,
        vocabulary: Vocabulary(words: Vocabulary.specialTokens + ["up", "down"]),
        sequenceLength: 4, padding: .post, truncating: .pre))
    for usesClosedForm in [true, false] {
      let review = Explainer(
        model: model, output: Output(.logit), usesClosedForm: usesClosedForm
      ).explain("up down")
      let pairs = PairwiseInteractions(review, kind: .removal)
      let expected = 2 * (2.0 - 0 - 3 + 0) / 4
      #expect(try #require(pairs.matrix) == Matrix([[0, expected], [expected, 0]]))
      #expect(pairs.sums == [0, expected, expected, 0])
    }
  }

  @Test(arguments: PairwiseInteractions.Kind.allCases)
  func `a token's number is the sum of its row, start mark and padding included`(
    kind: PairwiseInteractions.Kind
  ) throws {
    // The words fill all positions except the first.
    let model = try RandomModel(hiddenLayers: [6], seed: 2, length: 7)
    let review = model.explain(text)
    let pairs = PairwiseInteractions(review, kind: kind)
    let matrix = try #require(pairs.matrix)
    let general = PairwiseInteractions(model.explainGenerally(text), kind: kind)
    let other = try #require(general.matrix)
    for (a, b) in zip(matrix.elements, other.elements) { #expect(abs(a - b) < 1e-10) }
    let scores = try method("interactions", "kind=\(kind.rawValue)").attribute(review).scores
    let sums = pairs.sums
    #expect(scores == Array(sums[1...]))
    let rowSums = (0..<matrix.rows).map { matrix.row($0).reduce(0, +) }
    // The remainder of a word's sum is its interaction with the start token, which has the sum of these.
    let start = zip(scores, rowSums).reduce(0) { $0 + $1.0 - $1.1 }
    #expect(abs(start - sums[0]) < 1e-12)
  }
}
