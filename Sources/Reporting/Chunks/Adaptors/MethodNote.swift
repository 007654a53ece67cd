import Attribution
import Blocks
import Classifier
import HTML
import LinearAlgebra
import MathML
import SourceText

/// A note about a method: its summary, its formula, and the sum of its scores in this review.
struct MethodNote {
  let analysis: ReviewAnalysis
  let result: ReviewAnalysis.Result
  let slot: Int

  var block: Block {
    let card = result.method.card
    let caution = result.caution.map { Block.paragraph(Phrase($0)) }
    return .group(
      [
        .paragraph("\(strong: "\(card.title).") \(card.summary)"),
        .phrase(Self.formulas[card.name] ?? ""), .paragraph(sums + conditions),
      ] + [caution].compactMap(\.self), Block.Group("note", choice: slot))
  }

  /// The formulas of all methods, converted once for all pages.
  private static let formulas: [String: Phrase] = {
    let formulas = AttributionMethods.all.map { method in
      let place = SourceLocation(file: method.name)
      let formula = try? MathML.convert(method.card.formula, display: false, at: place)
      return (method.name, formula.map { Phrase(.formula($0, tex: method.card.formula)) } ?? "")
    }
    return Dictionary(formulas) { first, _ in first }
  }()

  /// The conditions of the scores: the meaning of a missing word or the baseline, and the quality of a fit.
  var conditions: Phrase {
    let method = result.method.method
    var sentences: Phrase = ""
    if let removal = method.removal {
      sentences +=
        " A missing word is \(analysis.explained.explainer.meaning(of: removal, method.baseline ?? .pad))."
    } else if let baseline = method.baseline {
      let explainer = analysis.explained.explainer
      let start =
        explainer.hasBaselineRows ? baseline.summary : Origin(of: method)?.summary(for: explainer)
      sentences += " Baseline: \(start ?? baseline.summary)."
    }
    if let fit = result.attribution.fit {
      sentences += " R² \(NumberText.fixed(fit, digits: 3))."
    }
    return sentences
  }

  /// The reason why words are not coloured by signed scores.
  private var sign: String {
    result.supports
      ? "" : " Its sign is not that of a word’s effect, so the words are not coloured."
  }

  /// Sentences about the sum of the scores in this review.
  var sums: Phrase {
    let attribution = result.attribution
    guard let delta = attribution.convergenceDelta else {
      let value = NumberText.fixed(attribution.scores.first ?? 0, digits: 4)
      let largest = NumberText.fixed(attribution.scores.map(abs).max() ?? 0, digits: 4)
      if analysis.tokens.isEmpty { return "No word is read, so there are no scores." }
      if result.isContribution {
        return analysis.explained.explainer.hasLayers
          ? "Sum \(NumberText.points(attribution.sum)), a part of the change of the output.\(sign)"
          : """
          Sum \(NumberText.points(attribution.sum)). The program’s output at zero embeddings is unknown.\(sign)
          """
      }
      if !attribution.isConstant, result.method.method.isSigned {
        return "Not in the unit of the output; the largest number is \(largest).\(sign)"
      }
      return attribution.isConstant
        ? "The same value, \(value), for \(counted(analysis.tokens.count, "word")): a map would be flat."
        : "Unsigned scores, not in the unit of the output; they do not sum to the output change."
    }
    let sum = NumberText.points(attribution.sum)
    let needed = NumberText.points(attribution.sum - delta)
    guard result.method.card.axioms.contains(.completeness) || abs(delta) < 1e-9 else {
      return
        "Sum \(sum); it need not equal \(needed), because the scores are not shares of the change.\(sign)"
    }
    let errors = attribution.standardErrors.map { errors -> Phrase in
      let largest = NumberText.fixed(100 * (errors.max() ?? 0), digits: 2)
      return " Largest standard error \(largest)."
    }
    return """
      Sum \(sum), expected \(needed); convergence delta \(scientific: delta).\(errors ?? "")
      """
  }
}

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
