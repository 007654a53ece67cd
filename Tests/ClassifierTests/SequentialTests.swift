import Classifier
import LinearAlgebra
import SourceText
import TestSupport
import Testing

@Suite struct SequentialTests {
  private let sequential = TinyClassifier.model.sequential

  @Test func `logits and gradients are those of PyTorch`() throws {
    let cases = try Fixture.json("torch.json")
    #expect(cases.count == 5)
    for json in cases {
      let indices = try #require(json["indices"]?.array).compactMap(\.integer)
      let expected = try #require(json["gradient"]?.array).compactMap(\.number)
      let (logits, gradient) = sequential.gradient(at: sequential.embed(indices))
      let expectedLogit = try #require(json["logit"]?.number)
      #expect(abs(logits[0, 0] - expectedLogit) < 1e-14)
      #expect(zip(gradient.elements, expected).allSatisfy { abs($0 - $1) < 1e-15 })
      #expect(gradient.elements.count == expected.count)
    }
  }

  @Test func `the gradients of the weights are those of PyTorch`() throws {
    for json in try Fixture.json("torch.json") {
      let indices = try #require(json["indices"]?.array).compactMap(\.integer)
      let expected = try #require(json["parameters"]?.array)
        .map { ($0.array ?? []).compactMap(\.number) }
      var values = [sequential.embed(indices)]
      var layers = sequential.layers
      var last = try #require(layers.popLast() as? Dense)
      last.activation = .linear
      layers.append(last)
      for layer in layers { values.append(layer.forward(values[values.count - 1])) }
      var gradient = Matrix([[1]])
      var found: [[Double]] = []
      for index in layers.indices.reversed() {
        let (input, output) = (values[index], values[index + 1])
        found =
          layers[index].parameterGradients(gradient, input: input, output: output).map(\.elements)
          + found
        gradient = layers[index].backward(gradient, input: input, output: output)
      }
      #expect(found.map(\.count) == expected.map(\.count))
      for (a, b) in zip(found.joined(), expected.joined()) { #expect(abs(a - b) < 1e-14) }
    }
  }

  @Test(arguments: TinyClassifier.reviews)
  func `the gradient is the logit's derivative`(review: String) {
    let embedded = sequential.embed(TinyClassifier.model.encode(review).indices)
    let (logits, gradient) = sequential.gradient(at: embedded)
    #expect(logits == sequential.logits(at: embedded))
    for row in 0..<embedded.rows {
      for column in 0..<embedded.columns {
        var (up, down) = (embedded, embedded)
        up[row, column] += 1e-5
        down[row, column] -= 1e-5
        let rise = sequential.logits(at: up)[0, 0] - sequential.logits(at: down)[0, 0]
        #expect(abs(rise / 2e-5 - gradient[row, column]) < 1e-9)
      }
    }
  }

  @Test func `the tiny model finds some reviews good and some bad`() {
    let labels = TinyClassifier.reviews.map { review in
      TinyClassifier.model.predict(TinyClassifier.model.encode(review)).label
    }
    #expect(Set(labels) == Set(Label.binary))
  }

  @Test func `a probability of one half is positive`() {
    #expect(Prediction(logit: 0).label == .positive)
    #expect(Prediction(logit: -1e-9).label == .negative)
    #expect(Prediction(logit: 0).probabilities == [0.5, 0.5])
  }

  @Test func `layers that don't fit together are refused`() {
    let embedding = Embedding(table: TinyClassifier.table(rows: 12, columns: 3, salt: 1))
    let dense = Dense(
      kernel: Matrix(rows: 4, columns: 1), bias: Matrix(rows: 1, columns: 1), activation: .sigmoid)
    #expect(
      problems {
        try Sequential(embedding: embedding, layers: [GlobalAveragePooling1D(), dense])
      } == "error: the layer 'dense' does not accept an input of 1 × 3")
    let wide = Dense(
      kernel: Matrix(rows: 3, columns: 1), bias: Matrix(rows: 1, columns: 1), activation: .sigmoid)
    #expect(
      problems { try Sequential(embedding: embedding, layers: [wide]) } == """
        error: the model does not end in one number per class
          hint: the last layer must be Dense with 1 unit and the activation sigmoid, or with one unit per class and softmax, or linear
        """)
  }
}
