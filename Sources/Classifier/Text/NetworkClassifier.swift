public import LinearAlgebra

/// The network as a classifier.
///
/// Explanations use its layers through ``TextClassifier/network``; the members for lower levels of access have the same numbers,
/// so that a classifier may wrap a network and offer less. A row of its embeddings is a position of its input: the start token,
/// the end of the line and padding are special tokens.
extension Model: TextClassifier {
  /// The SHA-256 of its files.
  public var identity: String { sha256 }

  public var access: ModelAccess { .layers }

  public var network: Model? { self }

  public func tokens(of text: String) -> TextTokens {
    let review = encode(text)
    let read = Array(review.readTokens)
    let pieces = review.indices.indices.map { position in
      let word = position - review.firstPosition
      return read.indices.contains(word)
        ? TextTokens.Piece(range: read[word].range, word: word)
        : TextTokens.Piece(range: 0..<0, word: nil)
    }
    return TextTokens(words: review.tokens.map(\.range), read: review.read, pieces: pieces)
  }

  public func probabilities(of texts: [String], about review: String) -> [[Double]] {
    texts.map { predict(encode($0)).probabilities }
  }

  public func gradients(of text: String, pieces: Int) -> PieceGradients {
    let review = encode(text)
    let embedded = sequential.embedding.forward(review)
    let padding = Array(repeating: self.text.vocabulary.padding, count: review.indices.count)
    return PieceGradients(
      embeddings: embedded, logits: answer(at: embedded, of: review).logits,
      baselines: sequential.embed(padding))
  }

  public func answers(at embeddings: [Matrix], of text: String) -> [EmbeddingAnswer] {
    let review = encode(text)
    return embeddings.map { answer(at: $0, of: review) }
  }

  /// Returns the probabilities and, by a backward pass per class, the gradients of the logits.
  ///
  /// A single logit is that of the second class; the first has the logit 0, which is constant.
  private func answer(at embedded: Matrix, of review: EncodedReview) -> EmbeddingAnswer {
    let mask = sequential.embedding.mask(of: review)
    let outputs = sequential.outputs
    let logits = classes.indices.map { index in
      outputs == 1 && index == 0
        ? Matrix(rows: embedded.rows, columns: embedded.columns)
        : sequential.gradient(at: embedded, mask: mask) { _ in
          Matrix(rows: 1, columns: outputs, unit: outputs == 1 ? 0 : index)
        }.gradient
    }
    let prediction = Prediction(
      logits: sequential.logits(at: embedded, mask: mask), classes: classes)
    return EmbeddingAnswer(probabilities: prediction.probabilities, logits: logits)
  }
}
