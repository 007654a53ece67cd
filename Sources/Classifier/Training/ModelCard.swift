import LinearAlgebra

/// The card of a trained model: `card.md`.
public enum ModelCard {
  /// Writes the card of a trained model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - options: The training options.
  ///   - isIMDB: Whether the data are the Large Movie Review Dataset, which the card then cites.
  ///   - training: The number of training reviews, including those held out for validation.
  ///   - evaluation: The performance on other reviews, if measured.
  /// - Returns: Markdown that is identical for identical models: it contains neither a date nor the
  ///   name of a machine.
  public static func text(
    for model: Model, options: TrainingOptions, isIMDB: Bool, training: Int,
    evaluation: Evaluation?
  ) -> String {
    let held = Int(Double(training) * options.validationFraction)
    return """
      # \(model.name)

      A classifier of movie reviews: `\(architecture(of: model))`.

      ## Data

      Trained on \(training) reviews, \(held) of which were held out to choose the best epoch.
      \(isIMDB ? citation : "The data are custom labelled reviews.")

      ## Result

      \(result(evaluation))

      ## Training

      | option | value |
      |---|---|
      \(rows(options).map { "| \($0) | \($1) |" }.joined(separator: "\n"))

      Adam and the initial weights follow Keras's defaults; the loss is the \(loss(model)). The epoch
      with the smallest loss on the held-out reviews was kept. \(padding(options.architecture))\(half(model))

      The version of the program that trained the model makes it again byte for byte, with any number of jobs:

          \(command(options, isIMDB, model.precision))

      ## Tensors

      | tensor | shape | SHA-256 of its \(8 * model.precision.size)-bit numbers |
      |---|---|---|
      \(tensors(of: model))

      SHA-256 of the configuration, the vocabulary and the weights: `\(model.sha256)`

      """
  }

  private static let citation = """
    The data are the Large Movie Review Dataset, <https://ai.stanford.edu/~amaas/data/sentiment/>:

    > Andrew L. Maas, Raymond E. Daly, Peter T. Pham, Dan Huang, Andrew Y. Ng and Christopher Potts:
    > *Learning Word Vectors for Sentiment Analysis.* Proceedings of the 49th Annual Meeting of the
    > Association for Computational Linguistics: Human Language Technologies, 2011, pages 142–150.

    The reviews were written by IMDB users in English, at most thirty per film, each clearly positive or negative.
    """

  private static func architecture(of model: Model) -> String {
    let table = model.sequential.embedding.table
    let layers = model.sequential.layers.map { layer in
      switch layer {
      case let dense as Dense: "Dense(\(dense.units), \(dense.activation.rawValue))"
      case let conv as Conv1D:
        "Conv1D(\(conv.filters), \(conv.kernelSize), \(conv.activation.rawValue))"
      case let lstm as LSTM: "LSTM(\(lstm.cell.units))"
      default: type(of: layer).className
      }
    }
    return (["Embedding(\(table.rows), \(table.columns))"] + layers).joined(separator: " → ")
  }

  private static func loss(_ model: Model) -> String {
    model.sequential.outputs == 1 ? "binary cross-entropy" : "cross-entropy of the softmax"
  }

  private static func padding(_ architecture: Architecture) -> String {
    switch architecture {
    case .average, .averageLinear:
      "Padding is not masked: it is included in the\naverage."
    case .max, .convolution:
      "Padding is not masked: the\nmaximum can be one of its positions."
    case .averageMasked, .attention: "Padding is masked: it is excluded\nfrom the mean."
    case .lstm: "Padding is masked: it is skipped."
    }
  }

  private static func half(_ model: Model) -> String {
    guard model.precision == .half else { return "" }
    return """


      After training, the weights were rounded to 16 bits; the result above was measured with the rounded weights.
      """
  }

  private static func result(_ evaluation: Evaluation?) -> String {
    guard let evaluation else { return "Not measured." }
    let confusion = evaluation.confusion
    return """
      On \(evaluation.count) reviews that were not used for training:

      | measure | value |
      |---|---|
      | accuracy | \(rounded(evaluation.accuracy, to: 10_000)) |
      | area under the ROC curve | \(rounded(evaluation.auc, to: 10_000)) |
      | loss (nats) | \(rounded(evaluation.loss, to: 10_000)) |
      \(rows(confusion))
      """
  }

  /// Returns the number of reviews by true and predicted class, correct predictions first.
  private static func rows(_ confusion: Confusion) -> String {
    confusion.classes.reversed().flatMap { label in
      ([label] + confusion.classes.filter { $0 != label }).map { verdict in
        "| \(label), predicted as \(verdict) | \(confusion[label, verdict]) |"
      }
    }.joined(separator: "\n")
  }

  private static func rounded(_ value: Double, to steps: Double) -> String {
    value.isFinite ? "\((value * steps).rounded() / steps)" : "–"
  }

  private static func rows(_ options: TrainingOptions) -> [(String, String)] {
    let architecture = options.architecture
    return (architecture == .average ? [] : [("architecture", architecture.rawValue)]) + [
      ("seed", "\(options.seed)"),
      ("epochs", "\(options.epochs)"),
      ("batch size", "\(options.batchSize)"),
      ("learning rate", "\(options.learningRate)"),
      ("validation fraction", "\(options.validationFraction)"),
      ("word dropout", "\(options.wordDropout)"),
      ("dropout", "\(options.dropout)"),
      ("standardization", options.standardization.rawValue),
      ("vocabulary size", "\(options.vocabularySize)"),
      ("sequence length", "\(options.sequenceLength)"),
      ("embedding dimensions", "\(options.embeddingDimensions)"),
      ("hidden units", "\(options.hiddenUnits)"),
    ]
  }

  /// Returns the command that trains the model, without options that have their default values.
  private static func command(
    _ options: TrainingOptions, _ isIMDB: Bool, _ precision: Precision
  ) -> String {
    let defaults = rows(options.architecture.options)
    let named = zip(rows(options), defaults).filter {
      $0.0.1 != $0.1.1 || $0.0.0 == "seed" || $0.0.0 == "architecture"
    }
    return
      (["report train --data \(isIMDB ? "aclImdb" : "DATA") --output DIR"]
      + named.map { row, _ in
        "--" + row.0.split(separator: " ").joined(separator: "-") + " \(row.1)"
      } + (precision == .half ? ["--half"] : []))
      .joined(separator: " ")
  }

  private static func tensors(of model: Model) -> String {
    model.sequential.tensors.map { tensor in
      let shape = tensor.shape.map(String.init).joined(separator: " × ")
      return "| `\(tensor.name)` | \(shape) | `\(tensor.sha256(model.precision))` |"
    }.joined(separator: "\n")
  }
}
