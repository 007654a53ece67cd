import Classifier
import LinearAlgebra
import Synchronization

/// A review as a function of its words: those that are missing are removed from the text, or replaced by a mask token.
///
/// Its input is the presence of its words, L × 1 with 1 for each, and every baseline is 0: the simplified input of LIME and
/// SHAP. Methods that remove words from the input of a network thus remove them from the text here.
///
/// - Source: Ribeiro, Singh and Guestrin, 2016, section 3.1, <https://arxiv.org/abs/1602.04938>; Lundberg and Lee, 2017,
///   section 2, <https://arxiv.org/abs/1705.07874>.
final class BlackBoxReview: ReviewFunction {
  let embedded: Matrix
  let logits: Matrix
  private let answers: ReviewAnswers
  /// Records missing answers in place of requesting them; nil outside of a batch.
  private let recorder: WordMaskRecorder?

  /// Classifies a review.
  convenience init(_ review: EncodedReview, of classifier: BlackBox) {
    let answers = ReviewAnswers(review, of: classifier)
    self.init(answers, at: answers.presence, recorder: nil)
  }

  private init(_ answers: ReviewAnswers, at presence: Matrix, recorder: WordMaskRecorder?) {
    self.answers = answers
    self.recorder = recorder
    embedded = presence
    logits = answers.logits(answers.words(at: presence), recorder)
  }

  var review: EncodedReview { answers.review }

  func with(embedded: Matrix) -> any ReviewFunction {
    BlackBoxReview(answers, at: embedded, recorder: recorder)
  }

  /// Returns the logits with some words missing.
  ///
  /// - Parameter embedded: L × 1; a word is present from ½ on.
  /// - Returns: 1 × K.
  func logits(at embedded: Matrix) -> Matrix {
    answers.logits(answers.words(at: embedded), recorder)
  }

  func logits(keeping kept: [Int]) -> Matrix {
    var choice = WordMask(noneOf: answers.words.count, isMasked: false)
    for word in kept { choice.insert(word) }
    return answers.logits(choice, recorder)
  }

  /// The presence of words is not differentiable, and NaN is better than a wrong number.
  func gradient(of output: Output) -> Matrix { embedded.mapped { _ in .nan } }

  func gradients(of output: Output, at points: [Matrix]) -> [Matrix] {
    points.map { $0.mapped { _ in .nan } }
  }

  var atEmbeddings: (any ReviewFunction)? {
    answers.gradients().map {
      BlackBoxEmbeddings(review, $0, logits: logits, of: answers.classifier)
    }
  }

  /// Results that do not depend on predictions for other texts are computed once for all runs in batches.
  func remembering(_ key: () -> String, _ make: () -> Attribution) -> Attribution {
    answers.remembering(key(), make)
  }

  /// Runs a computation that evaluates many texts, requesting their predictions in batches.
  ///
  /// The computation runs once to record its requests, and again with the answers, until it requests nothing new. Its
  /// requests may depend on answers, but not on anything else.
  ///
  /// - Parameter body: The computation on the given review; its result is discarded while answers are missing.
  /// - Returns: The result of the last run.
  func inBatches<Result>(_ body: (any ReviewFunction) -> Result) -> Result {
    for _ in 0..<Self.rounds {
      let recorder = WordMaskRecorder()
      let result = body(BlackBoxReview(answers, at: embedded, recorder: recorder))
      let order = recorder.order
      if order.isEmpty { return result }
      answers.request(order)
    }
    return body(self)
  }

  /// A method, the curves along its order, and a search along those; longer chains request predictions one by one.
  private static let rounds = 8
}

/// The choices of words that a computation evaluates, in order.
private final class WordMaskRecorder: Sendable {
  private let wanted = Mutex<(order: [WordMask], all: Set<WordMask>)>(([], []))

  var order: [WordMask] { wanted.withLock { $0.order } }

  func add(_ choice: WordMask) {
    wanted.withLock { if $0.all.insert(choice).inserted { $0.order.append(choice) } }
  }
}

/// The answers of a classifier about one review.
private final class ReviewAnswers: Sendable {
  let classifier: BlackBox
  let review: EncodedReview
  let words: WrittenWords
  private let known = Mutex<[WordMask: [Double]]>([:])
  private let found = Mutex<PieceGradients?>(nil)
  private let results = Mutex<[String: Attribution]>([:])

  init(_ review: EncodedReview, of classifier: BlackBox) {
    self.classifier = classifier
    self.review = review
    words = WrittenWords(review, mask: classifier.classifier.maskToken ?? "")
  }

  /// The presence of all words.
  var presence: Matrix {
    Matrix(rows: words.count, columns: 1, Array(repeating: 1, count: words.count))
  }

  /// Returns the words that are present, L × 1.
  func words(at presence: Matrix) -> WordMask {
    var choice = WordMask(
      noneOf: words.count, isMasked: classifier.classifier.maskToken != nil)
    for word in 0..<words.count where presence[word, 0] >= 0.5 { choice.insert(word) }
    return choice
  }

  /// Returns the logits of a choice of words, 1 × K; zeros if they are only recorded.
  func logits(_ choice: WordMask, _ recorder: WordMaskRecorder?) -> Matrix {
    let logits: [Double]
    if let answer = answer(choice) {
      logits = answer
    } else if let recorder {
      recorder.add(choice)
      logits = Array(repeating: 0, count: classifier.logitCount)
    } else {
      request([choice])
      logits = answer(choice) ?? classifier.unknownLogits
    }
    return Matrix(rows: 1, columns: logits.count, logits)
  }

  private func answer(_ choice: WordMask) -> [Double]? { known.withLock { $0[choice] } }

  /// Requests predictions in one batch.
  func request(_ choices: [WordMask]) {
    let unknown = known.withLock { known in choices.filter { known[$0] == nil } }
    if unknown.isEmpty { return }
    let answers = classifier.logits(of: unknown.map(words.text), about: review.text)
    // Choices without an answer because of a failure may be requested again later.
    let good = zip(unknown, answers).filter { !$0.1.contains(where: \.isNaN) }
    known.withLock { $0.merge(good) { $1 } }
  }

  /// Returns the embeddings of the review and the gradients at them, requested once; nil if the classifier returns none.
  func gradients() -> PieceGradients? {
    found.withLock { found in
      found = found ?? classifier.gradients(of: review)
      return found
    }
  }

  /// Returns a result that is computed once.
  func remembering(_ key: String, _ make: () -> Attribution) -> Attribution {
    if let known = results.withLock({ $0[key] }) { return known }
    let made = make()
    // Results without an answer because of a failure may be requested again later.
    if classifier.failure == nil { results.withLock { $0[key] = made } }
    return made
  }
}
