import Classifier
import LinearAlgebra

/// One review in front of a program that gives embeddings: a row for each piece of the review, and the program's gradient
/// with respect to them.
struct AskedEmbeddings: Sendable {
  private let program: Program
  private let review: EncodedReview
  private let own: PieceGradients

  /// Prepares a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - own: Its own embeddings and the gradients there.
  ///   - program: The program.
  init(_ review: EncodedReview, _ own: PieceGradients, of program: Program) {
    self.program = program
    self.review = review
    self.own = own
  }

  /// The review with a position for each row.
  var pieces: EncodedReview { review.byPieces }

  /// The embeddings of its pieces, T × D.
  var embedded: Matrix { own.embeddings }

  /// The rows that stand for "nothing there".
  ///
  /// - Parameter baseline: The program's own baseline for ``Baseline/pad``, otherwise zeros.
  /// - Returns: T × D.
  func rows(of baseline: Baseline) -> Matrix {
    baseline == .pad
      ? own.baselines : Matrix(rows: own.embeddings.rows, columns: own.embeddings.columns)
  }

  /// The rows of a review of the background, fitted to this one: its end is cut off, or the baseline follows.
  ///
  /// - Parameter text: The review of the background.
  /// - Returns: T × D.
  func rows(ofBackground text: String) -> Matrix {
    guard let other = program.gradients(of: program.encode(text))?.embeddings,
      other.columns == own.embeddings.columns
    else { return own.baselines.mapped { _ in .nan } }
    return other.fitted(to: own.embeddings.rows, filler: own.baselines)
  }

  /// The gradient of an output at the review as it is.
  ///
  /// - Parameters:
  ///   - output: The output.
  ///   - logits: The review's logits, 1 × K.
  /// - Returns: T × D.
  func gradient(of output: Output, at logits: Matrix) -> Matrix {
    program.gradient(own.logits, of: output, at: logits)
  }

  /// The logits at other embeddings, 1 × K; not numbers where the program does not answer there.
  func logits(at embedded: Matrix) -> Matrix {
    program.answers(at: [embedded], of: review)?.first?.logits
      ?? Matrix(
        rows: 1, columns: program.logitCount,
        Array(repeating: .nan, count: program.logitCount))
  }

  /// The gradient of an output at other embeddings, T × D each; not numbers where the program does not answer there.
  func gradients(of output: Output, at points: [Matrix]) -> [Matrix] {
    guard let answers = program.answers(at: points, of: review) else {
      // No number is better than a wrong one.
      return points.map { point in point.mapped { _ in .nan } }
    }
    return answers.map { program.gradient($0.gradients, of: output, at: $0.logits) }
  }
}
