import Attribution
import Classifier
import HTML
import LinearAlgebra
import Literate

extension ReportValues {
  /// The sum and the strongest words of each registered method.
  static let methods = AttributionMethods.all.flatMap { method in
    let name = method.name
    @Sendable func result(_ analysis: ReviewAnalysis) -> Attribution? {
      analysis.result(named: method).attribution
    }
    @Sendable func word(_ analysis: ReviewAnalysis, _ sign: Double) -> Int? {
      guard let scores = result(analysis)?.scores else { return nil }
      return scores.indices.max { (sign * scores[$0], $1) < (sign * scores[$1], $0) }
    }
    let unit = method.card.isSigned ? Value.Unit.points : .plain
    func of(
      _ path: String, _ summary: String, _ unit: Value.Unit,
      _ value: @escaping @Sendable (ReviewAnalysis) -> Value?
    ) -> ValuePath<ReportContext> {
      ReportValues.of(path, summary, unit, needs: method.card.needs, value)
    }
    return [
      of("\(name).sum", "the sum over all positions", unit) { result($0).map { .number($0.sum) } },
      of("\(name).change", "the sum that completeness requires", unit) {
        result($0).flatMap { found in found.convergenceDelta.map { .number(found.sum - $0) } }
      },
      of("\(name).convergence-delta", "the sum minus that required sum", .plain) {
        result($0)?.convergenceDelta.map { .number($0) }
      },
      of("\(name).completeness-error", "the absolute convergence delta", .plain) {
        result($0)?.convergenceDelta.map { .number(abs($0)) }
      },
      of("\(name).baseline", "the baseline", .text) {
        ($0.result(named: method).method.method.baseline?.summary).map { .text($0) }
      }.among { _ in Baseline.allCases.map(\.summary) },
      of("\(name).padding", "the sum over all positions of padding", unit) {
        result($0).map { .number($0.padding) }
      },
      of("\(name).unknown", "the sum over unknown words", unit) { analysis in
        result(analysis).map { found in
          let unknown = zip(analysis.tokens, found.scores).filter { !$0.0.isKnown }
          return .number(unknown.reduce(0) { $0 + $1.1 })
        }
      },
      of("\(name).special", "the score of the start mark, or of the end of the line", unit) {
        result($0).map { .number($0.specialTokens) }
      },
      of("\(name).distinct", "distinct scores of words", .count) {
        // A word that the model ignores has no score.
        let (explained, first) = ($0.explained, $0.review.firstPosition)
        return result($0).map { found in
          let counted = found.scores.indices.filter { explained.isUnmasked(first + $0) }
          return .integer(Set(counted.map { found.scores[$0] }).count)
        }
      },
      of(
        "\(name).spread-of-equal-words", "the largest difference between the scores of equal words",
        unit
      ) { analysis in
        result(analysis).map { found in
          var ranges: [Int: (low: Double, high: Double)] = [:]
          for (token, score) in zip(analysis.tokens, found.scores) {
            let range = ranges[token.index] ?? (score, score)
            ranges[token.index] = (min(range.low, score), max(range.high, score))
          }
          return .number(ranges.values.reduce(0) { max($0, $1.high - $1.low) })
        }
      },
      of("\(name).strongest-word", "the word with the largest score", .text) { analysis in
        word(analysis, 1).map { .text(analysis.words[$0]) }
      },
      of("\(name).strongest", "the largest score", unit) { analysis in
        word(analysis, 1).flatMap { index in result(analysis).map { .number($0.scores[index]) } }
      },
      of("\(name).weakest-word", "the word with the smallest score", .text) { analysis in
        word(analysis, -1).map { .text(analysis.words[$0]) }
      },
      of("\(name).weakest", "the smallest score", unit) { analysis in
        word(analysis, -1).flatMap { index in result(analysis).map { .number($0.scores[index]) } }
      },
    ]
  }
}
