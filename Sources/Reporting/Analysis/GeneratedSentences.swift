package import Attribution
import Blocks
import Classifier
package import Faithfulness
import HTML

/// All generated sentences about one or several reviews, by name, for the tests that compare each with measurements.
///
/// To add a sentence, add a line here and its check to the tests.
package enum GeneratedSentences {
  /// Sentences about one review; a list may be empty.
  ///
  /// Sentences for pages include their tags.
  package static let ofReview: [(name: String, text: @Sendable (ReviewAnalysis) -> [String])] = [
    ("reading", { [Sentences.reading($0)] }),
    ("order", { [Sentences.order($0)].compactMap(\.self) }),
    ("plain baseline", { [$0.start.inPlainWords] }),
    ("standfirst of the gradient", { ofGradients($0) { FindingSentences.standfirst($0) } }),
    ("mean", { ofMean($0) }),
    ("path", { ofLayers($0) { Sentences.path($0) } }),
    (
      "path's caption",
      { ofLayers($0) { PathChunk.pieces($0.path(from: .pad)).html.markup } }
    ),
    ("agreement", { [$0.agreementFinding.sentence] }),
    ("forced agreement", { ForcedSentences.list([$0.agreement.forced]).map(\.html.markup) }),
    ("finding", { ofGradients($0) { FindingSentences.headline($0).html.markup } }),
    ("finding's reason", { ofGradients($0) { FindingSentences.reason($0).html.markup } }),
    ("finding's advice", { ofGradients($0) { FindingSentences.advice($0).html.markup } }),
    ("finding in the terminal", { [FindingSentences.terminal($0)] }),
    ("words in the gradient table", { ofGradients($0) { GradientTable.words($0, after: 1) } }),
    ("padding in the gradient table", { ofGradients($0) { GradientTable.padding($0) } }),
    ("gradient picture", { ofGradients($0) { GradientPicture.rows($0) } }),
    (
      "embedding picture",
      { ofGradients($0) { counted(GradientPicture.differentEmbeddings($0), "different row") } }
    ),
    ("sums", { ofResults($0) { MethodNote(analysis: $0, result: $1, slot: 0).sums.html.markup } }),
    (
      "conditions",
      { ofResults($0) { MethodNote(analysis: $0, result: $1, slot: 0).conditions.html.markup } }
    ),
    (
      "unknown words",
      { [ReviewLegend(analysis: $0, results: $0.results).unknown?.html.markup ?? ""] }
    ),
    (
      "unread words",
      { [ReviewLegend(analysis: $0, results: $0.results).unread?.html.markup ?? ""] }
    ),
    ("n-grams", { [NgramNote.sentence($0.explained.explainer)].compactMap(\.self) }),
    (
      "fewest words",
      { analysis in
        let found = Counterfactuals(analysis: analysis, settings: .init(of: analysis))
        return [found.sentence(found.flip)]
      }
    ),
    (
      "strongest words",
      {
        let words = StrongestWords($0)
        return [words?.sentence($0).html.markup].compactMap(\.self)
      }
    ),
    (
      "relative colours",
      { analysis in
        analysis.results.compactMap { analysis.colours(of: $0).sentence(for: $0) }
      }
    ),
    ("sampling", { [SamplingError.sentence($0.results)] }),
    (
      "order of sampled scores",
      { analysis in
        analysis.results.map { SampledOrder(analysis, by: $0, limit: 12).sentence }
      }
    ),
    ("signs", { [CompareChunk.unsupported($0.results)] }),
  ]

  /// Sentences about several reviews.
  package static let ofSurvey: [(name: String, text: @Sendable (CollapseSurvey) -> [String])] = [
    ("headline", { [CollapseSentences.headline($0)] }),
    ("reason", { [CollapseSentences.reason($0)] }),
    (
      "measures",
      { survey in
        let rows =
          CollapseSentences.measures(survey)
          + (survey.patterns.map { CollapseSentences.measures($0) } ?? [])
        return rows.map { "\($0.name): \($0.value)" }
      }
    ),
    (
      "outlook",
      { $0.methods.map { "\($0.method.name): \(CollapseSentences.outlook($0))" } }
    ),
    ("advice", { [CollapseSentences.advice($0)] }),
  ]

  /// Sentences about methods judged by metrics, one per line or list item.
  package static let ofStudy: [(name: String, text: @Sendable (FaithfulnessTable) -> [String])] = [
    (
      "which to trust",
      { FaithfulnessText($0).trust.split(separator: "\n").map(String.init) }
    ),
    (
      "which to trust, on pages",
      { study in
        FaithfulnessFigure(table: study).trust.html.markup.split(separator: "\n").map(String.init)
      }
    ),
  ]

  private static func ofGradients(
    _ analysis: ReviewAnalysis, _ text: (ReviewAnalysis) -> String?
  ) -> [String] {
    analysis.explained.explainer.hasGradients ? [text(analysis)].compactMap(\.self) : []
  }

  private static func ofLayers(
    _ analysis: ReviewAnalysis, _ text: (ReviewAnalysis) -> String
  ) -> [String] {
    analysis.explained.explainer.hasLayers ? [text(analysis)] : []
  }

  private static func ofMean(_ analysis: ReviewAnalysis) -> [String] {
    analysis.explained.explainer.hasLayers
      && analysis.explained.network.sequential.rowStructure.collapses
      ? [FindingSentences.mean(analysis)] : []
  }

  private static func ofResults(
    _ analysis: ReviewAnalysis, _ text: (ReviewAnalysis, ReviewAnalysis.Result) -> String
  ) -> [String] {
    analysis.results.map { "\($0.method.name): \(text(analysis, $0))" }
  }
}
