public import Attribution
public import Classifier
import LinearAlgebra
import Processes

/// The sanity checks of Adebayo et al., which test whether explanations depend on the learned parameters.
///
/// Each method explains reviews by the model and by models that have lost what they learned, and the two orders of words
/// are correlated by Spearman's ρ. A method that is insensitive to the loss keeps its order.
///
/// Three means are needed. The signed one falls to 0 when the order is lost; that of absolute values, which is common for
/// images, hides a readout that reverses the whole order; that of `|ρ|` shows it. A model whose embedding has learned a
/// single direction ranks words by it, up to the sign, regardless of the readout: then the signed mean is near 0 and the
/// other two are not, which is evidence about the model, not against the method. The stage that randomizes the embedding
/// decides.
///
/// - Source: Adebayo et al., *Sanity Checks for Saliency Maps*, 2018, sections 3 and 4,
///   <https://arxiv.org/abs/1810.03292>.
public struct SanityChecks: Sendable {
  /// One review explained by one method, with and without the learned parameters.
  struct Comparison: Sendable {
    /// Spearman's ρ of the words' numbers, and of their absolute values; nil if one side is constant.
    let signed: Double?
    let absolute: Double?
  }

  /// The methods.
  public let methods: [ConfiguredMethod]
  private let explainer: Explainer
  private let reviews: [EncodedReview]
  /// The explained output of each review, for the other models too.
  private let outputs: [Output]
  /// The attributions of each method, for each review.
  private let original: [[Attribution]]
  private let jobs: Int

  /// Explains the reviews by the model itself.
  ///
  /// - Parameters:
  ///   - texts: The reviews.
  ///   - explainer: The model and the explained output.
  ///   - methods: The methods.
  ///   - jobs: The number of reviews explained in parallel, which does not affect the result.
  ///   - progress: Receives the number of explained reviews, from 0, and of all reviews.
  public init(
    of texts: [String], by explainer: Explainer, methods: [ConfiguredMethod], jobs: Int = 1,
    progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    self.explainer = explainer
    self.methods = methods
    self.jobs = jobs
    let reviews = texts.map(explainer.encode)
    self.reviews = reviews
    let found = Parallel.map(reviews.count, jobs: jobs, progress: progress) { index in
      let explained = explainer.explain(reviews[index])
      return (explained.output, methods.map { $0.method.attribute(explained) })
    }
    outputs = found.map(\.0)
    original = found.map(\.1)
  }

  /// Compares the attributions of the model with those of one that has lost what it learned.
  ///
  /// - Parameters:
  ///   - other: A model that reads texts in the same way.
  ///   - progress: Receives the number of explained reviews, from 0, and of all reviews.
  /// - Returns: One result per method over the reviews.
  /// - Complexity: One run of every method per review.
  public func compare(
    with other: Model, progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) -> [SanityRun] {
    let explainer = Explainer(
      model: other, output: self.explainer.output,
      background: self.explainer.background.texts)
    let explainers = Dictionary(
      uniqueKeysWithValues: Set(outputs).map { ($0, explainer.explaining($0)) })
    let rows = Parallel.map(reviews.count, jobs: jobs, progress: progress) { index in
      let explained = ReviewInput(
        other.encode(reviews[index].text), by: explainers[outputs[index]] ?? explainer)
      return methods.indices.map { method in
        Self.compare(
          original[index][method].scores,
          methods[method].method.attribute(explained).scores)
      }
    }
    return methods.indices.map { method in SanityRun(rows.map { $0[method] }) }
  }

  /// Compares the attributions of the model with a random number for each different word.
  ///
  /// - Parameter seed: The seed of the numbers.
  /// - Returns: One chance-level result per method, with which the other stages are compared.
  public func chance(seed: UInt64) -> [SanityRun] {
    methods.indices.map { method in
      SanityRun(
        reviews.indices.map { index in
          let review = reviews[index]
          var random = SplitMix64(seed: seed, for: "chance" + review.text)
          var numbers: [Int: Double] = [:]
          let scores = review.readTokens.map { token in
            let number = numbers[token.index] ?? random.normal()
            numbers[token.index] = number
            return number
          }
          return Self.compare(original[index][method].scores, scores)
        })
    }
  }

  /// The share of the variation between the words' embeddings that lies along one direction.
  ///
  /// It is the share of the largest principal component in the variance of the rows of all words that are read. If it is
  /// near 1, every readout of the embedding ranks words by that direction, up to the sign.
  public var mainDirectionShare: Double {
    let words = reviews.flatMap { $0.readTokens.map(\.index) }
    guard !words.isEmpty else { return 1 }
    let rows = explainer.network.sequential.embed(words)
    let mean = rows.rowMean
    var covariance = Matrix(rows: rows.columns, columns: rows.columns)
    for row in 0..<rows.rows {
      let centred = zip(rows.row(row), mean.row(0)).map(-)
      for (i, a) in centred.enumerated() {
        for (j, b) in centred.enumerated() { covariance[i, j] += a * b }
      }
    }
    let total = (0..<rows.columns).reduce(0) { $0 + covariance[$1, $1] }
    guard total > 0 else { return 1 }
    // Power iteration from the row of the largest variance, which is not orthogonal to the result.
    let widest = (0..<rows.columns).max { covariance[$0, $0] < covariance[$1, $1] } ?? 0
    var direction = covariance.row(widest)
    var length = 0.0
    for _ in 0..<200 {
      let next = (0..<rows.columns).map { i in
        direction.indices.reduce(0) { $0 + covariance[i, $1] * direction[$1] }
      }
      length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      direction = next.map { $0 / length }
    }
    return length / total
  }

  private static func compare(_ one: [Double], _ other: [Double]) -> Comparison {
    Comparison(
      signed: RankCorrelation.spearman(one, other),
      absolute: RankCorrelation.spearman(one.map(abs), other.map(abs)))
  }
}
