import Attribution
import Classifier
import Foundation
import LinearAlgebra
import SourceText
import Testing

/// A network, a review and an output of `Fixtures/captum.json`, with Captum's results for them.
struct CaptumCase: CustomTestStringConvertible, Sendable {
  /// The review as input of our copy of the network, explained by closed forms where available.
  let closed: ReviewInput
  /// The same review without closed forms: everything runs through the layers.
  let general: ReviewInput
  let testDescription: String
  private let answers: JSON

  var paths: [ReviewInput] { [closed, general] }

  /// Returns Captum's result at a path of names.
  func answer(_ names: String...) throws -> JSON {
    try names.reduce(answers) { try #require($0[$1], "\(names)") }
  }

  /// Returns Captum's list of numbers at a path of names.
  func numbers(_ names: String...) throws -> [Double] {
    let answer = try names.reduce(answers) { try #require($0[$1], "\(names)") }
    return try #require(answer.array).map { try #require($0.number) }
  }

  static func all() throws -> [CaptumCase] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/captum.json").path
    let fixture = try JSON(parsing: SourceFile(reading: path))
    let text = TextPipeline(
      standardization: .tokenizer,
      vocabulary: Vocabulary(words: try list(fixture, "words").compactMap(\.string)),
      sequenceLength: try #require(fixture["length"]?.integer), padding: .post, truncating: .pre)
    let embedding = Embedding(table: try matrix(fixture, "embedding"))
    return try list(fixture, "networks").enumerated().flatMap { number, network in
      let model = try Model(
        sequential: Sequential(embedding: embedding, layers: try layers(network)), text: text)
      return try list(network, "reviews").flatMap { review in
        let encoded = model.encode(try #require(review["text"]?.string))
        let indices = try list(review, "indices").compactMap(\.integer)
        try #require(encoded.indices == indices)
        return try OutputScale.allCases.map { target in
          CaptumCase(
            closed: Explainer(model: model, output: Output(target)).explain(encoded.text),
            general: Explainer(model: model, output: Output(target), usesClosedForm: false)
              .explain(encoded.text),
            testDescription: "network \(number), '\(encoded.text)', \(target.rawValue)",
            answers: try #require(review[target.rawValue]))
        }
      }
    }
  }

  /// The average and the dense layers after it: hidden ones are rectified, the last has a sigmoid.
  private static func layers(_ network: JSON) throws -> [any Layer] {
    let dense = try list(network, "layers")
    return try [GlobalAveragePooling1D()]
      + dense.enumerated().map { index, layer in
        Dense(
          kernel: try matrix(layer, "kernel"), bias: try matrix(layer, "bias"),
          activation: index == dense.count - 1 ? .sigmoid : .relu)
      }
  }

  private static func list(_ json: JSON, _ name: String) throws -> [JSON] {
    try #require(json[name]?.array, "\(name)")
  }

  private static func matrix(_ json: JSON, _ name: String) throws -> Matrix {
    Matrix(try list(json, name).map { try #require($0.array).compactMap(\.number) })
  }
}
