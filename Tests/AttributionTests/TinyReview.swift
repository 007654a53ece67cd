import Attribution
import Classifier
import LinearAlgebra

/// A review of one position in front of an average and some layers, to be worked out by hand.
///
/// - Parameters:
///   - embeddings: The rows of padding and of the word.
///   - layers: The layers behind the average.
///   - output: The output that is explained.
/// - Returns: The review, which is the word.
/// - Throws: A diagnostic when the layers don't fit together.
func tinyReview(embeddings: [[Double]], layers: [any Layer], output: Output) throws
  -> ExplainedReview
{
  // Every token but padding is the word.
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

/// Makes a method from its name and options as the command line has them.
func spelled(_ spelling: String) throws -> any AttributionMethod {
  try ConfiguredMethod.list(parsing: spelling, defaults: [])[0].method
}
