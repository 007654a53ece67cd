import Attribution
import Classifier
import LinearAlgebra

/// Returns a review of one position for an average and some layers, small enough to compute by hand.
///
/// - Parameters:
///   - embeddings: The rows of padding and of the word.
///   - layers: The layers after the average.
///   - output: The explained output.
/// - Returns: The review, which is the word.
/// - Throws: A diagnostic if the layers do not fit together.
func tinyReview(embeddings: [[Double]], layers: [any Layer], output: Output) throws
  -> ReviewInput
{
  // Every token except padding is the word.
  let specials = Vocabulary.specialTokens
  let rows = [embeddings[0]] + Array(repeating: embeddings[1], count: specials.count)
  let model = try Model(
    sequential: Sequential(
      embedding: Embedding(table: Matrix(rows)), layers: [GlobalAveragePooling1D()] + layers),
    text: TextPipeline(
      standardization: .tokenizer, vocabulary: Vocabulary(words: specials + ["good"]),
      sequenceLength: 1, padding: .post, truncating: .pre))
  return Explainer(model: model, output: output).explain("good")
}

/// Creates a method from its name and options in command-line syntax.
func spelled(_ spelling: String) throws -> any AttributionMethod {
  try ConfiguredMethod.list(parsing: spelling, defaults: [])[0].method
}
