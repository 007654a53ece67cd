import Classifier
import LinearAlgebra
public import SourceText

/// Whether words with large scores are those whose replacement moves the output.
///
///     ρ(|φₜ|, E_w[(F(x) − F(x with t replaced by w))²]) over random words w of the vocabulary
///
/// - Unit: Spearman's ρ, −1 to 1; undefined where all scores have one size.
/// - Cost: A value for each kind of word and sample, once a review.
/// - Source: Nguyen and Rodríguez Martínez, *On Quantitative Aspects of Model Interpretability*, 2020, section 3.2,
///   <https://arxiv.org/abs/2007.07584>.
public struct MonotonicityNguyen: Metric {
  public static let name = "monotonicity-nguyen"
  public static let title = "Monotonicity (Nguyen)"
  public static let summary =
    "The rank correlation of absolute scores with how much other words in a word's place move the probability."
  public static let formula =
    #"\rho\bigl(|\varphi_t|,\; \mathbb{E}_w[(F(x) - F(x_{t \to w}))^2]\bigr)"#
  public static let origin =
    "Nguyen and Rodríguez Martínez, as in Quantus: 100 samples; its uniform noise is a random word of the vocabulary here"
  public static let source = Source(
    "Nguyen and Rodríguez Martínez, On Quantitative Aspects of Model Interpretability, 2020, section 3.2",
    url: "https://arxiv.org/abs/2007.07584")
  public static let better = Better.higher
  public static let removesWords = false

  private let samples: Int

  public init(options: inout Options) {
    samples = options.take("samples", default: 100, in: 1...100_000)
  }

  public func prepare(_ review: JudgedReview) -> @Sendable (Explanation) -> Double? {
    var random = review.random(for: Self.name)
    let vocabulary = review.explained.model.text.vocabulary.count
    let substitutes = review.explained.model.sequential.embed(
      (0..<samples).map { _ in random.below(vocabulary) })
    guard let moves = RankCorrelation.levels(Self.moves(review.explained, substitutes, review)),
      let ranks = RankCorrelation.centred(RankCorrelation.ranks(moves))
    else { return { _ in nil } }
    return { explanation in
      RankCorrelation.levels(explanation.scores.map(abs)).flatMap { levels in
        RankCorrelation.pearson(RankCorrelation.ranks(levels), centred: ranks)
      }
    }
  }

  /// The mean square of the output's change, for each word.
  private static func moves(
    _ explained: ExplainedReview, _ substitutes: Matrix, _ review: JudgedReview
  ) -> [Double] {
    let changed = review.withSubstitutes(substitutes)
    let value = explained.value
    var known: [Int: Double] = [:]
    return review.words.indices.map { position in
      let kind = explained.kinds[position]
      if let move = known[kind] { return move }
      let squares = (0..<substitutes.rows).reduce(0.0) { sum, row in
        let change = changed(position, row) - value
        return sum + change * change
      }
      known[kind] = squares / Double(substitutes.rows)
      return squares / Double(substitutes.rows)
    }
  }
}

extension JudgedReview {
  /// The output with a position's row replaced by one of several others.
  fileprivate func withSubstitutes(_ rows: Matrix) -> (_ position: Int, _ row: Int) -> Double {
    let explained = explained
    guard let network = explained.pooled, explained.output.logits == 1 else {
      return { position, row in
        var embedded = explained.embedded
        embedded.setRow(position, to: rows, row: row)
        return explained.value(at: embedded)
      }
    }
    // Behind an average only the first layer's units move, by the difference of what two rows add to them.
    let kernel = network.layers[0].kernel
    func added(_ source: Matrix, _ row: Int) -> Matrix {
      var entries = Matrix(rows: 1, columns: source.columns)
      entries.setRow(0, to: source, row: row)
      return network.product(explained.share * entries, kernel)
    }
    let units = network.affine(0, explained.mean)
    let joining = (0..<rows.rows).map { added(rows, $0) }
    var leaving: (position: Int, units: Matrix) = (-1, units)
    var state = units
    return { position, row in
      if leaving.position != position {
        leaving = (position, units - added(explained.embedded, position))
      }
      for lane in state.lanes.indices {
        state.lanes[lane] = leaving.units.lanes[lane] + joining[row].lanes[lane]
      }
      return explained.output.value(atLogit: network.logit(atFirst: state))
    }
  }
}
