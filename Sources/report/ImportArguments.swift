public import ArgumentParser
public import Classifier
import Models
import SourceText

extension TextPipeline.Side: ExpressibleByArgument {}
extension Standardization.Split: ExpressibleByArgument {}

/// Options of every command that can read another tool's model file.
struct ImportArguments: ParsableArguments {
  @Option(
    help:
      "A JSON file of word ranks: a Keras Tokenizer's to_json() or word_index, or Keras' imdb_word_index.json."
  )
  var wordIndex: String?

  @Option(
    help:
      "The offset from a word's rank or line number to its index: 0 for a Keras Tokenizer, 3 for imdb.load_data(). Default: inferred from the file and the number of rows."
  )
  var indexOffset: Int?

  @Option(
    help: "A file with one token per line, for a model file that does not contain its vocabulary.")
  var vocabulary: String?

  @Option(help: "The number of input positions, if the model does not specify it.")
  var sequenceLength: Int?

  @Option(help: "The side on which short reviews are padded, if the model does not specify it.")
  var padding: TextPipeline.Side?

  @Option(help: "The side on which long reviews are truncated, if the model does not specify it.")
  var truncating: TextPipeline.Side?

  @Option(help: "The text standardization, if the model does not specify it.")
  var standardize: Standardization?

  @Option(help: "The way text is split into tokens, if the model does not specify it.")
  var split: Standardization.Split?

  @Option(
    help:
      "The class names in output order, for example 'negative,positive', if the model does not specify them."
  )
  var classes: String?

  func validate() throws {
    if let sequenceLength, !(1...100_000 ~= sequenceLength) {
      throw ValidationError("--sequence-length must be from 1 to 100000")
    }
    if let indexOffset, indexOffset != 0, indexOffset != 3 {
      throw ValidationError("--index-offset must be 0 or 3")
    }
  }

  /// The import options.
  var options: ImportOptions {
    ImportOptions(
      wordIndex: wordIndex, indexOffset: indexOffset, vocabulary: vocabulary,
      sequenceLength: sequenceLength, padding: padding, truncating: truncating,
      standardization: standardize, split: split,
      classes: classes.map { $0.split(separator: ",").map { Label(String($0)) } })
  }
}

extension Model {
  /// Returns notes on the settings that the model file does not specify.
  ///
  /// - Parameter path: The model file.
  /// - Returns: One note per decision; none for an embedded model, which has no file.
  func notes(at path: String?) -> [Diagnostic] {
    path.map { path in decisions.map { $0.note(at: path) } } ?? []
  }
}
