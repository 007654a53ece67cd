import Attribution
import Classifier
import LinearAlgebra
import Testing

/// The laws that relate the attributions of several outputs.
struct AxiomTests {
  let text = "A good, good film; not very bad. Unheard-of fun"

  @Test(arguments: MethodCase.obeying(.targetSign), NetworkCase.all)
  func `of two classes one has the other's attributions with the opposite sign`(
    method: MethodCase, network: NetworkCase
  ) throws {
    guard network.classes == 2 else { return }
    let model = try network.model()
    let positive = try Attributions.of(
      method.type.name, model.explain(text, target: network.target, of: 1))
    let negative = try Attributions.of(
      method.type.name, model.explain(text, target: network.target, of: 0))
    for (a, b) in zip(positive.positions, negative.positions) { #expect(abs(a + b) < 1e-12) }
  }

  @Test(arguments: MethodCase.obeying(.linearity), NetworkCase.all)
  func `a sum of logits has the sum of their attributions`(
    method: MethodCase, network: NetworkCase
  ) throws {
    guard network.classes == 3, network.target == .logit else { return }
    let model = try network.model().model
    guard let last = model.sequential.layers.last as? Dense else { return }
    var summed = last
    for row in 0..<last.kernel.rows {
      summed.kernel[row, 2] = last.kernel[row, 0] + last.kernel[row, 1]
    }
    summed.bias[0, 2] = last.bias[0, 0] + last.bias[0, 1]
    let sequential = try Sequential(
      embedding: model.sequential.embedding, layers: model.sequential.layers.dropLast() + [summed])
    let altered = try Model(sequential: sequential, text: model.text)
    let parts = try (0..<3).map { index in
      try Attributions.of(
        method.type.name,
        Explainer(
          model: altered, output: Output(.logit, of: index, logits: 3),
          background: RandomModel.background
        ).explain(text)
      ).positions
    }
    for position in parts[0].indices {
      #expect(
        abs(parts[0][position] + parts[1][position] - parts[2][position]) < 1e-12)
    }
  }
}
