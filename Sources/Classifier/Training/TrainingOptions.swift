import SourceText

/// How a model is trained.
///
/// The defaults are those of the default model.
public struct TrainingOptions: Hashable, Sendable {
  /// What stands between the embedding and the logit; ``Architecture/options`` are what suits it.
  public var architecture = Architecture.average
  /// How texts are cut into words.
  public var standardization = Standardization.tokenizer
  /// V, the number of rows of the embedding, special tokens included.
  public var vocabularySize = 10_000
  /// T, the number of positions that the model reads.
  public var sequenceLength = 256
  /// D, the number of columns of the embedding.
  public var embeddingDimensions = 16
  /// H, the number of units of the hidden layer, or of filters of a convolution, or of units of an LSTM.
  ///
  /// Without any a pooled embedding has no hidden layer: behind an average the logit is a sum over the words.
  public var hiddenUnits = 16
  /// How often all reviews are gone through.
  public var epochs = 40
  /// The number of reviews in a step.
  public var batchSize = 512
  /// The step size of Adam.
  public var learningRate = 1e-3
  /// The part of the reviews by which the best epoch is chosen; without any it is the last one.
  public var validationFraction = 0.1
  /// The probability with which a word of a review is not seen in a step.
  public var wordDropout = 0.3
  /// The rate of a dropout layer behind the average or what stands there; there is none at 0.
  public var dropout = 0.0
  /// What the initial weights, the order of the reviews and all else that is left to chance come from.
  public var seed: UInt64 = 1
  /// The number of things done at the same time.
  ///
  /// The result does not depend on it.
  public var jobs = 1
  /// The model's name.
  public var name = "imdb"

  /// Creates the defaults.
  public init() {}

  private var needsUnits: Bool { architecture == .convolution || architecture == .lstm }

  /// What is wrong with the values.
  var problems: [Diagnostic] {
    func check<Value: Comparable>(_ name: String, _ value: Value, _ range: ClosedRange<Value>)
      -> Diagnostic?
    {
      range.contains(value)
        ? nil
        : Diagnostic(
          "the \(name) can't be \(value); it is from \(range.lowerBound) to \(range.upperBound)")
    }
    return [
      check("vocabulary size", vocabularySize, 5...10_000_000),
      check("sequence length", sequenceLength, 1...100_000),
      check("number of embedding dimensions", embeddingDimensions, 1...4096),
      check("number of hidden units", hiddenUnits, needsUnits ? 1...4096 : 0...4096),
      check("number of epochs", epochs, 1...100_000),
      check("batch size", batchSize, 1...1_000_000),
      check("learning rate", learningRate, 1e-9...1000),
      check("validation fraction", validationFraction, 0...0.9),
      check("word dropout", wordDropout, 0...0.9),
      check("dropout", dropout, 0...0.9),
      check("number of jobs", jobs, 1...4096),
    ].compactMap(\.self)
  }
}

/// What a training run tells while it is under way.
public enum TrainingProgress: Hashable, Sendable {
  /// The reviews are encoded and training begins.
  case started(reviews: Int, validation: Int, vocabulary: Int)
  /// A step is done.
  case step(epoch: Int, of: Int, reviews: Int, ofReviews: Int)
  /// An epoch is done.
  case epoch(EpochReport)
}

/// How an epoch went.
public struct EpochReport: Hashable, Sendable {
  /// Which epoch it was, from 1.
  public let epoch: Int
  /// The number of epochs.
  public let of: Int
  /// The mean cross-entropy of the reviews as they were learnt from, in nats.
  public let loss: Double
  /// The part of them that was classified correctly.
  public let accuracy: Double
  /// The mean cross-entropy of the reviews that were held back; nil where none were.
  public let validationLoss: Double?
  /// The part of them that is classified correctly.
  public let validationAccuracy: Double?
  /// The speed of learning; the only number here that is not the same in each run.
  public let reviewsPerSecond: Double
  /// Whether no epoch before was better.
  public let isBest: Bool
}
