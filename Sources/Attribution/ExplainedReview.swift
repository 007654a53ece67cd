public import Classifier
public import LinearAlgebra

/// One review in front of a classifier: the embeddings that go in, and the output as a function of them.
///
/// Attribution methods see nothing else. `E` is the embedding matrix (L positions × D dimensions), `F` the
/// output. In front of a program `E` says which words are there, L × 1, and ``atEmbeddings`` is the review in the space of
/// the program's own embeddings, if it gives any.
public struct ExplainedReview: Sendable {
  /// The model, the output and the baselines.
  public let explainer: Explainer
  /// The review as the classifier reads it.
  public let review: EncodedReview
  /// The rows of the positions where they are not the embedding's own; nil where those are meant.
  private let rows: Matrix?
  /// Whether other rows stand in the place of the review's.
  private let isReplaced: Bool
  /// Which positions count; nil when all do.
  public let mask: [Bool]?
  /// The mean `m` of the positions that count, 1 × D.
  public let mean: Matrix
  /// The logits of the review, 1 × K.
  public let logits: Matrix
  /// With a closed form, the units of every layer before their activation.
  private let states: [Matrix]
  /// The review in front of a program; nil in front of a model.
  private let asked: AskedReview?
  /// The same in the space of the program's embeddings; nil elsewhere.
  private let given: AskedEmbeddings?

  /// Classifies a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - explainer: The model and the output that is explained.
  /// - Complexity: One forward pass.
  public init(_ review: EncodedReview, by explainer: Explainer) {
    let asked = explainer.program.map { AskedReview(review, of: $0) }
    self.init(review, replacement: asked?.presence, asked: asked, by: explainer)
  }

  private init(
    _ review: EncodedReview, replacement: Matrix?, asked: AskedReview?,
    given: AskedEmbeddings? = nil, logits known: Matrix? = nil, by explainer: Explainer
  ) {
    self.explainer = explainer
    self.review = review
    isReplaced = replacement != nil
    self.asked = asked
    self.given = given
    let embedding = explainer.model.sequential.embedding
    let rows = replacement ?? review.mixture.map(embedding.forward)
    self.rows = rows
    mask = embedding.mask(of: review)
    let mean = rows?.mean(of: mask) ?? embedding.mean(of: review.indices, mask: mask)
    self.mean = mean
    states = explainer.pooled?.states(atMean: mean) ?? []
    logits =
      known ?? states.last ?? given?.logits(at: rows ?? mean) ?? asked?.logits(at: rows ?? mean)
      ?? explainer.model.sequential.logits(
        at: rows ?? embedding.forward(review.indices), mask: mask)
  }

  /// The embedding matrix `E`, L × D.
  ///
  /// - Complexity: O(L · D) each time that it is asked for, since behind an average few need it.
  public var embedded: Matrix { rows ?? model.sequential.embed(review.indices) }

  /// The number of positions, L.
  public var length: Int { review.indices.count }

  /// The number of embedding dimensions, D.
  public var dimensions: Int { rows?.columns ?? model.sequential.embedding.table.columns }

  /// The product of each row of `E` with one row, without copying any.
  ///
  /// - Parameter row: 1 × D.
  /// - Returns: One number a position.
  func dots(withRow row: Matrix) -> [Double] {
    rows?.dots(withRow: row)
      ?? model.sequential.embedding.dots(of: review.indices, withRow: row)
  }

  /// The same review with other rows, as if its tokens had other embeddings.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: The review in front of the same model.
  public func with(embedded: Matrix) -> ExplainedReview {
    ExplainedReview(review, replacement: embedded, asked: asked, given: given, by: explainer)
  }

  /// The review in the space in which gradients are taken: in front of a program that gives any, its pieces with their
  /// embeddings, T × D; elsewhere the review itself.
  ///
  /// Its positions are pieces, special tokens among them; ``ConfiguredMethod/attribute(_:)`` adds their numbers up to those of
  /// words.
  public var atEmbeddings: ExplainedReview {
    guard given == nil, let given = asked?.embeddings else { return self }
    return ExplainedReview(
      given.pieces, replacement: given.embedded, asked: nil, given: given, logits: logits,
      by: explainer)
  }

  /// Runs something that asks for the output many times.
  ///
  /// In front of a program it runs several times, so that the program is asked for many values at a time; elsewhere once.
  ///
  /// - Parameter body: Asks the review that it is given. It must have no effects, and depend on nothing else.
  /// - Returns: What the last run returns.
  public func inBatches<Result>(_ body: (ExplainedReview) -> Result) -> Result {
    guard given == nil, let asked else { return body(self) }
    return asked.inBatches { asked in
      body(
        ExplainedReview(review, replacement: isReplaced ? rows : nil, asked: asked, by: explainer))
    }
  }

  /// Numbers of a method that looks at the gradient, made once for a program.
  func remembering(
    _ key: String, _ make: (ExplainedReview) -> Attribution
  ) -> Attribution {
    asked?.remembering("\(output) \(key)") { make(self) } ?? make(self)
  }

  /// The same review with another output that is explained.
  func explained(by explainer: Explainer) -> ExplainedReview {
    ExplainedReview(
      review, replacement: isReplaced ? rows : nil, asked: asked, given: given, logits: logits,
      by: explainer)
  }

  /// The model.
  public var model: Model { explainer.model }
  /// The output that is explained.
  public var output: Output { explainer.output }
  /// Whether it is a probability or a logit.
  public var target: Target { explainer.output.target }
  /// The closed form of the classifier, where it has one.
  public var pooled: PooledNetwork? { explainer.pooled }
  /// What the model says of the review.
  public var prediction: Prediction { Prediction(logits: logits, classes: model.classes) }
  /// The output `F` at the review.
  public var value: Double { output.value(at: logits) }

  /// What the seeds of sampling methods are mixed with, so that one review does not change another's numbers.
  public var seedText: String { review.text }

  /// Whether a position counts.
  public func counts(_ position: Int) -> Bool { mask?[position] ?? true }

  /// The first position that counts; 0 where none does.
  public var firstCounted: Int { (0..<length).first(where: counts) ?? 0 }

  /// The weight of a position that counts in an average over positions, `1/n`; 0 where none counts.
  public var share: Double {
    let count = mask.map { mask in mask.count { $0 } } ?? length
    return count == 0 ? 0 : 1 / Double(count)
  }

  /// For each position a number that is equal where two positions are interchangeable.
  ///
  /// Behind an average these are positions where the same is read; where order matters there are none.
  public var kinds: [Int] {
    guard pooled != nil, !isReplaced else { return Array(0..<length) }
    return review.kinds
  }

  /// The output `F` at any embedding matrix.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: A probability or a logit.
  public func value(at embedded: Matrix) -> Double {
    output.value(at: logits(at: embedded))
  }

  /// The logits at any embedding matrix, 1 × K.
  func logits(at embedded: Matrix) -> Matrix {
    given?.logits(at: embedded) ?? asked?.logits(at: embedded)
      ?? model.sequential.logits(at: embedded, mask: mask)
  }

  /// The output `F` when only some positions are there; what remains is read as if it were the whole review.
  ///
  /// - Parameter kept: The positions that remain, in order; at least one of them counts.
  /// - Returns: A probability or a logit.
  public func value(keeping kept: [Int]) -> Double { output.value(at: logits(keeping: kept)) }

  /// The same as logits, 1 × K.
  func logits(keeping kept: [Int]) -> Matrix {
    if let asked { return asked.logits(keeping: kept) }
    if let mask {
      var remaining = [Bool](repeating: false, count: mask.count)
      for position in kept { remaining[position] = mask[position] }
      return model.sequential.logits(at: embedded, mask: remaining)
    }
    let embedded = embedded
    var rows = Matrix(rows: kept.count, columns: embedded.columns)
    for (row, position) in kept.enumerated() { rows.setRow(row, to: embedded, row: position) }
    return model.sequential.logits(at: rows)
  }

  /// The gradient `∂F/∂E` at the review, L × D, measured by the general backward pass through every layer each time that
  /// it is asked for.
  ///
  /// In front of a program there is one ``atEmbeddings`` alone, if the program gives it; elsewhere it is not numbers.
  public var gradient: Matrix {
    given?.gradient(of: output, at: logits) ?? gradient(at: embedded)
  }

  /// The gradient with which each position has a share: behind an average `∂F/∂m`, 1 × D, otherwise ``gradient``.
  var sharedGradient: Matrix {
    pooled?.gradient(of: output.gradient(at: logits), through: states) ?? gradient
  }

  /// The gradient `∂F/∂E` at any embedding matrix, by the general backward pass.
  ///
  /// - Parameter embedded: L × D.
  /// - Returns: L × D.
  public func gradient(at embedded: Matrix) -> Matrix {
    if let given { return given.gradients(of: output, at: [embedded])[0] }
    // Which words are there is no number to differentiate by, and no number is better than a wrong one.
    if asked != nil { return embedded.mapped { _ in .nan } }
    return model.sequential.gradient(at: embedded, mask: mask, of: output.gradient(at:)).gradient
  }

  /// The gradients at several embedding matrices, which a program is asked for together.
  ///
  /// - Parameter points: L × D each, at most ``mostPoints`` of them.
  /// - Returns: L × D each.
  func gradients(at points: [Matrix]) -> [Matrix] {
    given?.gradients(of: output, at: points) ?? points.map { gradient(at: $0) }
  }

  /// The number of points that are asked about at a time; all of them stay in memory.
  var mostPoints: Int { given == nil ? 1 : 32 }

  /// The embedding matrix of a baseline, L × D, or 1 × D where every position holds the same row.
  func rows(of baseline: Baseline) -> Matrix {
    given?.rows(of: baseline) ?? baseline.row(for: self)
  }

  /// The embedding matrix of a review of the background in the space of a program's embeddings; nil elsewhere.
  func rows(ofBackground text: String) -> Matrix? { given?.rows(ofBackground: text) }

  /// Whether the output is known at other embeddings than the review's own.
  var hasOtherEmbeddings: Bool { explainer.offer >= .gradients }
}
