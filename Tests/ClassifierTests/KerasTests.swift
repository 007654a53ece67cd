import Classifier
import LinearAlgebra
import SourceText
import TestSupport
import Testing

/// Layers against Keras' own: `Fixtures/make-keras.py` says how the answers came about.
@Suite struct KerasTests {
  @Test func `outputs, gradients, names and masks are those of Keras`() throws {
    let cases = try Fixture.json("keras.json").dropFirst()
    #expect(cases.count == 52)
    for json in cases {
      let entry = try #require(json["config"])
      let mask = json["mask"]?.array?.map { $0 == .bool(true) }
      let input = TinyClassifier.table(rows: 6, columns: 3, salt: 6)
      let layer = try layer(json)
      let comment = Comment(rawValue: "\(entry), \(mask.map { "\($0)" } ?? "no mask")")
      let output = layer.forward(input, mask: mask)
      expect(output.elements, json["output"], comment)
      #expect(
        (layer.outputMask(of: mask) == mask && mask != nil) == json["passes_mask"]?.flag, comment)
      let weights = TinyClassifier.table(rows: output.rows, columns: output.columns, salt: 9)
      let (gradient, parameters) = layer.gradients(
        weights, input: input, output: output, mask: mask)
      expect(gradient.elements, json["gradient"], comment)
      #expect(parameters.count == json["parameters"]?.array?.count, comment)
      for (found, expected) in zip(parameters, json["parameters"]?.array ?? []) {
        expect(found.elements, expected, comment)
      }
      let names = layer.parameters.map { "\(layer.name)/\($0.name)" }
      #expect(names == (json["names"]?.array ?? []).compactMap(\.string), comment)
    }
  }

  /// The layer as a model folder gives it, with the weights of the fixture's formula.
  private func layer(_ json: JSON) throws -> any Layer {
    let names = (json["names"]?.array ?? []).compactMap(\.string)
    let shapes = (json["shapes"]?.array ?? []).map { ($0.array ?? []).compactMap(\.integer) }
    let tensors = zip(names, shapes).enumerated().map { number, weight in
      let rows = weight.1.dropLast().reduce(1, *)
      let values = TinyClassifier.table(rows: rows, columns: weight.1.last ?? 0, salt: 7 + number)
      return Tensor(weight.0, shape: weight.1, values)
    }
    var source = LayerSource(
      name: json["config"]?["name"]?.string ?? "",
      input: Shape(rows: nil, columns: 3, positions: 6),
      configuration: json["config"]?.object ?? [:], weights: Safetensors(tensors),
      configPlace: SourceLocation(file: "c"), weightsPlace: SourceLocation(file: "w"))
    let className = json["layer"]?.string
    let type = try #require(Layers.all.first { $0.className == className })
    let layer = type.init(reading: &source)
    #expect(source.problems.map(\.message) == [])
    return layer
  }

  /// Keras normalizes with numbers of 32 bits whatever it is given.
  private func expect(_ found: [Double], _ json: JSON?, _ comment: Comment) {
    let expected = (json?.array ?? []).compactMap(\.number)
    #expect(found.count == expected.count, comment)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-6 + 1e-6 * abs(b), comment) }
  }
}

extension JSON {
  fileprivate var flag: Bool { self == .bool(true) }
}
