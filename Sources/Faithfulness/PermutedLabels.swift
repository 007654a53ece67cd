import Attribution
public import Classifier
import LinearAlgebra
public import SourceText

/// A model of the same architecture, trained on the same reviews with their labels in a random order.
///
/// It can only memorise the reviews, so its words hold nothing that an explanation could find.
public struct PermutedLabels: Sendable {
  /// The model.
  public let model: Model
  /// The share of the reviews whose permuted label it has memorised.
  public let accuracy: Double

  /// Returns the training options: a fixed number of epochs, of which the last is used, since a validation set could not
  /// confirm anything.
  ///
  /// - Parameters:
  ///   - model: The model whose sizes are used.
  ///   - epochs: The number of epochs.
  /// - Returns: The options; nil if the trainer does not support the stack of layers.
  public static func options(for model: Model, epochs: Int) -> TrainingOptions? {
    guard let network = PooledNetwork(model.sequential), model.sequential.outputs == 1,
      network.layers.count <= 2, !model.sequential.embedding.masksZero,
      network.layers.dropLast().allSatisfy({ $0.activation == .relu }),
      let length = model.text.sequenceLength
    else { return nil }
    var options = TrainingOptions()
    options.standardization = model.text.standardization
    options.vocabularySize = model.text.vocabulary.count
    options.sequenceLength = length
    options.embeddingDimensions = model.sequential.embedding.table.columns
    options.hiddenUnits = network.layers.count == 2 ? network.layers[0].units : 0
    options.epochs = epochs
    options.validationFraction = 0
    options.name = model.name
    return options
  }

  /// Trains the model.
  ///
  /// - Parameters:
  ///   - original: The model whose sizes and words are used.
  ///   - reviews: The reviews, of the model's two classes.
  ///   - options: The options of ``options(for:epochs:)``.
  ///   - seed: The seed of the label order and the weights.
  ///   - jobs: The number of workers, which does not affect the result.
  ///   - progress: Receives the number of finished epochs, and of all epochs.
  /// - Throws: The trainer's diagnostics for the options.
  public init(
    like original: Model, on reviews: LabelledReviews, options: TrainingOptions, seed: UInt64,
    jobs: Int, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(Diagnostics) {
    var options = options
    options.seed = seed
    options.jobs = jobs
    var accuracy = 0.0
    model = try Trainer.train(
      on: Self.permuted(reviews.binary(original.classes), seed: seed), text: original.text,
      options: options
    ) { event in
      guard case .epoch(let report) = event else { return }
      accuracy = report.accuracy
      progress(report.epoch, report.of)
    }
    self.accuracy = accuracy
  }

  /// Returns the reviews with their labels in a random order.
  public static func permuted(_ reviews: LabelledReviews, seed: UInt64) -> LabelledReviews {
    var labels = reviews.reviews.map(\.label)
    var random = SplitMix64(seed: seed, for: "permuted labels")
    random.shuffle(&labels)
    return LabelledReviews(
      zip(reviews.reviews, labels).map { LabelledReview(text: $0.text, label: $1) })
  }
}

extension LabelledReviews {
  /// Returns the same reviews with the trainer's names of two classes.
  fileprivate func binary(_ classes: [Label]) -> LabelledReviews {
    LabelledReviews(
      reviews.map {
        LabelledReview(text: $0.text, label: $0.label == classes[1] ? .positive : .negative)
      })
  }
}
