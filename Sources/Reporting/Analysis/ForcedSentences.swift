import Attribution
package import Blocks
package import Faithfulness
import HTML

/// Sentences about forced agreement with measurements, for one review or several.
package enum ForcedSentences {
  /// Returns a sentence for each identity that holds by algebra, and one about hidden units that switch.
  ///
  /// - Parameter found: The forced agreement found in each review.
  /// - Returns: The sentences.
  package static func list(_ found: [ForcedAgreement]) -> [Phrase] {
    let identities = ForcedAgreement.Identity.allCases.filter { $0 != .oneLinearPiece }
    return identities.compactMap { sentence($0, found) } + units(found)
  }

  private static func sentence(_ identity: ForcedAgreement.Identity, _ found: [ForcedAgreement])
    -> Phrase?
  {
    let titles = titles(identity, found)
    guard !titles.isEmpty else { return nil }
    let names = titles.joined(separator: ", ")
    let size = measured(identity, found)
    switch identity {
    case .constant:
      return """
        One number for all words, because the gradient is one repeated row, so there is no order to agree on: \(names). \
        \(size)
        """
    case .positivePart:
      return "The positive part of input × gradient, by algebra: \(names). \(size)"
    case .propagation:
      // The factor is 1 for a logit and the mean slope of the sigmoid for a probability.
      return """
        Input × gradient on the logit, times one positive factor for all words, by algebra: \(names). \(size)
        """
    case .oneLinearPiece:
      let isLast = titles.contains(InputXGradient.card.title)
      let shift = isLast ? " (the last also up to a constant)" : ""
      return "so these must agree up to scale: \(names)\(shift). \(size)"
    }
  }

  /// A sentence about the number of hidden units that switch, and its consequence.
  private static func units(_ found: [ForcedAgreement]) -> [Phrase] {
    let switches = found.compactMap(\.switches)
    guard let first = found.first, switches.count == found.count else {
      return ["This model has no closed form, so no further agreement is known to be forced."]
    }
    if found.contains(where: \.isSoftmax) {
      return [
        """
        The probability of a class depends on the logits of all classes, so even methods that follow the same path from \
        the baseline need not agree: where they do, the agreement is measured, not forced.
        """
      ]
    }
    let line = sentence(.oneLinearPiece, found) ?? "so methods that follow this path must agree."
    if first.units == 0 {
      return ["There are no hidden units: the logit is a sum over the words, \(line)"]
    }
    let still = switches.count { $0 == 0 }
    if still == 0 {
      return [
        found.count == 1
          ? """
          \(switches[0]) of \(first.units) hidden units \(switches[0] == 1 ? "switches" : "switch") on the path from the \
          baseline to this review, so methods may see different slopes: where they agree, the agreement is measured, not \
          forced.
          """
          : "In each of the \(found.count) reviews, a hidden unit switches on the path from the baseline."
      ]
    }
    let what: Phrase =
      found.count == 1
      ? "0 of \(first.units) hidden units switch on the path from the baseline to this review"
      : """
      In \(still) of \(found.count) reviews, none of the \(first.units) hidden units switches on the path from the baseline
      """
    return [
      """
      \(what), \(line) Methods that remove words evaluate points off this path: their agreement is measured, not forced.
      """
    ]
  }

  private static func measured(
    _ identity: ForcedAgreement.Identity, _ found: [ForcedAgreement]
  ) -> Phrase {
    let largest = found.compactMap { $0.difference(identity) }.max() ?? 0
    return
      "Largest difference, as a share of the largest number: \(scientific: largest)."
  }

  /// The titles of the methods that an identity covers, each once.
  private static func titles(_ identity: ForcedAgreement.Identity, _ found: [ForcedAgreement])
    -> [String]
  {
    let names = Set(found.flatMap(\.findings).filter { $0.identity == identity }.map(\.method))
    let titles = AttributionMethods.all.filter { names.contains($0.name) }.map { $0.title }
    // Listed last, so that the sentence can refer to it as the last.
    return titles.filter { $0 != InputXGradient.card.title }
      + titles.filter { $0 == InputXGradient.card.title }
  }
}
