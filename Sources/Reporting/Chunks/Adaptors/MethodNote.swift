import Attribution
import Blocks
import Classifier
import HTML
import MathML
import SourceText

/// A note about a method: its summary, its formula, and the sum of its scores in this review.
struct MethodNote {
  let analysis: ReviewAnalysis
  let result: ReviewAnalysis.Result
  let slot: Int
  /// Whether the note explains its words, with ids that begin with this one.
  var glossary: String?

  var block: Block {
    let card = result.method.card
    let caution = result.caution.map { Block.paragraph(Phrase($0)) }
    return .group(
      [
        .paragraph("\(strong: "\(card.title).") \(card.summary)"),
        .phrase(Self.formulas[card.name] ?? ""), .paragraph(sums + colours + conditions),
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

  /// The reason why colours are relative to the largest score.
  private var colours: Phrase {
    Phrase(analysis.colours(of: result).sentence(for: result).map { " " + $0 } ?? "")
  }

  /// The reason why words are not coloured by signed scores.
  private var sign: String {
    result.supports
      ? "" : " Its sign is not that of a word’s effect, so the words are not coloured."
  }

  /// Whether the note states the convergence delta.
  var statesDelta: Bool {
    let attribution = result.attribution
    guard let delta = attribution.convergenceDelta else { return false }
    return result.method.card.axioms.contains(.completeness) || abs(delta) < 1e-9
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
    guard statesDelta else {
      // Equal digits would contradict "need not equal".
      if sum == needed {
        return
          "Sum \(sum), as much as the whole change, which this method does not guarantee.\(sign)"
      }
      return
        "Sum \(sum); it need not equal \(needed), because the scores are not shares of the change.\(sign)"
    }
    let errors = attribution.standardErrors.map { errors -> Phrase in
      let largest = NumberText.fixed(100 * (errors.max() ?? 0), digits: 2)
      return " Largest standard error \(largest)."
    }
    let term = glossary.map { Glossary.convergenceDelta.term(id: $0) } ?? "convergence delta"
    return "Sum \(sum), expected \(needed); \(term) \(scientific: delta).\(errors ?? "")"
  }
}
