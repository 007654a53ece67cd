import Classifier
import LinearAlgebra
import TestSupport

/// Small models that are unlike the tutorial's.
enum OddClassifier {
  /// A model with a rectified layer in front of the average, so that no closed form is known.
  static func withoutClosedForm() throws -> Model {
    var layers = TinyClassifier.model.sequential.layers
    layers.insert(
      Dense(
        name: "front", kernel: TinyClassifier.table(rows: 3, columns: 3, salt: 4),
        bias: TinyClassifier.table(rows: 1, columns: 3, salt: 2), activation: .relu), at: 0)
    return try Model(
      sequential: Sequential(
        name: "front", embedding: TinyClassifier.model.sequential.embedding, layers: layers),
      text: TinyClassifier.model.text)
  }

  /// The tiny model with another last word.
  ///
  /// - Parameter word: The word.
  /// - Returns: The model.
  /// - Throws: A diagnostic when it is no model.
  static func withWord(_ word: String) throws -> Model {
    let text = TinyClassifier.model.text
    let words = text.vocabulary.words.dropLast() + [word]
    return try Model(
      sequential: TinyClassifier.model.sequential,
      text: TextPipeline(
        standardization: text.standardization, vocabulary: Vocabulary(words: Array(words)),
        sequenceLength: text.sequenceLength))
  }

  /// The tiny model with a logit that is so many times as large, or always zero.
  ///
  /// - Parameter factor: The factor.
  /// - Returns: The model.
  /// - Throws: A diagnostic when it is no model.
  static func scaled(by factor: Double) throws -> Model {
    let layers = TinyClassifier.model.sequential.layers
    guard let last = layers.last as? Dense else { return TinyClassifier.model }
    return try Model(
      sequential: Sequential(
        name: "scaled", embedding: TinyClassifier.model.sequential.embedding,
        layers: layers.dropLast() + [
          Dense(
            name: "dense_1", kernel: factor * last.kernel, bias: factor * last.bias,
            activation: .sigmoid)
        ]),
      text: TinyClassifier.model.text)
  }
}
