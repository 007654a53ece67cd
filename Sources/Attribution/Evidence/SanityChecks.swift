public import Classifier
import LinearAlgebra

/// Whether explanations depend on what the model learnt: the sanity checks of Adebayo and others.
///
/// Each method explains reviews by the model and by models that have lost what it learnt, and the words' two orders are
/// correlated by Spearman's ρ. A method that hears nothing of the loss keeps its order.
///
/// Three means are needed. The signed one falls to 0 when the order is lost; that of the absolute numbers, which is
/// usual for pictures, hides that a readout may turn the whole order round; that of `|ρ|` shows it. A model whose
/// embedding has learnt one direction ranks words by it whatever the readout is, up to the sign: then the signed mean
/// is near 0 and the other two are not, which says something about the model and nothing against the method. The stage
/// that draws the embedding anew decides.
///
/// - Source: Adebayo et al., *Sanity Checks for Saliency Maps*, 2018, sections 3 and 4,
///   <https://arxiv.org/abs/1810.03292>.
public struct SanityChecks: Sendable {
  /// One review by one method, with the model and without what it learnt.
  struct Comparison: Sendable {
    /// Spearman's ρ of the words' numbers, and of their absolute values; nil where one side is constant.
    let signed: Double?
    let absolute: Double?
  }

  /// The methods.
  public let methods: [ConfiguredMethod]
  private let explainer: Explainer
  private let reviews: [EncodedReview]
  /// What is explained of each review, by the other models too.
  private let outputs: [Output]
  /// For each review the numbers of each method.
  private let original: [[Attribution]]
  private let jobs: Int

  /// Explains the reviews by the model itself.
  ///
  /// - Parameters:
  ///   - texts: The reviews.
  ///   - explainer: The model, and what of it is explained.
  ///   - methods: The methods.
  ///   - jobs: How many reviews are explained at a time, which does not change the result.
  public init(
    of texts: [String], by explainer: Explainer, methods: [ConfiguredMethod], jobs: Int = 1
  ) {
    self.explainer = explainer
    self.methods = methods
    self.jobs = jobs
    let reviews = texts.map(explainer.model.encode)
    self.reviews = reviews
    let found = Parallel.map(reviews.count, jobs: jobs) { index in
      let explained = explainer.explain(reviews[index])
      return (explained.output, methods.map { $0.method.attribute(explained) })
    }
    outputs = found.map(\.0)
    original = found.map(\.1)
  }

  /// Compares the numbers of the model with those of one that lost what it learnt.
  ///
  /// - Parameter other: A model that reads texts in the same way.
  /// - Returns: For each method what was found over the reviews.
  /// - Complexity: Every method once a review.
  public func compare(with other: Model) -> [SanityRun] {
    let explainer = Explainer(
      model: other, output: self.explainer.output,
      background: self.explainer.background.members.map(\.review.text))
    let explainers = Dictionary(
      uniqueKeysWithValues: Set(outputs).map { ($0, explainer.explaining($0)) })
    let rows = Parallel.map(reviews.count, jobs: jobs) { index in
      let explained = ExplainedReview(
        other.encode(reviews[index].text), by: explainers[outputs[index]] ?? explainer)
      return methods.indices.map { method in
        Self.compare(
          original[index][method].scores,
          methods[method].method.attribute(explained).scores)
      }
    }
    return methods.indices.map { method in SanityRun(rows.map { $0[method] }) }
  }

  /// Compares the numbers of the model with a random number for each different word.
  ///
  /// - Parameter seed: Where the numbers come from.
  /// - Returns: For each method what chance gives, which the other stages are to be held against.
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

  /// How much of what tells the words' embeddings apart lies along one direction.
  ///
  /// It is the share of the largest principal component in the variance of the rows of all words that are read. Where it
  /// is near 1, whatever reads the embedding ranks words by that direction, one way or the other.
  public var mainDirectionShare: Double {
    let words = reviews.flatMap { $0.readTokens.map(\.index) }
    guard !words.isEmpty else { return 1 }
    let rows = explainer.model.sequential.embed(words)
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
    // Power iteration from the row of the largest variance, which is not at right angles to the answer.
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
