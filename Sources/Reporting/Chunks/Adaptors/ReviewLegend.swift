import Attribution
import Blocks
import Classifier
import HTML
import SourceText

/// The meaning of the colours of a review.
struct ReviewLegend {
  let analysis: ReviewAnalysis
  let results: [ReviewAnalysis.Result]

  var legend: Legend {
    let flat = results.indices.filter {
      !results[$0].method.method.isSigned && results[$0].attribution.isConstant
        && !analysis.tokens.isEmpty
    }.map { slot in
      Legend.Entry(
        """
        \(piece: .sample("every word", .flat)) has the same value: there is nothing to rank and no sign to show.
        """, choice: slot)
    }
    let unit = ColourScale.unit(of: analysis.explained.target)
    let further = [
      unknown, NgramNote.sentence(analysis.explained.explainer).map { Phrase($0) }, unread,
    ]
    return Legend(
      positive: scale(analysis.subject.label.name, line: "solid line", sign: "+"),
      negative: scale(analysis.subject.plainOpposite, line: "dotted line", sign: NumberText.minus),
      note: """
        \(unit.prefix(1).uppercased() + unit.dropFirst()), at least. Each step doubles; \(reach). \
        Less than \(numbers[0]) stays plain.
        """,
      entries: flat + further.compactMap(\.self).map { Legend.Entry($0) })
  }

  private var reach: String {
    switch analysis.scale.reach {
    case .fixed: "one scale for all reviews and methods"
    case .report:
      "one scale for all reviews of this report, whose largest number has the strongest colour"
    case .page: "one scale for this review, whose largest number has the strongest colour"
    }
  }

  /// The lower bounds of the steps, which are powers of two.
  private var numbers: [String] {
    let fractions = [2.0: "½", 4: "¼", 8: "⅛"]
    return analysis.scale.thresholds.map { points in
      points >= 1
        ? NumberText.fixed(points, digits: 0)
        : fractions[1 / points] ?? "1/" + NumberText.fixed(1 / points, digits: 0)
    }
  }

  private func scale(_ verdict: String, line: String, sign: String) -> Legend.Scale {
    Legend.Scale("supports \(verdict)", line: line, values: numbers.map { sign + $0 })
  }

  /// A sentence about words that are not in the vocabulary; nil if there are none.
  var unknown: Phrase? {
    let count = analysis.tokens.count { !$0.isKnown }
    guard count > 0 else { return nil }
    // Without layers every word is known.
    let reason =
      switch analysis.explained.network.text.ngrams {
      case nil: "all such words share one embedding"
      case let ngrams? where ngrams.usesBuckets: "such words have no embedding of their own"
      default: "the model ignores such words"
      }
    return "\(piece: .sample("word", .unknown)) not in the vocabulary (\(count) here): \(reason)."
  }

  /// A sentence about words that are never read; nil if there are none.
  var unread: Phrase? {
    let count = analysis.review.truncated
    guard count > 0 else { return nil }
    let positions = analysis.review.indices.count
    let reason =
      analysis.explained.explainer.hasLayers
      ? "the model takes \(positions) positions and the review is longer."
      : "the program reads \(counted(positions, "word")) of it."
    return "\(piece: .sample("word", .unread)) never read (\(count) here): \(reason)"
  }
}
