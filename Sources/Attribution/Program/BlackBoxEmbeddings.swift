import Classifier
import LinearAlgebra

/// A review as seen by a program that returns embeddings: one row per piece of the review, and the program's gradient with
/// respect to them.
struct BlackBoxEmbeddings: Sendable {
  private let program: Program
  private let review: EncodedReview
  private let own: PieceGradients

  /// Prepares a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - own: Its embeddings and the gradients at them.
  ///   - program: The program.
  init(_ review: EncodedReview, _ own: PieceGradients, of program: Program) {
    self.program = program
    self.review = review
    self.own = own
  }

  /// The review with one position per row.
  var pieces: EncodedReview { review.byPieces }

  /// The embeddings of its pieces, T × D.
  var embedded: Matrix { own.embeddings }

  /// Returns the rows of a baseline.
  ///
  /// - Parameter baseline: The program's own baseline for ``Baseline/pad``, otherwise zeros.
  /// - Returns: T × D.
  func rows(of baseline: Baseline) -> Matrix {
    baseline == .pad
      ? own.baselines : Matrix(rows: own.embeddings.rows, columns: own.embeddings.columns)
  }

  /// Returns the rows of a background review, fitted to this one: truncated at its end, or completed by the baseline.
  ///
  /// - Parameter text: The background review.
  /// - Returns: T × D.
  func rows(ofBackground text: String) -> Matrix {
    guard let other = program.gradients(of: program.encode(text))?.embeddings,
      other.columns == own.embeddings.columns
    else { return own.baselines.mapped { _ in .nan } }
    return other.fitted(to: own.embeddings.rows, filler: own.baselines)
  }

  /// Returns the gradient of an output at the unchanged review.
  ///
  /// - Parameters:
  ///   - output: The output.
  ///   - logits: The review's logits, 1 × K.
  /// - Returns: T × D.
  func gradient(of output: Output, at logits: Matrix) -> Matrix {
    program.gradient(own.logits, of: output, at: logits)
  }

  /// Returns the logits at other embeddings, 1 × K; NaN if the program does not accept them.
  func logits(at embedded: Matrix) -> Matrix {
    program.answers(at: [embedded], of: review)?.first?.logits
      ?? Matrix(
        rows: 1, columns: program.logitCount,
        Array(repeating: .nan, count: program.logitCount))
  }

  /// Returns the gradient of an output at other embeddings, T × D each; NaN if the program does not accept them.
  func gradients(of output: Output, at points: [Matrix]) -> [Matrix] {
    guard let answers = program.answers(at: points, of: review) else {
      // NaN is better than a wrong number.
      return points.map { point in point.mapped { _ in .nan } }
    }
    return answers.map { program.gradient($0.gradients, of: output, at: $0.logits) }
  }
}
