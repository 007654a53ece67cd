import Attribution
import Classifier

/// The review that a document shows as its example: the first from which a reader can see most.
///
/// It is read to its end and short enough to be read by people, words speak for and against its verdict, and a hidden unit
/// switches on the path from the baseline, if the network has a closed form and hidden units at all. If no review meets the
/// last condition, it is dropped.
struct ExampleReview {
  /// The largest number of words.
  static let mostWords = 150
  /// The number of reviews of a run that are considered.
  static let mostReviews = 200

  /// The id of the review.
  let id: String

  /// Chooses the example of a run; nil if no review serves as one.
  init?(of run: Run) {
    let explainer = run.analyst.explainer
    // A long text is not worth a prediction.
    let short = run.picks.prefix(Self.mostReviews).indices.filter { index in
      let text = run.picks[index].text
      return text.utf8.count < 16 * Self.mostWords && explainer.findsWord(in: text)
    }
    let switching = short.first {
      Self.switches(run.picks[$0].text, run.analyst) && Self.serves($0, in: run)
    }
    guard let index = switching ?? short.first(where: { Self.serves($0, in: run) }) else {
      return nil
    }
    id = run.picks[index].id
  }

  /// Whether a hidden unit switches on the path from the leading method's baseline, or the model knows no such thing.
  private static func switches(_ text: String, _ analyst: ReviewAnalyzer) -> Bool {
    guard let pooled = analyst.explainer.pooled, pooled.layers.count > 1 else { return true }
    let baseline = analyst.methods.lazy.compactMap(\.method.baseline).first ?? .pad
    return BaselinePath(analyst.explainer.explain(text), from: baseline).switchCount > 0
  }

  /// Whether the model reads the whole review, which is short, and the leading method finds words on both sides.
  private static func serves(_ index: Int, in run: Run) -> Bool {
    let analysis = run.analysis(index + 1)
    guard analysis.review.truncated == 0, analysis.tokens.count <= mostWords,
      let leading = analysis.results.first(where: \.isContribution) ?? analysis.results.first
    else { return false }
    let scores = leading.attribution.scores
    return !leading.method.method.isSigned
      || (scores.contains { $0 > 0 } && scores.contains { $0 < 0 })
  }
}
