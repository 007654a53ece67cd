import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Synchronization

/// A model behind the protocol of programs: it reads words in pairs, of which its tokens are the pieces, and answers at
/// embeddings that it is given.
struct EmbeddingProgram: TextClassifier {
  let identity = "pairs"
  let access: ModelAccess
  private let model: Model
  private let write: @Sendable ([String]) -> Void
  private let read: @Sendable () -> [String]
  private let limit: Int

  /// Creates a program.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - access: What it offers: gradients at its texts, or also at other embeddings.
  ///   - limit: How many pairs it reads; what follows is cut off.
  init(_ model: Model, access: ModelAccess = .gradientAnywhere, limit: Int = .max) {
    self.model = model
    self.access = access
    self.limit = limit
    let log = Mutex<[String]>([])
    write = { texts in log.withLock { $0 += texts } }
    read = { log.withLock { $0 } }
  }

  var classes: [Label] { model.classes }

  /// All texts about which it was asked.
  var texts: [String] { read() }

  private func cut(_ text: String) throws(Diagnostics) -> (
    review: EncodedReview, tokens: TextTokens
  ) {
    let tokens = model.encode(text).tokens
    let pairs = stride(from: 0, to: tokens.count, by: 2).map { first in
      tokens[first].range.lowerBound..<tokens[min(first + 1, tokens.count - 1)].range.upperBound
    }
    let count = min(limit, pairs.count)
    let scalars = Array(text.unicodeScalars)
    let end = count < pairs.count ? pairs[count - 1].upperBound : scalars.count
    let review = model.encode(String(String.UnicodeScalarView(scalars[..<end])))
    let pieces = review.indices.indices.map { position -> TextTokens.Piece in
      let token = position - review.firstPosition
      guard review.tokens.indices.contains(token) else { return .init(range: 0..<0, word: nil) }
      return .init(range: review.tokens[token].range, word: token / 2)
    }
    return (review, TextTokens(words: pairs, read: 0..<count, pieces: pieces))
  }

  func tokens(of text: String) throws(Diagnostics) -> TextTokens { try cut(text).tokens }

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    write(texts)
    var answers: [[Double]] = []
    for text in texts { answers.append(model.predict(try cut(text).review).probabilities) }
    return answers
  }

  private func logits(at embedded: Matrix, of review: EncodedReview) -> EmbeddingAnswer {
    let mask = model.sequential.embedding.mask(of: review)
    let logits = model.sequential.logits(at: embedded, mask: mask)
    let gradients = (0..<logits.columns).map { unit in
      model.sequential.gradient(at: embedded, mask: mask) { _ in
        Matrix(rows: 1, columns: logits.columns, unit: unit)
      }.gradient
    }
    let none = Matrix(rows: embedded.rows, columns: embedded.columns)
    return EmbeddingAnswer(
      probabilities: Prediction(logits: logits, classes: model.classes).probabilities,
      logits: logits.columns == 1 ? [none] + gradients : gradients)
  }

  func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients {
    let review = try cut(text).review
    let embedded = model.sequential.embedding.forward(review)
    var baselines = embedded
    let padding = model.sequential.embedding.forward([model.text.vocabulary.padding])
    for row in 0..<baselines.rows { baselines.setRow(row, to: padding, row: 0) }
    return PieceGradients(
      embeddings: embedded, logits: logits(at: embedded, of: review).logits, baselines: baselines)
  }

  func answers(
    at embeddings: [Matrix], of text: String
  ) throws(Diagnostics) -> [EmbeddingAnswer] {
    let review = try cut(text).review
    return embeddings.map { logits(at: $0, of: review) }
  }
}
