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
  package static func list(_ found: some Sequence<ForcedAgreement>) -> [Phrase] {
    let total = ForcedTotal(found)
    let identities = ForcedAgreement.Identity.allCases.filter { $0 != .oneLinearPiece }
    return identities.compactMap { sentence($0, total) } + units(total)
  }

  private static func sentence(_ identity: ForcedAgreement.Identity, _ found: ForcedTotal)
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
  private static func units(_ found: ForcedTotal) -> [Phrase] {
    guard let firstUnits = found.units, found.withSwitches == found.count else {
      return ["This model has no closed form, so no further agreement is known to be forced."]
    }
    if found.hasSoftmax {
      return [
        """
        The probability of a class depends on the logits of all classes, so even methods that follow the same path from \
        the baseline need not agree: where they do, the agreement is measured, not forced.
        """
      ]
    }
    let line = sentence(.oneLinearPiece, found) ?? "so methods that follow this path must agree."
    if firstUnits == 0 {
      return ["There are no hidden units: the logit is a sum over the words, \(line)"]
    }
    let still = found.still
    if still == 0 {
      return [
        found.count == 1
          ? """
          \(found.switches) of \(firstUnits) hidden units \(found.switches == 1 ? "switches" : "switch") on the path from the \
          baseline to this review, so methods may see different slopes: where they agree, the agreement is measured, not \
          forced.
          """
          : "In each of the \(found.count) reviews, a hidden unit switches on the path from the baseline."
      ]
    }
    let what: Phrase =
      found.count == 1
      ? "0 of \(firstUnits) hidden units switch on the path from the baseline to this review"
      : """
      In \(still) of \(found.count) reviews, none of the \(firstUnits) hidden units switches on the path from the baseline
      """
    return [
      """
      \(what), \(line) Methods that remove words evaluate points off this path: their agreement is measured, not forced.
      """
    ]
  }

  private static func measured(
    _ identity: ForcedAgreement.Identity, _ found: ForcedTotal
  ) -> Phrase {
    let largest = found.largest[identity] ?? 0
    return
      "Largest difference, as a share of the largest number: \(scientific: largest)."
  }

  /// The titles of the methods that an identity covers, each once.
  private static func titles(_ identity: ForcedAgreement.Identity, _ found: ForcedTotal)
    -> [String]
  {
    let names = found.methods[identity] ?? []
    let titles = AttributionMethods.all.filter { names.contains($0.name) }.map { $0.title }
    // Listed last, so that the sentence can refer to it as the last.
    return titles.filter { $0 != InputXGradient.card.title }
      + titles.filter { $0 == InputXGradient.card.title }
  }
}

/// The forced agreement over several reviews, folded while they pass.
private struct ForcedTotal {
  var count = 0
  /// The number of reviews whose switches are known, of those without any, and the switches of the first.
  var withSwitches = 0
  var still = 0
  var switches = 0
  /// The units of the first review; nil if there is none.
  var units: Int?
  var hasSoftmax = false
  /// The methods, and the largest difference, by identity.
  var methods: [ForcedAgreement.Identity: Set<String>] = [:]
  var largest: [ForcedAgreement.Identity: Double] = [:]

  init(_ found: some Sequence<ForcedAgreement>) {
    for review in found {
      count += 1
      units = units ?? review.units
      if review.isSoftmax { hasSoftmax = true }
      if let number = review.switches {
        if withSwitches == 0 { switches = number }
        withSwitches += 1
        if number == 0 { still += 1 }
      }
      for finding in review.findings {
        methods[finding.identity, default: []].insert(finding.method)
      }
      for identity in ForcedAgreement.Identity.allCases {
        guard let difference = review.difference(identity) else { continue }
        largest[identity] =
          largest[identity].map { $0 < difference ? difference : $0 } ?? difference
      }
    }
  }
}
