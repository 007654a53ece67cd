import Attribution
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

  var html: HTML {
    let card = result.method.card
    return """
      <div class="note by-\(slot)"><p><strong>\(card.title).</strong> \(card.summary)</p>
      \(Self.formulas[card.name] ?? "")<p>\(sums)\(conditions)</p>\(caution)</div>

      """
  }

  /// A caution about the method for classifiers without layers.
  private var caution: HTML { result.caution.map { "<p>\($0)</p>" } ?? "" }

  /// The formulas of all methods, converted once for all pages.
  private static let formulas: [String: HTML] = {
    let formulas = AttributionMethods.all.map { method in
      let place = SourceLocation(file: method.name)
      return (
        method.name, (try? MathML.convert(method.card.formula, display: false, at: place)) ?? ""
      )
    }
    return Dictionary(formulas) { first, _ in first }
  }()

  /// The conditions of the scores: the meaning of a missing word or the baseline, and the quality of a fit.
  var conditions: HTML {
    let method = result.method.method
    var sentences: HTML = ""
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
  private var sign: HTML {
    result.supports
      ? "" : " Its sign is not that of a word’s effect, so the words are not coloured."
  }

  /// Sentences about the sum of the scores in this review.
  var sums: HTML {
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
    let errors = attribution.standardErrors.map { errors -> HTML in
      let largest = NumberText.fixed(100 * (errors.max() ?? 0), digits: 2)
      return " Largest standard error \(largest)."
    }
    return """
      Sum \(sum), expected \(needed); convergence delta \(NumberText.scientific(delta)).\(errors ?? "")
      """
  }
}

/// The legend of the colours; its samples are rendered like tokens.
struct Legend {
  let analysis: ReviewAnalysis
  let results: [ReviewAnalysis.Result]

  var html: HTML {
    let unsigned = results.indices.filter {
      !results[$0].method.method.isSigned && results[$0].attribution.isConstant
        && !analysis.tokens.isEmpty
    }
    let flat = unsigned.map { slot -> HTML in
      """
      <p class="by-\(slot)"><span class="sample t flat">every word</span> has the same value: there is nothing to \
      rank and no sign to show.</p>
      """
    }
    let unit = ColourScale.unit(of: analysis.explained.target)
    return """
      <div class="legend"><div class="signed"><div class="scale">\(row(analysis.subject.label.name, "solid line", "p", "+"))\
      \(row(analysis.subject.plainOpposite, "dotted line", "n", NumberText.minus))</div>
      <p>\(unit.prefix(1).uppercased() + unit.dropFirst()), at least. Each step doubles; \(reach). \
      Less than \(numbers[0]) stays plain.</p></div>
      \(flat)\(unknown)\(folded)\(unread)</div>
      """
  }

  private var reach: HTML {
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

  private func row(_ verdict: String, _ line: String, _ letter: String, _ sign: String) -> HTML {
    let element = MarkedText.element(step: letter == "p" ? 1 : -1, strongest: 1)
    let samples = numbers.enumerated().map { index, number -> HTML in
      "<li><\(element) class=\"t \(letter)\(index + 1)\">\(sign)\(number)</\(element)></li>"
    }
    return "<div><p>supports \(verdict) <span>\(line)</span></p><ol>\(samples)</ol></div>"
  }

  var unknown: HTML {
    let count = analysis.tokens.count { !$0.isKnown }
    guard count > 0 else { return "" }
    // Without layers every word is known.
    let reason: HTML =
      switch analysis.explained.network.text.ngrams {
      case nil: "all such words share one embedding"
      case let ngrams? where ngrams.usesBuckets: "such words have no embedding of their own"
      default: "the model ignores such words"
      }
    return """
      <p><span class="sample unknown">word</span> not in the vocabulary (\(count) here): \(reason).</p>
      """
  }

  private var folded: HTML {
    NgramNote.sentence(analysis.explained.explainer).map { "<p>\($0)</p>" } ?? ""
  }

  var unread: HTML {
    let count = analysis.review.truncated
    guard count > 0 else { return "" }
    return """
      <p><s class="sample unread">word</s> never read (\(count) here): \(reason)</p>
      """
  }

  /// The reason why some words are never read.
  private var reason: HTML {
    let count = analysis.review.indices.count
    return analysis.explained.explainer.hasLayers
      ? "the model takes \(count) positions and the review is longer."
      : "the program reads \(counted(count, "word")) of it."
  }
}
