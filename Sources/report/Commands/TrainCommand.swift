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
      Trains the tutorial's network (embedding, average, dense, dense), or one with another kind of pooling, with Adam on \
      aclImdb's train split, a folder with pos/ and neg/ or one folder per class, or a labelled CSV, TSV or JSON Lines \
      file, with any number of classes. Keeps the epoch with the lowest validation loss. The same data, options and seed \
      produce the same bytes for any number of jobs. Defaults depend on the architecture; the model card lists the values \
      used.
      """)

  @Option(
    help:
      "Labelled reviews: aclImdb, a folder with pos/ and neg/ or one folder per class, or a labelled table."
  )
  var data: String

  @Option(help: "The model folder to write.")
  var output: String

  @Option(help: "The layers between the embedding and the logit.")
  var architecture: Architecture = .average

  @Option(help: "The largest number of epochs.")
  var epochs: Int?

  @Option(help: "The number of reviews per step.")
  var batchSize: Int?

  @Option(help: "Adam's learning rate.")
  var learningRate: Double?

  @Option(help: "The fraction of reviews held out for choosing the best epoch.")
  var validationFraction: Double?

  @Option(help: "The fraction of words masked at random during training.")
  var wordDropout: Double?

  @Option(help: "The fraction of pooled activations dropped at random during training.")
  var dropout: Double?

  @Option(help: "The text standardization.")
  var standardization: Standardization = TrainingOptions().standardization

  @Option(help: "The size of the vocabulary, including special tokens.")
  var vocabularySize: Int?

  @Option(help: "The number of positions in the model's input.")
  var sequenceLength: Int?

  @Option(help: "The number of embedding dimensions.")
  var embeddingDimensions: Int?

  @Option(
    help: "The number of hidden units (0 for no hidden layer), convolution filters or LSTM units.")
  var hiddenUnits: Int?

  @Option(help: "The random seed for weights, shuffling and dropout.")
  var seed: UInt64 = TrainingOptions().seed

  @Flag(help: "Round the weights to 16 bits, halving the size of the folder.")
  var half = false

  @OptionGroup(title: "Review file options") var reading: ReviewArguments

  @OptionGroup var parallel: JobOptions

  @OptionGroup var writing: WritingOptions

  func run() async throws {
    try await writing.reporting("train") {
      try Model.checkOutput(folder: output)
      let read = try reading.options()
      let (reviews, classes) = try LabelledReviews.training(at: data, options: read)
      Console.report(reviews.warnings, writing.printer)
      let words = options.standardization
      let wordless = reviews.reviews.count { !words.findsWord(in: $0.text) }
      if wordless > 0 {
        Console.report([.wordless(wordless, of: reviews.reviews.count, in: data)], writing.printer)
      }
      let display = TrainingDisplay(isQuiet: writing.quiet)
      let trained = try Trainer.train(on: reviews, classes: classes, options: options) {
        display.show($0)
      }
      Console.progress("testing")
      let model = half ? try trained.rounded(to: .half) : trained
      let test = try LabelledReviews.test(of: data, classes: classes, options: read)
      let card = ModelCard.text(
        for: model, options: options, isIMDB: test != nil, training: reviews.reviews.count,
        evaluation: test.map { Evaluation(of: model, on: $0, jobs: parallel.jobs) })
      try model.with(card: card).write(to: output)
      if !writing.quiet { try Console.print("\(output): SHA-256 \(model.sha256)") }
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
