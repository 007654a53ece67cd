import Attribution
import Classifier
import LinearAlgebra
public import SourceText

/// The rank correlation between absolute scores and the effect of replacing each word by random ones.
///
///     ρ(|φₜ|, E_w[(F(x) − F(x with t replaced by w))²]) over random words w of the vocabulary
///
/// - Unit: Spearman's ρ, −1 to 1; undefined if all scores have the same size.
/// - Cost: one value per kind of word and sample, once per review.
public struct MonotonicityNguyen: Metric {
  public static let card = MetricCard(
    name: "monotonicity-nguyen",
    title: "Monotonicity (Nguyen)",
    summary:
      "The rank correlation of absolute scores with the mean squared change of the probability when a word is replaced.",
    formula: #"\rho\bigl(|\varphi_t|,\; \mathbb{E}_w[(F(x) - F(x_{t \to w}))^2]\bigr)"#,
    origin:
      "Nguyen and Rodríguez Martínez, as in Quantus: 100 samples; its uniform noise is a random vocabulary word here",
    source: Source(
      "Nguyen and Rodríguez Martínez, On Quantitative Aspects of Model Interpretability, 2020, section 3.2",
      url: "https://arxiv.org/abs/2007.07584"),
    better: .higher,
    removesWords: false,
    needs: .layers)

  private let samples: Int

  /// Creates the metric.
  ///
  /// - Parameter samples: The number of substitutes for each word.
  public init(samples: Int = 100) {
    self.samples = samples
  }

  public init(options: inout Options, default standard: Self) {
    samples = options.take("samples", default: standard.samples, in: 1...100_000)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    var random = review.random(for: card.name)
    let vocabulary = review.explained.network.text.vocabulary.count
    let substitutes = review.explained.network.sequential.embed(
      (0..<samples).map { _ in random.below(vocabulary) })
    guard let moves = RankCorrelation.levels(Self.moves(review, substitutes)),
      let ranks = RankCorrelation.centred(RankCorrelation.ranks(moves))
    else { return { _ in nil } }
    return { explanation in
      RankCorrelation.levels(explanation.scores.map(abs)).flatMap { levels in
        RankCorrelation.correlation(RankCorrelation.ranks(levels), withCentred: ranks)
      }
    }
  }

  /// Returns the mean squared change of the output for each word.
  private static func moves(_ review: MetricInput, _ substitutes: Matrix) -> [Double] {
    let substitution = Substitution(of: review.explained, by: substitutes)
    let kinds = review.explained.interchangeableGroups
    var known: [Int: Double] = [:]
    return review.words.map { position in
      if let move = known[kinds[position]] { return move }
      let move = substitution.move(at: position)
      known[kinds[position]] = move
      return move
    }
  }
}

/// The effect of replacing a word by other words.
private struct Substitution {
  private let explained: ReviewInput
  private let embedded: Matrix
  private let substitutes: Matrix
  /// After average pooling: the first layer's units, and the contribution of each substitute to them.
  private let closedForm: (network: PooledNetwork, units: Matrix, joining: [Matrix])?

  init(of explained: ReviewInput, by substitutes: Matrix) {
    self.explained = explained
    embedded = explained.embedded
    self.substitutes = substitutes
    guard let network = explained.pooled, explained.output.logits == 1 else {
      closedForm = nil
      return
    }
    closedForm = (
      network, network.affine(0, explained.mean),
      (0..<substitutes.rows).map { Self.added(by: substitutes, $0, network, explained) }
    )
  }

  /// Returns the mean squared change of the output over all substitutes.
  func move(at position: Int) -> Double {
    let value = explained.value
    var sum = 0.0
    if let (network, units, joining) = closedForm {
      let rest = units - Self.added(by: embedded, position, network, explained)
      var state = rest
      for other in joining {
        for lane in state.lanes.indices { state.lanes[lane] = rest.lanes[lane] + other.lanes[lane] }
        let change = explained.output.value(at: network.logits(atFirst: state)) - value
        sum += change * change
      }
    } else {
      for row in 0..<substitutes.rows {
        var embedded = embedded
        embedded.setRow(position, to: substitutes, row: row)
        let change = explained.value(at: embedded) - value
        sum += change * change
      }
    }
    return sum / Double(substitutes.rows)
  }

  /// Returns the contribution of a row to the first layer's units.
  private static func added(
    by rows: Matrix, _ row: Int, _ network: PooledNetwork, _ explained: ReviewInput
  ) -> Matrix {
    var entries = Matrix(rows: 1, columns: rows.columns)
    entries.setRow(0, to: rows, row: row)
    return network.product(explained.positionWeight * entries, network.layers[0].kernel)
  }
}
