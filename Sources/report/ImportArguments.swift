public import ArgumentParser
public import Classifier

extension TextPipeline.Side: ExpressibleByArgument {}

/// Options of every command that can read the file of another tool.
struct ImportArguments: ParsableArguments {
  @Option(
    help:
      "A JSON file with the rank of each word; indices are ranks plus 3, as for Keras' IMDB data.")
  var wordIndex: String?

  @Option(help: "A file with a token a line, for a model whose file does not hold its words.")
  var vocabulary: String?

  @Option(help: "The number of positions of a model that does not say it.")
  var sequenceLength: Int?

  @Option(help: "Where a short review is filled up, if the model does not say it: pre or post.")
  var padding: TextPipeline.Side?

  @Option(
    help:
      "How words are made of text, if the model does not say it: tokenizer, lower_and_strip_punctuation, lower, strip_punctuation or none."
  )
  var standardize: Standardization?

  @Option(
    help:
      "The names of the classes in the order of the outputs, as in 'negative,positive', if the model does not say them."
  )
  var classes: String?

  func validate() throws {
    if let sequenceLength, !(1...100_000 ~= sequenceLength) {
      throw ValidationError("--sequence-length takes a whole number from 1 to 100000")
    }
  }

  /// What they say.
  var options: ImportOptions {
    ImportOptions(
      wordIndex: wordIndex, vocabulary: vocabulary, sequenceLength: sequenceLength,
      padding: padding, standardization: standardize,
      classes: classes.map { $0.split(separator: ",").map { Label(String($0)) } })
  }
}
