public import Classifier
import LinearAlgebra
public import SourceText

/// A model of the same shape, trained on the same reviews with their labels in a random order.
///
/// It can learn nothing but the reviews by heart, so there is nothing in its words that an explanation could find.
public struct PermutedLabels: Sendable {
  /// The model.
  public let model: Model
  /// The part of the reviews whose wrong label it has learnt by heart.
  public let accuracy: Double

  /// How it is trained: for so many epochs, the last of which counts, as there is nothing that a part held back could
  /// confirm.
  ///
  /// - Parameters:
  ///   - model: The model whose sizes it has.
  ///   - epochs: How often it goes through the reviews.
  /// - Returns: The options; nil where the trainer knows no such stack of layers.
  public static func options(for model: Model, epochs: Int) -> TrainingOptions? {
    guard let network = PooledNetwork(model.sequential), model.sequential.outputs == 1,
      network.layers.count <= 2, !model.sequential.embedding.masksZero,
      network.layers.dropLast().allSatisfy({ $0.activation == .relu })
    else { return nil }
    var options = TrainingOptions()
    options.standardization = model.text.standardization
    options.vocabularySize = model.text.vocabulary.count
    options.sequenceLength = model.text.sequenceLength
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
  ///   - original: The model whose sizes and words it has.
  ///   - reviews: The reviews, of the model's two classes.
  ///   - options: How, as ``options(for:epochs:)`` has it.
  ///   - seed: Where the order of the labels and the weights come from.
  ///   - jobs: The number of workers, which does not change the result.
  /// - Throws: What the trainer says of the options.
  public init(
    like original: Model, on reviews: LabelledReviews, options: TrainingOptions, seed: UInt64,
    jobs: Int
  ) throws(Diagnostics) {
    var options = options
    options.seed = seed
    options.jobs = jobs
    var accuracy = 0.0
    model = try Trainer.train(
      on: Self.permuted(reviews.binary(original.classes), seed: seed), text: original.text,
      options: options
    ) { progress in
      if case .epoch(let report) = progress { accuracy = report.accuracy }
    }
    self.accuracy = accuracy
  }

  /// The reviews with their labels in a random order.
  public static func permuted(_ reviews: LabelledReviews, seed: UInt64) -> LabelledReviews {
    var labels = reviews.reviews.map(\.label)
    var random = SplitMix64(seed: seed, for: "permuted labels")
    random.shuffle(&labels)
    return LabelledReviews(
      zip(reviews.reviews, labels).map { LabelledReview(text: $0.text, label: $1) })
  }
}

extension LabelledReviews {
  /// The same reviews with the names that the trainer has for two classes.
  fileprivate func binary(_ classes: [Label]) -> LabelledReviews {
    LabelledReviews(
      reviews.map {
        LabelledReview(text: $0.text, label: $0.label == classes[1] ? .positive : .negative)
      })
  }
}
