public import ArgumentParser
public import Classifier
import Models
import SourceText

extension TextPipeline.Side: ExpressibleByArgument {}
extension Standardization.Split: ExpressibleByArgument {}

/// Options of every command that can read the file of another tool.
struct ImportArguments: ParsableArguments {
  @Option(
    help:
      "A JSON file with the rank of each word: to_json() or word_index of a Keras Tokenizer, or Keras' imdb_word_index.json."
  )
  var wordIndex: String?

  @Option(
    help:
      "What is added to a word's rank, or to the number of its line, to get its index: 0 for a Keras Tokenizer, 3 for imdb.load_data(). If not given, the file and the number of rows tell."
  )
  var indexOffset: Int?

  @Option(help: "A file with a token a line, for a model whose file does not hold its words.")
  var vocabulary: String?

  @Option(help: "The number of positions of a model that does not say it.")
  var sequenceLength: Int?

  @Option(help: "Where a short review is filled up, if the model does not say it: pre or post.")
  var padding: TextPipeline.Side?

  @Option(help: "Where a long review is cut, if the model does not say it: pre or post.")
  var truncating: TextPipeline.Side?

  @Option(
    help:
      "How words are made of text, if the model does not say it: tokenizer, lower_and_strip_punctuation, lower, strip_punctuation or none."
  )
  var standardize: Standardization?

  @Option(
    help: "What text is cut into, if the model does not say it: whitespace (words) or character.")
  var split: Standardization.Split?

  @Option(
    help:
      "The names of the classes in the order of the outputs, as in 'negative,positive', if the model does not say them."
  )
  var classes: String?

  func validate() throws {
    if let sequenceLength, !(1...100_000 ~= sequenceLength) {
      throw ValidationError("--sequence-length takes a whole number from 1 to 100000")
    }
    if let indexOffset, indexOffset != 0, indexOffset != 3 {
      throw ValidationError("--index-offset takes 0 or 3")
    }
  }

  /// What they say.
  var options: ImportOptions {
    ImportOptions(
      wordIndex: wordIndex, indexOffset: indexOffset, vocabulary: vocabulary,
      sequenceLength: sequenceLength, padding: padding, truncating: truncating,
      standardization: standardize, split: split,
      classes: classes.map { $0.split(separator: ",").map { Label(String($0)) } })
  }
}

extension Model {
  /// What the model's file leaves open, as notes.
  ///
  /// - Parameter path: The model's file.
  /// - Returns: A note for each decision; none for an embedded model, which has no file.
  func notes(at path: String?) -> [Diagnostic] {
    path.map { path in decisions.map { $0.note(at: path) } } ?? []
  }
}
