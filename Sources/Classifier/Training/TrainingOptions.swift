import SourceText

/// The options for training a model.
///
/// The defaults are those of the default model.
public struct TrainingOptions: Hashable, Sendable {
  /// The layers between embedding and logit; ``Architecture/options`` has suitable values.
  public var architecture = Architecture.average
  /// The standardization of texts.
  public var standardization = Standardization.tokenizer
  /// V, the number of rows of the embedding, special tokens included.
  public var vocabularySize = 10_000
  /// T, the sequence length.
  public var sequenceLength = 256
  /// D, the number of columns of the embedding.
  public var embeddingDimensions = 16
  /// H, the number of units of the hidden layer, of filters of a convolution, or of units of an LSTM.
  ///
  /// If it is 0, there is no hidden layer after pooling: after an average, the logit is then a sum over the words.
  public var hiddenUnits = 16
  /// The number of epochs.
  public var epochs = 40
  /// The number of reviews per step.
  public var batchSize = 512
  /// The learning rate of Adam.
  public var learningRate = 1e-3
  /// The share of reviews used to choose the best epoch; if it is 0, the last epoch is kept.
  public var validationFraction = 0.1
  /// The probability of dropping a word of a review in a step.
  public var wordDropout = 0.3
  /// The rate of a dropout layer after the pooling layer; 0 for none.
  public var dropout = 0.0
  /// The seed of the initial weights, the order of the reviews and all other random choices.
  public var seed: UInt64 = 1
  /// The number of concurrent jobs.
  ///
  /// The result does not depend on it.
  public var jobs = 1
  /// The model's name.
  public var name = "imdb"

  /// Creates the default options.
  public init() {}

  private var needsUnits: Bool { architecture == .convolution || architecture == .lstm }

  /// Diagnostics for values out of range.
  var problems: [Diagnostic] {
    func check<Value: Comparable>(_ name: String, _ value: Value, _ range: ClosedRange<Value>)
      -> Diagnostic?
    {
      range.contains(value)
        ? nil
        : Diagnostic(
          "the \(name) must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
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

/// A progress update of a training run.
public enum TrainingProgress: Hashable, Sendable {
  /// The reviews are encoded and training starts.
  case started(reviews: Int, validation: Int, vocabulary: Int)
  /// A step is complete.
  case step(epoch: Int, of: Int, reviews: Int, ofReviews: Int)
  /// An epoch is complete.
  case epoch(EpochReport)
}

/// The results of an epoch.
public struct EpochReport: Hashable, Sendable {
  /// The index of the epoch, from 1.
  public let epoch: Int
  /// The number of epochs.
  public let of: Int
  /// The mean cross-entropy of the training reviews during the epoch, in nats.
  public let loss: Double
  /// Their accuracy during the epoch.
  public let accuracy: Double
  /// The mean cross-entropy of the held-out reviews; nil if there are none.
  public let validationLoss: Double?
  /// The accuracy on the held-out reviews.
  public let validationAccuracy: Double?
  /// The training speed; the only number here that varies between runs.
  public let reviewsPerSecond: Double
  /// Whether no earlier epoch was better.
  public let isBest: Bool
}
