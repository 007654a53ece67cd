package import Attribution
package import Classifier
package import LinearAlgebra

/// A model with average pooling, and the outputs to explain: everything that a playground needs.
///
/// The program writes it as bytes into a page, and the same sources, compiled to WebAssembly, read it there.
package struct PlaygroundModel: Sendable {
  /// An output with the start of its contributions.
  package struct Explained: Sendable {
    /// The output.
    package let output: Output
    /// The row of the baseline, 1 × D.
    package let start: Matrix

    /// Creates a pair.
    package init(output: Output, start: Matrix) {
      self.output = output
      self.start = start
    }
  }

  /// The largest number of positions of a model: each key stroke computes all of them.
  package static let positionLimit = 100_000

  /// The mapping from a text to the rows of the embedding.
  package let text: TextPipeline
  /// The embedding.
  package let embedding: Embedding
  /// The layers after the average.
  package let network: PooledNetwork
  /// The outputs to explain: one, or one for each class if the predicted class is explained.
  package let explained: [Explained]
  /// The names of the classes.
  package let classes: [String]
  /// The lower bounds of the steps of colour, in points.
  package var thresholds: [Double] = []

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - text: The mapping from a text to the rows of the embedding.
  ///   - embedding: The embedding.
  ///   - network: The layers after the average.
  ///   - explained: The outputs to explain.
  ///   - classes: The names of the classes.
  package init(
    text: TextPipeline, embedding: Embedding, network: PooledNetwork, explained: [Explained],
    classes: [String]
  ) {
    self.text = text
    self.embedding = embedding
    self.network = network
    self.explained = explained
    self.classes = classes
  }

  /// Returns a word of the vocabulary.
  package func word(_ index: Int) -> String { text.vocabulary.words[index] }

  /// The number of logits.
  var logits: Int { network.layers[network.layers.count - 1].units }

  /// Returns the text processing with more positions of padding.
  ///
  /// - Parameters:
  ///   - count: The number of further positions.
  ///   - review: The review without them.
  /// - Returns: The text processing with a sequence length; that of fastText has no padding and is unchanged.
  func padded(by count: Int, _ review: EncodedReview) -> TextPipeline {
    guard text.ngrams == nil, count > 0 else { return text }
    return TextPipeline(
      standardization: text.standardization, split: text.split, vocabulary: text.vocabulary,
      sequenceLength: review.indices.count + count, padding: text.padding,
      truncating: text.truncating, lineBreaks: text.lineBreaks,
      leavesUnknownOut: text.leavesUnknownOut)
  }
}
