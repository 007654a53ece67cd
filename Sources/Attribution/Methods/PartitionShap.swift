import Classifier
import LinearAlgebra
public import SourceText

/// Owen values over the sentences, clauses and words of the review.
///
/// Like Shapley values, but restricted to orders that keep sentences together, and clauses within them: the halves of a
/// balanced binary tree of sentences join one after the other, within each the halves of its clauses, and within those
/// the halves of its words (`OwenValues`, `PartitionTree`). A word is thus evaluated with its neighbours present or
/// missing as a whole, and a few thousand coalitions yield exact values where Shapley values need 2ⁿ.
///
/// Players are the positions that do not hold the baseline. With more than 1,024 of them, neighbours are merged.
///
/// - Unit: the target's.
/// - Cost: O(T²) values: sums of H numbers after average pooling, otherwise forward passes.
/// - Peers: SHAP's `PartitionExplainer`, without its limit on evaluations, and with a tree built from the review's own
///   punctuation.
public struct PartitionShap: AttributionMethod {
  public static let card = MethodCard(
    name: "partition-shap",
    title: "Partition SHAP",
    summary: "The mean effect of the token over orders that keep sentences and clauses together.",
    formula:
      #"a_{\mathrm{left}} = \frac{1}{2} [ F(C \cup \mathrm{left}) - F(C) ] + \frac{1}{2} [ F(C \cup \mathrm{left} \cup \mathrm{right}) - F(C \cup \mathrm{right}) ]"#,
    cost: "about one forward pass per pair of tokens",
    source: Source(
      "Owen, Values of Games with a Priori Unions, 1977",
      url: "https://doi.org/10.1007/978-3-642-45494-3_7"),
    axioms: [.completeness, .dummy, .linearity, .targetSign],
    isSigned: true,
    needs: .predictions,
    underAveragePooling: "Survives, and is exact: a group that joins adds one sum to the average.")

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let missing: RemovalOptions

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  public init(baseline: Baseline = .pad, removal: Removal = .replace) {
    missing = RemovalOptions(baseline, removal)
  }

  public init(options: inout Options, default standard: Self) {
    missing = RemovalOptions(options: &options, default: standard.missing)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let players = Players(of: review, against: missing.baseline, most: Players.most)
    // The division between two players is the highest one from the last position of one to the first of the next.
    let ends = TextUnits(review.review).divisions
    let divisions = players.positions.indices.map { player in
      let last = players.positions[player].last ?? 0
      let next =
        player + 1 < players.count ? players.positions[player + 1].first ?? last : ends.count
      return ends[last..<next].max() ?? .word
    }
    let game = missing.game(review, players.positions)
    let values = OwenValues.of(game, PartitionTree(divisions: divisions))
    return Attribution(
      positions: players.divided(values, over: review.length), of: review,
      baselineValue: game.baselineValue)
  }
}
