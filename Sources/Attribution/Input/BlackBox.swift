import Classifier
import LinearAlgebra
import SourceText
import Synchronization

/// A classifier without layers, as an explainer reads it: logits instead of probabilities, and the first failure.
///
/// Attribution cannot throw from the middle of a sum, so the first failure is kept, all results after it are NaN, and
/// callers that show results check ``Explainer/throwIfFailed()`` first.
final class BlackBox: ClassifierReader {
  /// The classifier.
  let classifier: any TextClassifier
  let classes: [Label]
  let sha256: String
  /// Whether the first of two classes is the positive one, to which the logit then belongs.
  private let isReversed: Bool
  private let firstFailure = Mutex<Diagnostics?>(nil)

  /// Prepares a classifier.
  ///
  /// - Parameter classifier: The classifier.
  /// - Throws: A diagnostic if it has fewer than two classes, or if their names are empty or not unique.
  init(_ classifier: any TextClassifier) throws(Diagnostics) {
    let classes = classifier.classes
    guard classes.count >= 2 else {
      throw Diagnostics(
        "the program has \(classes.count) classes", hint: "use a classifier with at least two")
    }
    try Model.check(classes, outputs: classes.count)
    let isReversed =
      classes.count == 2
      && classes[0] == (try? Label.meant(by: "positive", among: classes, at: nil))
    self.classifier = classifier
    self.isReversed = isReversed
    self.classes = isReversed ? classes.reversed() : classes
    let names = [classifier.identity, classifier.maskToken ?? ""] + classes.map(\.name)
    sha256 = Model.digest(names.map { Array($0.utf8) })
  }

  var failure: Diagnostics? { firstFailure.withLock { $0 } }

  private func keep(_ problems: Diagnostics) { firstFailure.withLock { $0 = $0 ?? problems } }

  /// The number of logits: two classes share one.
  var logitCount: Int { classes.count == 2 ? 1 : classes.count }

  /// Logits in place of those that a failure prevents.
  var unknownLogits: [Double] { Array(repeating: .nan, count: logitCount) }

  /// Returns the logits of texts: `ln(p₁ / p₀)` for two classes, otherwise `ln pₖ`, whose softmax is `p`.
  ///
  /// A probability of 0 is replaced by the smallest normal number, whose logarithm is finite.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - review: The review of which they are variations.
  /// - Returns: K logits per text; NaN after a failure.
  func logits(of texts: [String], about review: String) -> [[Double]] {
    guard failure == nil else { return texts.map { _ in unknownLogits } }
    do throws(Diagnostics) {
      return try classifier.probabilities(of: texts, about: review).map(logits)
    } catch {
      keep(error)
      return texts.map { _ in unknownLogits }
    }
  }

  private func logits(of probabilities: [Double]) -> [Double] {
    let logs = probabilities.map { log(max($0, .leastNormalMagnitude)) }
    guard logs.count == 2 else { return logs }
    return [isReversed ? logs[0] - logs[1] : logs[1] - logs[0]]
  }

  /// Returns the embeddings of a review's pieces and the gradients of its classes, requested on each call.
  ///
  /// - Parameter review: The review.
  /// - Returns: One row per piece; nil if the classifier returns none, and after a failure.
  func gradients(of review: EncodedReview) -> PieceGradients? {
    guard classifier.access >= .gradientAtInput, failure == nil else { return nil }
    do throws(Diagnostics) {
      return try classifier.gradients(
        of: review.text, pieces: review.pieces?.count ?? review.read.count)
    } catch {
      keep(error)
      return nil
    }
  }

  /// Returns the classifier's answers at embeddings that replace a review's own.
  ///
  /// - Parameters:
  ///   - points: T × D each.
  ///   - review: The review.
  /// - Returns: Logits, 1 × K, and for each class of the classifier the gradient of its logit; nil if it does not accept
  ///   embeddings, and after a failure.
  func answers(
    at points: [Matrix], of review: EncodedReview
  ) -> [(logits: Matrix, gradients: [Matrix])]? {
    guard classifier.access >= .gradientAnywhere, failure == nil else { return nil }
    do throws(Diagnostics) {
      return try classifier.answers(at: points, of: review.text).map { answer in
        let logits = logits(of: answer.probabilities)
        return (Matrix(rows: 1, columns: logits.count, logits), answer.logits)
      }
    } catch {
      keep(error)
      return nil
    }
  }

  /// Returns the gradient of an output, given those of the classifier's logits.
  ///
  /// - Parameters:
  ///   - gradients: T × D for each class of the classifier.
  ///   - output: The output.
  ///   - logits: Our logits there, 1 × K.
  /// - Returns: T × D.
  func gradient(_ gradients: [Matrix], of output: Output, at logits: Matrix) -> Matrix {
    let factors = factors(of: output.gradient(at: logits), at: logits)
    var gradient = gradients.first.map { Matrix(rows: $0.rows, columns: $0.columns) }
    for (factor, logit) in zip(factors, gradients) where factor != 0 {
      gradient = gradient.map { $0 + factor * logit }
    }
    return gradient ?? Matrix(rows: 0, columns: 0)
  }

  /// Returns the derivatives of a number with respect to the classifier's own logits, given those with respect to ours.
  ///
  /// Ours are `ln(p₁ / p₀) = z₁ − z₀` for two classes, otherwise `ln pₖ = zₖ − ln Σⱼ exp zⱼ`, so that any logits whose
  /// softmax is `p` yield the same gradient.
  ///
  /// - Parameters:
  ///   - gradient: `∂F/∂z` of our logits, 1 × K.
  ///   - logits: Our logits, 1 × K.
  /// - Returns: One factor per class of the classifier.
  private func factors(of gradient: Matrix, at logits: Matrix) -> [Double] {
    if logits.columns == 1 {
      return isReversed ? [gradient[0, 0], -gradient[0, 0]] : [-gradient[0, 0], gradient[0, 0]]
    }
    let sum = gradient.row(0).reduce(0, +)
    return zip(gradient.row(0), logits.softmaxOfRows.row(0)).map { $0 - $1 * sum }
  }

  /// Requests all predictions in one batch.
  func predictions(
    for texts: [String], jobs: Int, _ progress: @Sendable (_ done: Int, _ of: Int) -> Void
  ) -> [Prediction] {
    // They are not variations of one review, so they share one cache entry.
    logits(of: texts, about: "").map { logits in
      Prediction(logits: Matrix(rows: 1, columns: logits.count, logits), classes: classes)
    }
  }

  func encode(_ text: String) -> EncodedReview {
    do throws(Diagnostics) {
      return EncodedReview(text, tokens: try classifier.tokens(of: text))
    } catch {
      keep(error)
      return EncodedReview(text, tokens: TextTokens(words: []))
    }
  }

  /// Returns whether a text has a word; the classifier is called only if there is no word between spaces.
  func findsWord(in text: String) -> Bool {
    Standardization.tokenizer.findsWord(in: text) || !encode(text).tokens.isEmpty
  }

  func function(of review: EncodedReview) -> any ReviewFunction {
    BlackBoxReview(review, of: self)
  }

  /// Missing words are removed from the text, where baselines have no rows.
  func baselineRow(_ baseline: Baseline, for output: Output) -> Matrix? { nil }
}
