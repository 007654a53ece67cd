public import ArgumentParser
import Classifier
import Foundation
import HTML
import Reporting
import SourceText

extension Standardization: ExpressibleByArgument {}
extension Architecture: ExpressibleByArgument {}

/// `report train`: train a classifier and write a model folder.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a classifier on labelled reviews.",
    discussion: """
      Trains the tutorial's network (embedding, average, dense, dense), or one that pools in another way, with Adam on \
      aclImdb's train split, a folder with pos/ and neg/ or one a class, or a labelled CSV, TSV or JSON Lines file, with \
      any number of classes. The epoch with the \
      lowest validation loss is kept. The same data, options and seed give the same bytes, with any number of jobs. \
      Options that are not given are those that suit the architecture; the model's card lists them.
      """)

  @Option(help: "The reviews: aclImdb, a folder with pos/ and neg/, or a labelled table.")
  var data: String

  @Option(help: "The model folder to write.")
  var output: String

  @Option(help: "What is between embedding and logit.")
  var architecture: Architecture = .average

  @Option(help: "How often each review is learnt from at most.")
  var epochs: Int?

  @Option(help: "Reviews a step.")
  var batchSize: Int?

  @Option(help: "Adam's learning rate.")
  var learningRate: Double?

  @Option(help: "The part of the reviews that is held back to choose the best epoch.")
  var validationFraction: Double?

  @Option(help: "The part of the words that is hidden at random while learning.")
  var wordDropout: Double?

  @Option(help: "The part of the pooled numbers that is hidden at random while learning.")
  var dropout: Double?

  @Option(help: "How words are made of text: tokenizer or lower_and_strip_punctuation.")
  var standardization: Standardization = TrainingOptions().standardization

  @Option(help: "Words in the vocabulary, special tokens included.")
  var vocabularySize: Int?

  @Option(help: "Positions of the model's input.")
  var sequenceLength: Int?

  @Option(help: "Embedding dimensions.")
  var embeddingDimensions: Int?

  @Option(
    help: "Units of the hidden layer, 0 for none; filters of a convolution; units of an LSTM.")
  var hiddenUnits: Int?

  @Option(help: "The seed of weights, shuffling and dropout.")
  var seed: UInt64 = TrainingOptions().seed

  @Flag(help: "Round the weights to 16 bits, which makes the folder half as large.")
  var half = false

  @OptionGroup(title: "What files of reviews leave open") var reading: ReviewArguments

  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print nothing but problems.")
  var quiet = false

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      try Model.checkOutput(folder: output)
      let read = try reading.options()
      let (reviews, classes) = try LabelledReviews.training(at: data, options: read)
      Console.report(reviews.warnings, problems.printer)
      let words = options.standardization
      let wordless = reviews.reviews.count { !words.findsWord(in: $0.text) }
      if wordless > 0 {
        Console.report([.wordless(wordless, of: reviews.reviews.count, in: data)], problems.printer)
      }
      let display = TrainingDisplay(isQuiet: quiet)
      let trained = try Trainer.train(on: reviews, classes: classes, options: options) {
        display.show($0)
      }
      Console.endProgress()
      let model = half ? try trained.rounded(to: .half) : trained
      let test = try LabelledReviews.test(of: data, classes: classes, options: read)
      let card = ModelCard.text(
        for: model, options: options, isIMDB: test != nil, training: reviews.reviews.count,
        evaluation: test.map { Evaluation(of: model, on: $0, jobs: parallel.jobs) })
      try model.with(card: card).write(to: output)
      if !quiet { try Console.print("\(output): SHA-256 \(model.sha256)") }
    }
  }

  private var options: TrainingOptions {
    var options = architecture.options
    options.epochs = epochs ?? options.epochs
    options.batchSize = batchSize ?? options.batchSize
    options.learningRate = learningRate ?? options.learningRate
    options.validationFraction = validationFraction ?? options.validationFraction
    options.wordDropout = wordDropout ?? options.wordDropout
    options.dropout = dropout ?? options.dropout
    options.standardization = standardization
    options.vocabularySize = vocabularySize ?? options.vocabularySize
    options.sequenceLength = sequenceLength ?? options.sequenceLength
    options.embeddingDimensions = embeddingDimensions ?? options.embeddingDimensions
    options.hiddenUnits = hiddenUnits ?? options.hiddenUnits
    options.seed = seed
    options.jobs = parallel.jobs
    return options
  }
}
