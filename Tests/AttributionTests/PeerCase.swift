import Attribution
import Classifier
import Foundation
import LinearAlgebra
import SourceText
import Testing

/// A method, a network and a review of `Fixtures/peers.json`, with a peer's result.
struct PeerCase: CustomTestStringConvertible, Sendable {
  /// The review as input of our copy of the network, explained by closed forms where available.
  let closed: ReviewInput
  /// The same review without closed forms: everything runs through the layers.
  let general: ReviewInput
  /// The method with its options, in command-line syntax; empty if the peer computed something else.
  let method: String
  /// The peer's result.
  let answer: JSON
  let testDescription: String

  /// The ways to compute our numbers; across kinks only closed forms come close to a peer with very many steps.
  var paths: [ReviewInput] {
    answer["closed-form-only"] == nil ? [closed, general] : [closed]
  }

  /// The peer's number for each position.
  var positions: [Double] { full("positions") }

  /// The standard error of each number; zero if the peer is exact.
  var standardErrors: [Double] { full("standard-errors") }

  /// The tolerance for rounding: a share of the largest number.
  var tolerance: Double {
    let largest = positions.map(abs).max() ?? 0
    return max(1e-13, (answer["tolerance"]?.number ?? 0) * largest)
  }

  /// Our result.
  func attribute(_ review: ReviewInput) throws -> Attribution {
    try ConfiguredMethod.list(parsing: method, defaults: [])[0].method.attribute(review)
  }

  /// Returns a list of numbers of the result, as stored.
  func numbers(_ name: String) throws -> [Double] {
    try #require(answer[name]?.array).compactMap(\.number)
  }

  /// Returns a list of the result; lists are stored without the repetitions of their last number.
  private func full(_ name: String) -> [Double] {
    let numbers = answer[name]?.array?.compactMap(\.number) ?? []
    let rest = closed.review.indices.count - numbers.count
    return numbers + Array(repeating: numbers.last ?? 0, count: rest)
  }

  /// The entries of one of the fixture's lists.
  static func all(_ list: String) throws -> [PeerCase] {
    let fixture = try JSON(
      parsing: SourceFile(reading: path("Tests/AttributionTests/Fixtures/peers.json")))
    let networks = try #require(fixture["networks"]?.array)
    let models = try networks.map { try model($0, in: fixture) }
    let background = fixture["background"]?.array?.compactMap(\.string) ?? []
    var reviews: [JSON: (closed: ReviewInput, general: ReviewInput)] = [:]
    return try #require(fixture[list]?.array).map { answer in
      let place = JSON.object((answer.object ?? [:]).filter { placeKeys.contains($0.key) })
      let found = try reviews[place] ?? explained(place, models, networks, background)
      reviews[place] = found
      let method = answer["method"]?.string ?? ""
      let peer = try #require(answer["peer"]?.string)
      return PeerCase(
        closed: found.closed, general: found.general, method: method, answer: answer,
        testDescription: "\(method) against \(peer), \(place)")
    }
  }

  private static let placeKeys: Set = ["network", "review", "target", "class"]

  private static func explained(
    _ place: JSON, _ models: [Model], _ networks: [JSON], _ background: [String]
  ) throws -> (closed: ReviewInput, general: ReviewInput) {
    let network = try #require(place["network"]?.integer)
    let index = try #require(place["review"]?.integer)
    let review = try #require(networks[network]["reviews"]?.array?[index])
    let text = try #require(review["text"]?.string)
    let indices = review["indices"]?.array?.compactMap(\.integer) ?? []
    let target = try #require(OutputScale(rawValue: place["target"]?.string ?? ""))
    let output = Output(
      target, of: place["class"]?.integer ?? 1, logits: models[network].sequential.outputs)
    let paths = try [true, false].map { usesClosedForm in
      let explainer = Explainer(
        model: models[network], output: output, background: background,
        usesClosedForm: usesClosedForm)
      let explained = explainer.explain(text)
      let read = explained.review.indices.count - explained.review.paddingPositions.count
      try #require(explained.review.indices.prefix(read).elementsEqual(indices))
      return explained
    }
    return (paths[0], paths[1])
  }

  /// A described network, or a model folder of this project.
  private static func model(_ network: JSON, in fixture: JSON) throws -> Model {
    if let folder = network["folder"]?.string { return try Model(folder: path(folder)) }
    let words = fixture["words"]?.array?.compactMap(\.string) ?? []
    let dense = try #require(network["layers"]?.array)
    let layers = try dense.enumerated().map { index, layer in
      let kernel = try matrix(layer, "kernel")
      let output: Activation = kernel.columns == 1 ? .sigmoid : .softmax
      return Dense(
        kernel: kernel, bias: try matrix(layer, "bias"),
        activation: index == dense.count - 1 ? output : .relu)
    }
    let pooling: any Layer =
      network["takes-maximum"] == .bool(true) ? GlobalMaxPooling1D() : GlobalAveragePooling1D()
    return try Model(
      sequential: Sequential(
        embedding: Embedding(
          table: try matrix(network, "embedding"),
          masksZero: network["masks-padding"] == .bool(true)),
        layers: [pooling] + layers),
      text: TextPipeline(
        standardization: .tokenizer, vocabulary: Vocabulary(words: words),
        sequenceLength: try #require(fixture["length"]?.integer)))
  }

  private static func matrix(_ json: JSON, _ name: String) throws -> Matrix {
    Matrix(try #require(json[name]?.array).map { ($0.array ?? []).compactMap(\.number) })
  }

  private static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(name)")
      .standardizedFileURL.path
  }
}
