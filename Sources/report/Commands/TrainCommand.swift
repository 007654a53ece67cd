public import ArgumentParser
import Classifier
import Foundation
import HTML
import SourceText

extension Standardization: ExpressibleByArgument {}

/// `report train`: train a classifier and write a model folder.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a classifier on labelled reviews.",
    discussion: """
      Trains the tutorial's network (embedding, average, dense, dense) with Adam on aclImdb's train split, a folder with \
      pos/ and neg/, or a labelled CSV, TSV or JSON Lines file. The epoch with the lowest validation loss is kept. The \
      same data, options and seed give the same bytes, with any number of jobs.
      """)

  @Option(help: "The reviews: aclImdb, a folder with pos/ and neg/, or a labelled table.")
  var data: String

  @Option(help: "The model folder to write.")
  var output: String

  @Option(help: "How often each review is learnt from at most.")
  var epochs: Int = TrainingOptions().epochs

  @Option(help: "Reviews a step.")
  var batchSize: Int = TrainingOptions().batchSize

  @Option(help: "Adam's learning rate.")
  var learningRate: Double = TrainingOptions().learningRate

  @Option(help: "The part of the reviews that is held back to choose the best epoch.")
  var validation: Double = TrainingOptions().validationFraction

  @Option(help: "The part of the words that is hidden at random while learning.")
  var wordDropout: Double = TrainingOptions().wordDropout

  @Option(help: "Words in the vocabulary, special tokens included.")
  var vocabulary: Int = TrainingOptions().vocabularySize

  @Option(help: "Positions of the model's input.")
  var positions: Int = TrainingOptions().sequenceLength

  @Option(help: "Embedding dimensions.")
  var dimensions: Int = TrainingOptions().embeddingDimensions

  @Option(help: "Units of the hidden layer.")
  var hidden: Int = TrainingOptions().hiddenUnits

  @Option(help: "How words are made of text: tokenizer or lower_and_strip_punctuation.")
  var standardize: Standardization = TrainingOptions().standardization

  @Option(help: "The seed of weights, shuffling and dropout.")
  var seed: UInt64 = TrainingOptions().seed

  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print nothing but problems.")
  var quiet = false

  func validate() throws {
    func check(_ isRight: Bool, _ rule: String) throws {
      if !isRight { throw ValidationError(rule) }
    }
    try check((1...100_000).contains(epochs), "--epochs takes a whole number from 1 to 100000")
    try check((1...1_000_000).contains(batchSize), "--batch-size takes a whole number from 1")
    try check(learningRate > 0 && learningRate <= 10, "--learning-rate takes a number above 0")
    try check((0..<1).contains(validation), "--validation takes a part from 0 to below 1")
    try check((0..<1).contains(wordDropout), "--word-dropout takes a part from 0 to below 1")
    try check((5...10_000_000).contains(vocabulary), "--vocabulary takes a whole number from 5")
    try check((1...1_000_000).contains(positions), "--positions takes a whole number from 1")
    try check((1...4096).contains(dimensions), "--dimensions takes a whole number from 1 to 4096")
    try check((1...4096).contains(hidden), "--hidden takes a whole number from 1 to 4096")
  }

  func run() async throws {
    try await Exit.reporting {
      try Model.checkOutput(folder: output)
      let reviews = try LabelledReviews(at: data, split: .train)
      let display = TrainingDisplay(isQuiet: quiet)
      let model = try Trainer.train(on: reviews, options: options) { display.show($0) }
      Console.endProgress()
      let test = try LabelledReviews.test(of: data)
      let card = ModelCard.text(
        for: model, options: options, training: reviews.reviews.count,
        evaluation: test.map { Evaluation(of: model, on: $0, jobs: parallel.jobs) })
      try Model(sequential: model.sequential, text: model.text, card: card).write(to: output)
      if !quiet { print("\(output): SHA-256 \(model.sha256)") }
    }
  }

  private var options: TrainingOptions {
    var options = TrainingOptions()
    options.standardization = standardize
    options.vocabularySize = vocabulary
    options.sequenceLength = positions
    options.embeddingDimensions = dimensions
    options.hiddenUnits = hidden
    options.epochs = epochs
    options.batchSize = batchSize
    options.learningRate = learningRate
    options.validationFraction = validation
    options.wordDropout = wordDropout
    options.seed = seed
    options.jobs = parallel.jobs
    return options
  }
}
