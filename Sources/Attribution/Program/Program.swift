public import Classifier
import LinearAlgebra
public import SourceText
import Synchronization

/// A black-box classifier, as methods see it.
///
/// Attribution cannot throw from the middle of a sum, so the first failure is kept, all results after it are NaN, and
/// callers that show results check ``failure`` first.
public struct Program: Sendable {
  /// The classifier.
  public let classifier: any TextClassifier
  /// The replacement for a missing word, for example `[MASK]`; nil if words are removed.
  public let mask: String?
  /// An empty network with the program's classes and identity.
  ///
  /// It is never evaluated.
  let standIn: Model
  /// Whether the first of two classes is the positive one, to which the logit then belongs.
  private let isReversed: Bool
  private let keep: @Sendable (Diagnostics) -> Void
  private let kept: @Sendable () -> Diagnostics?
  private let forget: @Sendable () -> Void

  /// Prepares a classifier.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - mask: The replacement for a missing word; nil removes it.
  /// - Throws: A diagnostic if it has fewer than two classes.
  public init(_ classifier: any TextClassifier, mask: String? = nil) throws(Diagnostics) {
    self.classifier = classifier
    self.mask = mask
    let failure = Mutex<Diagnostics?>(nil)
    keep = { problems in failure.withLock { $0 = $0 ?? problems } }
    kept = { failure.withLock { $0 } }
    forget = { failure.withLock { $0 = nil } }
    do throws(Diagnostic) {
      let classes = classifier.classes.map { Label($0) }
      isReversed =
        classes.count == 2
        && classes[0] == (try? Label.meant(by: "positive", among: classes, at: nil))
      standIn = try Self.standIn(
        classifier, classes: isReversed ? classes.reversed() : classes, mask)
    } catch {
      throw Diagnostics([error])
    }
  }

  /// The first failure; nil if there is none.
  public var failure: Diagnostics? { kept() }

  /// Allows further requests after a failure.
  public func forgetFailure() { forget() }

  /// Throws the first failure.
  ///
  /// - Throws: The failure, if there is one.
  public func throwIfFailed() throws(Diagnostics) {
    if let failure { throw failure }
  }

  /// The access that it offers.
  public var access: ModelAccess {
    guard classifier.givesGradients else { return .predictions }
    return classifier.answersEmbeddings ? .gradientAnywhere : .gradientAtInput
  }

  /// The number of logits: two classes share one.
  var logitCount: Int { standIn.sequential.outputs }

  /// Returns the logits of texts: `ln(p₁ / p₀)` for two classes, otherwise `ln pₖ`, whose softmax is `p`.
  ///
  /// A probability of 0 is replaced by the smallest normal number, whose logarithm is finite.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - review: The review of which they are variations.
  /// - Returns: K logits per text; NaN after a failure.
  func logits(of texts: [String], about review: String) -> [[Double]] {
    let unknown = [Double](repeating: .nan, count: logitCount)
    guard failure == nil else { return texts.map { _ in unknown } }
    do throws(Diagnostics) {
      return try classifier.probabilities(of: texts, about: review).map(logits)
    } catch {
      keep(error)
      return texts.map { _ in unknown }
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
  /// - Returns: One row per piece; nil if the program returns none, and after a failure.
  func gradients(of review: EncodedReview) -> PieceGradients? {
    guard classifier.givesGradients, failure == nil else { return nil }
    do throws(Diagnostics) {
      return try classifier.gradients(
        of: review.text, pieces: review.pieces?.count ?? review.read.count)
    } catch {
      keep(error)
      return nil
    }
  }

  /// Returns the program's answers at embeddings that replace a review's own.
  ///
  /// - Parameters:
  ///   - points: T × D each.
  ///   - review: The review.
  /// - Returns: Logits, 1 × K, and for each class of the program the gradient of its logit; nil if the program does not
  ///   accept embeddings, and after a failure.
  func answers(
    at points: [Matrix], of review: EncodedReview
  ) -> [(logits: Matrix, gradients: [Matrix])]? {
    guard classifier.answersEmbeddings, failure == nil else { return nil }
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

  /// Returns the gradient of an output, given those of the program's logits.
  ///
  /// - Parameters:
  ///   - gradients: T × D for each class of the program.
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

  /// Returns the derivatives of a number with respect to the program's own logits, given those with respect to ours.
  ///
  /// Ours are `ln(p₁ / p₀) = z₁ − z₀` for two classes, otherwise `ln pₖ = zₖ − ln Σⱼ exp zⱼ`, so that any logits whose
  /// softmax is `p` yield the same gradient.
  ///
  /// - Parameters:
  ///   - gradient: `∂F/∂z` of our logits, 1 × K.
  ///   - logits: Our logits, 1 × K.
  /// - Returns: One factor per class of the program.
  func factors(of gradient: Matrix, at logits: Matrix) -> [Double] {
    if logits.columns == 1 {
      return isReversed ? [gradient[0, 0], -gradient[0, 0]] : [-gradient[0, 0], gradient[0, 0]]
    }
    let sum = gradient.row(0).reduce(0, +)
    return zip(gradient.row(0), logits.softmaxOfRows.row(0)).map { $0 - $1 * sum }
  }

  /// Its classes; the positive one of two is the second.
  public var classes: [Label] { standIn.classes }

  /// The SHA-256 of its identity.
  public var sha256: String { standIn.sha256 }

  /// Returns predictions for unrelated texts.
  ///
  /// - Parameter texts: The texts.
  /// - Returns: One prediction per text; meaningless after a failure.
  public func predict(_ texts: [String]) -> [Prediction] {
    // They are not variations of one review, so they share one cache entry.
    logits(of: texts, about: "").map { logits in
      Prediction(logits: Matrix(rows: 1, columns: logits.count, logits), classes: classes)
    }
  }

  /// Splits a review into its words.
  func encode(_ text: String) -> EncodedReview {
    do throws(Diagnostics) {
      return EncodedReview(text, tokens: try classifier.tokens(of: text))
    } catch {
      keep(error)
      return EncodedReview(text, tokens: TextTokens(words: []))
    }
  }

  /// Returns whether a text has a word.
  ///
  /// - Complexity: The program is called only if there is no word between spaces.
  public func findsWord(in text: String) -> Bool {
    Standardization.tokenizer.findsWord(in: text) || !encode(text).tokens.isEmpty
  }

  private static func standIn(
    _ classifier: any TextClassifier, classes: [Label], _ mask: String?
  ) throws(Diagnostic) -> Model {
    guard classes.count >= 2 else {
      throw Diagnostic(
        "the program has \(classes.count) classes", hint: "use a classifier with at least two")
    }
    let outputs = classes.count == 2 ? 1 : classes.count
    // The name is part of the input of a model's SHA-256.
    let identity = [classifier.identity, mask].compactMap(\.self).joined(separator: "\u{1F}")
    return try Model(
      sequential: Sequential(
        name: identity, embedding: Embedding(table: Matrix(rows: 3, columns: 1)),
        layers: [
          GlobalAveragePooling1D(),
          Dense(
            kernel: Matrix(rows: 1, columns: outputs), bias: Matrix(rows: 1, columns: outputs),
            activation: outputs == 1 ? .sigmoid : .softmax),
        ]),
      text: TextPipeline(
        standardization: .tokenizer,
        vocabulary: Vocabulary(words: ["<PAD>", "<UNK>", "word"], start: nil, unknown: 1),
        sequenceLength: 1),
      classes: classes)
  }
}
