public import Classifier
import LinearAlgebra
public import SourceText
import Synchronization

/// A classifier that can be asked and not looked into, as methods see it.
///
/// Attribution has no way to throw from the middle of a sum, so the first failure is kept, everything after it is not a
/// number, and whoever shows results looks at ``failure`` first.
public struct Program: Sendable {
  /// The classifier.
  public let classifier: any TextClassifier
  /// What stands for a word that is replaced, such as `[MASK]`; nil where it is taken out.
  public let mask: String?
  /// A network of nothing, which has the program's classes and identity.
  ///
  /// Nobody asks it for numbers.
  let standIn: Model
  /// Whether the first of two classes is the one that is called positive, and the logit speaks for that one.
  private let isReversed: Bool
  private let keep: @Sendable (Diagnostics) -> Void
  private let kept: @Sendable () -> Diagnostics?
  private let forget: @Sendable () -> Void

  /// Prepares a classifier.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - mask: What stands for a word that is replaced; nil takes it out.
  /// - Throws: A diagnostic where it has fewer than two classes.
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

  /// What went wrong first; nil as long as nothing did.
  public var failure: Diagnostics? { kept() }

  /// Lets it be asked again after something went wrong.
  public func forgetFailure() { forget() }

  /// Throws what went wrong first.
  ///
  /// - Throws: The failure, if there is one.
  public func throwIfFailed() throws(Diagnostics) {
    if let failure { throw failure }
  }

  /// What can be asked of it.
  public var offer: Demand {
    guard classifier.givesGradients else { return .predictions }
    return classifier.answersEmbeddings ? .gradients : .gradient
  }

  /// The number of logits: two classes share one.
  var logitCount: Int { standIn.sequential.outputs }

  /// The logits of texts: `ln(p₁ / p₀)` for two classes, otherwise `ln pₖ`, whose softmax is `p`.
  ///
  /// A probability of 0 counts as the smallest normal number, so that its logarithm is one.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - review: The review that they are variations of.
  /// - Returns: For each text K logits; not numbers once something went wrong.
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

  /// The embeddings of a review's pieces and the gradients of its classes, asked for each time.
  ///
  /// - Parameter review: The review.
  /// - Returns: A row for each piece; nil where it gives none, and once something went wrong.
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

  /// Its answers at embeddings that replace a review's own.
  ///
  /// - Parameters:
  ///   - points: T × D each.
  ///   - review: The review.
  /// - Returns: Logits, 1 × K, and for each class of the program the gradient of its logit; nil where it does not answer at
  ///   given embeddings, and once something went wrong.
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

  /// The gradient of an output, by those of the program's logits.
  ///
  /// - Parameters:
  ///   - gradients: For each class of the program T × D.
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

  /// What a number moves with the program's own logits, where it moves with ours.
  ///
  /// Ours are `ln(p₁ / p₀) = z₁ − z₀` for two classes, otherwise `ln pₖ = zₖ − ln Σⱼ exp zⱼ`, so that any logits whose
  /// softmax is `p` give the same gradient.
  ///
  /// - Parameters:
  ///   - gradient: `∂F/∂z` of our logits, 1 × K.
  ///   - logits: Our logits, 1 × K.
  /// - Returns: For each class of the program a factor.
  func factors(of gradient: Matrix, at logits: Matrix) -> [Double] {
    if logits.columns == 1 {
      return isReversed ? [gradient[0, 0], -gradient[0, 0]] : [-gradient[0, 0], gradient[0, 0]]
    }
    let sum = gradient.row(0).reduce(0, +)
    return zip(gradient.row(0), logits.softmaxOfRows.row(0)).map { $0 - $1 * sum }
  }

  /// Its classes; of two, one that is called positive is the second.
  public var classes: [Label] { standIn.classes }

  /// The SHA-256 of its identity.
  public var sha256: String { standIn.sha256 }

  /// What it says of texts that have nothing to do with each other.
  ///
  /// - Parameter texts: The texts.
  /// - Returns: A prediction for each; they mean nothing once something went wrong.
  public func predict(_ texts: [String]) -> [Prediction] {
    // A review's own prediction is none of its variations: all of these are kept together.
    logits(of: texts, about: "").map { logits in
      Prediction(logits: Matrix(rows: 1, columns: logits.count, logits), classes: classes)
    }
  }

  /// Cuts a review into its words.
  func encode(_ text: String) -> EncodedReview {
    do throws(Diagnostics) {
      return EncodedReview(text, tokens: try classifier.tokens(of: text))
    } catch {
      keep(error)
      return EncodedReview(text, tokens: TextTokens(words: []))
    }
  }

  /// Whether there is a word in a text.
  ///
  /// - Complexity: The program is asked only where there is no word between spaces.
  public func findsWord(in text: String) -> Bool {
    Standardization.tokenizer.findsWord(in: text) || !encode(text).tokens.isEmpty
  }

  private static func standIn(
    _ classifier: any TextClassifier, classes: [Label], _ mask: String?
  ) throws(Diagnostic) -> Model {
    guard classes.count >= 2 else {
      throw Diagnostic(
        "the program has \(classes.count) classes", hint: "there must be two or more")
    }
    let outputs = classes.count == 2 ? 1 : classes.count
    // The name is part of what a model's SHA-256 is of.
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
