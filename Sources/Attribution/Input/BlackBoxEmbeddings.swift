import Classifier
import LinearAlgebra

/// A review as a function of the embeddings that a classifier without layers returns: one row per piece of the review.
final class BlackBoxEmbeddings: ReviewFunction {
  /// The review with one position per row.
  let review: EncodedReview
  let embedded: Matrix
  let logits: Matrix
  private let classifier: BlackBox
  private let whole: EncodedReview
  private let own: PieceGradients
  /// Whether ``embedded`` differs from the review's own embeddings.
  private let isReplaced: Bool

  /// Prepares a review.
  ///
  /// - Parameters:
  ///   - review: The review, with one position per word.
  ///   - own: Its embeddings and the gradients at them.
  ///   - logits: Its logits, 1 × K.
  ///   - classifier: The classifier.
  init(
    _ review: EncodedReview, _ own: PieceGradients, logits: Matrix, of classifier: BlackBox
  ) {
    self.review = review.byPieces
    self.logits = logits
    self.classifier = classifier
    self.own = own
    whole = review
    embedded = own.embeddings
    isReplaced = false
  }

  private init(_ other: BlackBoxEmbeddings, at embedded: Matrix) {
    review = other.review
    whole = other.whole
    classifier = other.classifier
    own = other.own
    logits = other.logits(at: embedded)
    self.embedded = embedded
    isReplaced = true
  }

  func with(embedded: Matrix) -> any ReviewFunction { BlackBoxEmbeddings(self, at: embedded) }

  /// Returns the classifier's own baseline for ``Baseline/pad``, otherwise zeros, T × D.
  func ownRows(of baseline: Baseline) -> Matrix? {
    baseline == .pad
      ? own.baselines : Matrix(rows: own.embeddings.rows, columns: own.embeddings.columns)
  }

  func starts(at background: Background, of review: ReviewInput) -> [PathStart] {
    background.texts.map { PathStart(rows: rows(of: $0)) }
  }

  /// Returns the rows of another text, fitted to this one: truncated at its end, or completed by the baseline.
  private func rows(of text: String) -> Matrix {
    guard let other = classifier.gradients(of: classifier.encode(text))?.embeddings,
      other.columns == own.embeddings.columns
    else { return own.baselines.mapped { _ in .nan } }
    return other.fitted(to: own.embeddings.rows, filler: own.baselines)
  }

  func gradient(of output: Output) -> Matrix {
    isReplaced
      ? gradients(of: output, at: [embedded])[0]
      : classifier.gradient(own.logits, of: output, at: logits)
  }

  /// Returns the logits at other embeddings, 1 × K; NaN if the classifier does not accept them.
  func logits(at embedded: Matrix) -> Matrix {
    classifier.answers(at: [embedded], of: whole)?.first?.logits
      ?? Matrix(rows: 1, columns: classifier.logitCount, classifier.unknownLogits)
  }

  /// No piece can be removed from the embeddings, and NaN is better than a wrong number.
  func logits(keeping kept: [Int]) -> Matrix {
    Matrix(rows: 1, columns: classifier.logitCount, classifier.unknownLogits)
  }

  /// Returns the gradients at other embeddings, T × D each; NaN if the classifier does not accept them.
  func gradients(of output: Output, at points: [Matrix]) -> [Matrix] {
    guard let answers = classifier.answers(at: points, of: whole) else {
      return points.map { point in point.mapped { _ in .nan } }
    }
    return answers.map { classifier.gradient($0.gradients, of: output, at: $0.logits) }
  }

  var pointsPerBatch: Int { 32 }
}
