import Classifier
import LinearAlgebra
import Synchronization

/// A review as seen by a program, with a cache of predictions.
///
/// Its embedding matrix is the presence of its words, L × 1 with 1 for each, and every baseline is 0: the simplified input
/// of LIME and SHAP. Methods that remove words from the input of a network thus remove them from the text here.
///
/// - Source: Ribeiro, Singh and Guestrin, 2016, section 3.1, <https://arxiv.org/abs/1602.04938>; Lundberg and Lee, 2017,
///   section 2, <https://arxiv.org/abs/1705.07874>.
struct BlackBoxReview: Sendable {
  private let program: Program
  private let review: EncodedReview
  private let words: WrittenWords
  private let answer: @Sendable (WordMask) -> [Double]
  private let look: @Sendable (WordMask) -> [Double]?
  private let ask: @Sendable ([WordMask]) -> Void
  private let differentiate: @Sendable () -> PieceGradients?
  private let remember: @Sendable (String, () -> Attribution) -> Attribution

  /// Prepares a review for a program.
  init(_ review: EncodedReview, of program: Program) {
    let text = review.text
    let words = WrittenWords(review, mask: program.mask ?? "")
    self.program = program
    self.review = review
    self.words = words
    let known = Mutex<[WordMask: [Double]]>([:])
    let ask: @Sendable ([WordMask]) -> Void = { choices in
      let unknown = known.withLock { known in choices.filter { known[$0] == nil } }
      if unknown.isEmpty { return }
      let answers = program.logits(of: unknown.map(words.text), about: text)
      // Choices without an answer because of a failure may be requested again later.
      let good = zip(unknown, answers).filter { !$0.1.contains(where: \.isNaN) }
      known.withLock { $0.merge(good) { $1 } }
    }
    let look: @Sendable (WordMask) -> [Double]? = { choice in known.withLock { $0[choice] } }
    self.ask = ask
    self.look = look
    answer = { choice in
      if let answer = look(choice) { return answer }
      ask([choice])
      return look(choice) ?? Array(repeating: .nan, count: program.logitCount)
    }
    let gradients = Mutex<PieceGradients?>(nil)
    differentiate = {
      gradients.withLock { gradients in
        gradients = gradients ?? program.gradients(of: review)
        return gradients
      }
    }
    let remembered = Mutex<[String: Attribution]>([:])
    remember = { key, make in
      if let found = remembered.withLock({ $0[key] }) { return found }
      let made = make()
      // Results without an answer because of a failure may be requested again later.
      if program.failure == nil { remembered.withLock { $0[key] = made } }
      return made
    }
  }

  private init(
    like other: BlackBoxReview, answer: @escaping @Sendable (WordMask) -> [Double]
  ) {
    program = other.program
    review = other.review
    words = other.words
    look = other.look
    ask = other.ask
    differentiate = other.differentiate
    remember = other.remember
    self.answer = answer
  }

  /// The presence of all words.
  var presence: Matrix {
    Matrix(rows: words.count, columns: 1, Array(repeating: 1, count: words.count))
  }

  /// Returns the logits with some words replaced.
  ///
  /// - Parameter presence: L × 1; a word is present from ½ on.
  /// - Returns: 1 × K.
  func logits(at presence: Matrix) -> Matrix {
    var choice = WordMask(noneOf: words.count, isMasked: program.mask != nil)
    for word in 0..<words.count where presence[word, 0] >= 0.5 { choice.insert(word) }
    return logits(choice)
  }

  /// Returns the logits with some words removed.
  ///
  /// - Parameter kept: The remaining words.
  /// - Returns: 1 × K.
  func logits(keeping kept: [Int]) -> Matrix {
    var choice = WordMask(noneOf: words.count, isMasked: false)
    for word in kept { choice.insert(word) }
    return logits(choice)
  }

  /// Returns attributions that do not depend on predictions for other texts, computed once for all runs in batches.
  func remembering(_ key: String, _ make: () -> Attribution) -> Attribution {
    remember(key, make)
  }

  /// The review in the space of the program's embeddings; nil if it returns none.
  var embeddings: BlackBoxEmbeddings? {
    guard program.access >= .gradientAtInput, let own = differentiate() else { return nil }
    return BlackBoxEmbeddings(review, own, of: program)
  }

  private func logits(_ choice: WordMask) -> Matrix {
    let logits = answer(choice)
    return Matrix(rows: 1, columns: logits.count, logits)
  }

  /// Runs a computation that evaluates many texts, requesting their predictions in batches.
  ///
  /// The computation runs once to record its requests, and again with the answers, until it requests nothing new. Its
  /// requests may depend on answers, but not on anything else.
  ///
  /// - Parameter body: The computation on the given review; its result is discarded while answers are missing.
  /// - Returns: The result of the last run.
  func inBatches<Result>(_ body: (BlackBoxReview) -> Result) -> Result {
    let unknown = [Double](repeating: 0, count: program.logitCount)
    for _ in 0..<Self.rounds {
      let wanted = Mutex<(order: [WordMask], all: Set<WordMask>)>(([], []))
      let result = body(
        BlackBoxReview(like: self) { choice in
          if let answer = look(choice) { return answer }
          wanted.withLock { if $0.all.insert(choice).inserted { $0.order.append(choice) } }
          return unknown
        })
      let order = wanted.withLock { $0.order }
      if order.isEmpty { return result }
      ask(order)
    }
    return body(self)
  }

  /// A method, the curves along its order, and a search along those; longer chains request predictions one by one.
  private static let rounds = 8
}
