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
    let further = [
      unknown, NgramNote.sentence(analysis.explained.explainer).map { Phrase($0) }, unread,
    ]
    return Legend(
      scales: scales, entries: flat + further.compactMap(\.self).map { Legend.Entry($0) })
  }

  /// The scale of contributions, and the shares of methods whose colours are relative to their largest value.
  private var scales: [Legend.Steps] {
    let coloured = results.filter(\.supports)
    let relative = coloured.filter { analysis.colours(of: $0).relativeTo != nil }
    let unit = ColourScale.unit(of: analysis.explained.target)
    let absolute = steps(
      numbers,
      note: """
        \(unit.prefix(1).uppercased() + unit.dropFirst()), at least. Each step doubles; \(reach(except: relative)). \
        Less than \(numbers[0]) stays plain.
        """)
    let ofLargest = steps(
      shares,
      note: """
        Share of the method’s largest value, at least. Less than \(shares[0]) stays plain.
        """, areShares: true)
    if relative.isEmpty { return [absolute] }
    return relative.count == coloured.count ? [ofLargest] : [absolute, ofLargest]
  }

  private func steps(_ values: [String], note: String, areShares: Bool = false) -> Legend.Steps {
    // A fraction and a sign would not fit into a step.
    func scale(_ verdict: String, line: String, sign: String) -> Legend.Scale {
      Legend.Scale(
        "supports \(verdict)", line: line, values: areShares ? values : values.map { sign + $0 })
    }
    return Legend.Steps(
      positive: scale(analysis.subject.label.name, line: "solid line", sign: "+"),
      negative: scale(analysis.subject.plainOpposite, line: "dotted line", sign: NumberText.minus),
      note: Phrase(note), areShares: areShares)
  }

  /// The reviews and methods that share the scale.
  private func reach(except relative: [ReviewAnalysis.Result]) -> String {
    switch analysis.scale.reach {
    case .fixed where !relative.isEmpty:
      "one scale for all reviews and methods, here except \(relative.map(\.method.title).joined(with: "and"))"
    case .fixed: "one scale for all reviews and methods"
    case .report:
      "one scale for all reviews of this report, whose largest number has the strongest colour"
    case .page: "one scale for this review, whose largest number has the strongest colour"
    }
  }

  /// The lower bounds of the steps of contributions.
  private var numbers: [String] { analysis.scale.thresholds.map(Self.number) }

  /// The lower bounds of the steps of a method whose largest value has the strongest colour.
  private var shares: [String] {
    (0..<ColourScale.steps).reversed().map { Self.number(1 / Double(1 << $0)) }
  }

  /// Returns a power of two as a whole number or a fraction.
  private static func number(_ power: Double) -> String {
    let fractions = [2.0: "½", 4: "¼", 8: "⅛"]
    return power >= 1
      ? NumberText.fixed(power, digits: 0)
      : fractions[1 / power] ?? "1/" + NumberText.fixed(1 / power, digits: 0)
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
