internal import Classifier
internal import LinearAlgebra
internal import SourceText

/// A model folder that is read is written and read again, and classifies any text.
///
/// The folder is one file: configuration, vocabulary and weights with a zero byte between them, which the first two can't
/// have themselves.
enum ModelFuzzer: Fuzzer {
  static let name = "model"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    let names = ["config.json", "vocabulary.txt", "weights.safetensors"]
    let files = Dictionary(uniqueKeysWithValues: zip(names, parts.map { Array($0) }))
    let model: Model
    do { model = try Model(files: files, path: "x") } catch {
      return try BrokenLaw.ifMisplaced(error, in: bytes)
    }
    try check(model)
  }

  /// Asks that a model is the same in a folder, and that it gives probabilities and gradients.
  static func check(_ model: Model) throws(BrokenLaw) {
    let files = model.files()
    let again = try BrokenLaw.ifRefused("what is written is refused") { () throws(Diagnostics) in
      try Model(
        files: Dictionary(
          files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first }
        ), path: "x")
    }
    try BrokenLaw.unless(again.sha256 == model.sha256, "a folder holds another model")
    for text in ["", "A good film.<br />", "</s> été good good ΣΑΣ"] + model.text.vocabulary.words {
      let review = model.encode(text)
      try VocabularyFuzzer.check(review, by: model.text)
      let prediction = model.predict(review)
      let embedding = model.sequential.embedding
      let (logits, gradient) = model.sequential.gradient(
        at: embedding.forward(review), mask: embedding.mask(of: review))
      try BrokenLaw.unless(gradient.rows == review.indices.count, "\(gradient.rows) gradients")
      // Numbers that grow from layer to layer may leave the range of 64 bits; an average with one layer never does.
      guard logits.row(0).allSatisfy(\.isFinite) || model.sequential.layers.count < 3 else {
        continue
      }
      let sum = prediction.probabilities.reduce(0, +)
      try BrokenLaw.unless(abs(sum - 1) < 1e-9, "\(prediction.probabilities) add up to \(sum)")
    }
  }
}
