import LinearAlgebra
import Processes
public import SourceText

/// Trains a model: by default the tutorial's, *embedding → average → dense (ReLU) → dense (sigmoid)*.
///
/// The same data, options and seed yield the same bytes on every machine and with any number of jobs.
public enum Trainer {
  /// Trains a model.
  ///
  /// - Parameters:
  ///   - data: The reviews, a part of which is held out to choose the best epoch.
  ///   - text: The text processing with its vocabulary; nil to derive it from the options and the data.
  ///   - classes: The classes of the reviews: the model has one logit for two classes, otherwise
  ///     one per class.
  ///   - options: The training options.
  ///   - progress: Called with progress updates.
  /// - Returns: The model, its weights rounded to 32 bits, without a card.
  /// - Throws: A diagnostic for each option that is out of range.
  public static func train(
    on data: LabelledReviews, text: TextPipeline? = nil, classes: [Label] = Label.binary,
    options: TrainingOptions, progress: (TrainingProgress) -> Void = { _ in }
  ) throws(Diagnostics) -> Model {
    try Diagnostics(options.problems).throwIfErrors()
    let text = text ?? pipeline(for: data, options)
    let encoded = Parallel.map(data.reviews.count, jobs: options.jobs) { index in
      (
        indices: text.encode(data.reviews[index].text).indices, label: data.reviews[index].label
      )
    }
    var order = Array(encoded.indices)
    var random = SplitMix64(seed: options.seed, for: "validation")
    random.shuffle(&order)
    let held = Int(Double(order.count) * options.validationFraction)
    let learning = order[held...].map { encoded[$0] }
    let validation = order[..<held].map { encoded[$0] }
    progress(
      .started(
        reviews: learning.count, validation: validation.count, vocabulary: text.vocabulary.count))
    let best = fit(learning, validation, text, classes, options, progress)
    return try Model(
      sequential: try best.sequential(options), text: text,
      classes: classes == Label.binary ? nil : classes)
  }

  private static func pipeline(
    for data: LabelledReviews, _ options: TrainingOptions
  ) -> TextPipeline {
    let texts = Parallel.map(data.reviews.count, jobs: options.jobs) { index in
      options.standardization.words(in: data.reviews[index].text).map(\.text)
    }
    return TextPipeline(
      standardization: options.standardization,
      vocabulary: Vocabulary(ofMostFrequent: texts, limit: options.vocabularySize),
      sequenceLength: options.sequenceLength)
  }

  /// The weights at a point of the training.
  private struct Snapshot {
    let table: Matrix
    let layers: [any Layer]

    func sequential(_ options: TrainingOptions) throws(Diagnostics) -> Sequential {
      var rounded = layers.map { layer in
        layer.replacingParameters(with: layer.parameters.map(\.values.roundedToFloat))
      }
      if var last = rounded.popLast() as? Dense {
        last.activation = last.units == 1 ? .sigmoid : .softmax
        rounded.append(last)
      }
      return try Sequential(
        name: options.name,
        embedding: Embedding(
          table: table.roundedToFloat, masksZero: options.architecture.masksPadding),
        layers: rounded)
    }
  }

  private typealias Reviews = [(indices: [Int], label: Label)]

  private static func fit(
    _ learning: Reviews, _ validation: Reviews, _ text: TextPipeline, _ classes: [Label],
    _ options: TrainingOptions, _ progress: (TrainingProgress) -> Void
  ) -> Snapshot {
    let outputs = classes.count == 2 ? 1 : classes.count
    var random = SplitMix64(seed: options.seed, for: "training")
    let (rows, architecture) = (text.vocabulary.count, options.architecture)
    guard architecture.isAverage else {
      let table = Initialization.table(
        rows: rows, columns: options.embeddingDimensions, random: &random)
      let network = SequenceTrainer(
        table: table, layers: architecture.layers(options, outputs: outputs, random: &random),
        masksZero: architecture.masksPadding, unknown: text.vocabulary.unknown,
        learningRate: options.learningRate)
      return fit(
        network, EncodedReviews(learning, classes: classes),
        EncodedReviews(validation, classes: classes), options, &random, progress)
    }
    let (table, layers) = Initialization.weights(
      rows: rows, outputs: outputs, options, random: &random)
    func pooled(_ reviews: Reviews) -> PooledReviews {
      // Masked positions do not affect the mean, so they are omitted.
      PooledReviews(
        architecture.masksPadding
          ? reviews.map { ($0.indices.filter { $0 != 0 }, $0.label) } : reviews, classes: classes)
    }
    return fit(
      PooledTrainer(table: table, layers: layers, learningRate: options.learningRate),
      pooled(learning),
      pooled(validation), options, &random, progress)
  }

  private static func fit<Engine: Trainable>(
    _ network: Engine, _ learning: Engine.Reviews, _ validation: Engine.Reviews,
    _ options: TrainingOptions, _ random: inout SplitMix64, _ progress: (TrainingProgress) -> Void
  ) -> Snapshot {
    var network = network
    var best = (
      loss: Double.infinity,
      weights: Snapshot(table: network.table, layers: network.modelLayers)
    )
    for epoch in 1...options.epochs {
      let start = ContinuousClock.now
      let learnt = learn(learning, epoch: epoch, options, &network, random: &random, progress)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let judged =
        validation.count == 0
        ? nil
        : Judgement(logits: network.logits(of: validation, jobs: options.jobs), validation.labels)
      // Without validation, the last epoch is kept.
      let isBest = (judged?.loss ?? -Double(epoch)) < best.loss
      if isBest {
        best = (
          judged?.loss ?? -Double(epoch),
          Snapshot(table: network.table, layers: network.modelLayers)
        )
      }
      progress(
        .epoch(
          EpochReport(
            epoch: epoch, of: options.epochs, loss: learnt.loss, accuracy: learnt.accuracy,
            validationLoss: judged?.loss, validationAccuracy: judged?.accuracy,
            reviewsPerSecond: Double(learning.count) / seconds, isBest: isBest)))
    }
    return best.weights
  }

  private static func learn<Engine: Trainable>(
    _ reviews: Engine.Reviews, epoch: Int, _ options: TrainingOptions, _ network: inout Engine,
    random: inout SplitMix64, _ progress: (TrainingProgress) -> Void
  ) -> (loss: Double, accuracy: Double) {
    var order = Array(0..<reviews.count)
    random.shuffle(&order)
    let dropout = WordDropout(rate: options.wordDropout, seed: random.next())
    var loss = 0.0
    var correct = 0
    for batch in Parallel.pieces(of: order.count, size: options.batchSize) {
      let result = network.learn(
        from: order[batch], of: reviews, dropout: dropout, seed: random.next(), jobs: options.jobs)
      loss += result.loss
      correct += result.correct
      progress(
        .step(
          epoch: epoch, of: options.epochs, reviews: batch.upperBound, ofReviews: order.count))
    }
    return (loss / Double(order.count), Double(correct) / Double(order.count))
  }
}
