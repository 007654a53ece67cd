import LinearAlgebra

/// What is written about a trained model: `card.md`.
public enum ModelCard {
  /// Writes the card of a model that was trained on IMDB's reviews.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - options: How it was trained.
  ///   - training: The number of reviews that it was trained on, the ones that were held back among them.
  ///   - evaluation: How it does on other reviews, if that was measured.
  /// - Returns: Markdown, the same for the same model: no date and no machine is in it.
  public static func text(
    for model: Model, options: TrainingOptions, training: Int, evaluation: Evaluation?
  ) -> String {
    let held = Int(Double(training) * options.validationFraction)
    return """
      # \(model.name)

      A classifier of movie reviews: `\(architecture(of: model))`.

      ## Data

      Trained on \(training) reviews, of which \(held) were held back to choose the best epoch.
      The data are the Large Movie Review Dataset, <https://ai.stanford.edu/~amaas/data/sentiment/>:

      > Andrew L. Maas, Raymond E. Daly, Peter T. Pham, Dan Huang, Andrew Y. Ng and Christopher Potts:
      > *Learning Word Vectors for Sentiment Analysis.* Proceedings of the 49th Annual Meeting of the
      > Association for Computational Linguistics: Human Language Technologies, 2011, pages 142–150.

      The reviews are IMDB users' own, in English, at most thirty a film, clearly for or against it.

      ## Result

      \(result(evaluation))

      ## Training

      | option | value |
      |---|---|
      \(rows(options).map { "| \($0) | \($1) |" }.joined(separator: "\n"))

      Adam and the initial weights follow Keras' defaults; the loss is the binary cross-entropy. The epoch
      with the smallest loss on the held-back reviews was kept. Padding is not masked: it takes part in the
      average.

      To make it again, byte for byte, with any number of jobs:

          \(command(options))

      ## Tensors

      | tensor | shape | SHA-256 of its 32-bit numbers |
      |---|---|---|
      \(tensors(of: model))

      SHA-256 of the configuration, the vocabulary and the weights: `\(model.sha256)`

      """
  }

  private static func architecture(of model: Model) -> String {
    let table = model.sequential.embedding.table
    let layers = model.sequential.layers.map { layer in
      guard let dense = layer as? Dense else { return type(of: layer).className }
      return "Dense(\(dense.units), \(dense.activation.rawValue))"
    }
    return (["Embedding(\(table.rows), \(table.columns))"] + layers).joined(separator: " → ")
  }

  private static func result(_ evaluation: Evaluation?) -> String {
    guard let evaluation else { return "Not measured." }
    let confusion = evaluation.confusion
    return """
      On \(evaluation.count) reviews that it was not trained on:

      | measure | value |
      |---|---|
      | accuracy | \(rounded(evaluation.accuracy, to: 10_000)) |
      | area under the ROC curve | \(rounded(evaluation.auc, to: 10_000)) |
      | loss (nats) | \(rounded(evaluation.loss, to: 10_000)) |
      | positive, taken for positive | \(confusion.truePositives) |
      | positive, taken for negative | \(confusion.falseNegatives) |
      | negative, taken for negative | \(confusion.trueNegatives) |
      | negative, taken for positive | \(confusion.falsePositives) |
      """
  }

  private static func rounded(_ value: Double, to steps: Double) -> String {
    value.isFinite ? "\((value * steps).rounded() / steps)" : "–"
  }

  private static func rows(_ options: TrainingOptions) -> [(String, String)] {
    [
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

  /// The command that trains the model; only options that are not the default are named.
  private static func command(_ options: TrainingOptions) -> String {
    let defaults = rows(TrainingOptions())
    let named = zip(rows(options), defaults).filter { $0.0.1 != $0.1.1 || $0.0.0 == "seed" }
    return
      (["report train --data aclImdb"]
      + named.map { row, _ in
        "--" + row.0.split(separator: " ").joined(separator: "-") + " \(row.1)"
      })
      .joined(separator: " ")
  }

  private static func tensors(of model: Model) -> String {
    model.sequential.tensors.map { tensor in
      let shape = tensor.shape.map(String.init).joined(separator: " × ")
      return "| `\(tensor.name)` | \(shape) | `\(tensor.sha256)` |"
    }.joined(separator: "\n")
  }
}
