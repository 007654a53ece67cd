package import Attribution
package import HTML

/// Which agreement is forced, in words, with what was measured: of one review or over several.
package enum ForcedSentences {
  /// A sentence for each identity that holds by algebra, and one about hidden units that switch.
  ///
  /// - Parameter found: What was found in each review.
  /// - Returns: The sentences.
  package static func list(_ found: [ForcedAgreement]) -> [HTML] {
    let identities = ForcedAgreement.Identity.allCases.filter { $0 != .oneLinearPiece }
    return identities.compactMap { sentence($0, found) } + units(found)
  }

  private static func sentence(_ identity: ForcedAgreement.Identity, _ found: [ForcedAgreement])
    -> HTML?
  {
    let titles = titles(identity, found)
    guard !titles.isEmpty else { return nil }
    let names = titles.joined(separator: ", ")
    let size = measured(identity, found)
    switch identity {
    case .constant:
      return """
        One number for all words, because the gradient is one row, repeated, so that there is no order to agree about: \
        \(names). \(size)
        """
    case .positivePart:
      return "The positive part of input × gradient, by algebra: \(names). \(size)"
    case .propagation:
      // The factor is 1 for a logit, and the mean slope of the sigmoid for a probability.
      return """
        Input × gradient on the logit, times one positive factor for all words, by algebra: \(names). \(size)
        """
    case .oneLinearPiece:
      let shift = titles.contains(InputXGradient.title) ? " (the last by a constant as well)" : ""
      return "so these must agree but for their scale: \(names)\(shift). \(size)"
    }
  }

  /// How many hidden units switch, and what follows from it.
  private static func units(_ found: [ForcedAgreement]) -> [HTML] {
    let switches = found.compactMap(\.switches)
    guard let first = found.first, switches.count == found.count else {
      return ["This model has no closed form, so nothing more is known to be forced."]
    }
    if found.contains(where: \.isSoftmax) {
      return [
        """
        The probability of a class depends on the logits of all classes, so that not even methods which follow one way from \
        the baseline have to agree: where they do it is measured, not forced.
        """
      ]
    }
    let line = sentence(.oneLinearPiece, found) ?? "so methods that follow that way have to agree."
    if first.units == 0 {
      return ["There are no hidden units: the logit is a sum over the words, \(line)"]
    }
    let still = switches.count { $0 == 0 }
    if still == 0 {
      return [
        found.count == 1
          ? """
          \(switches[0]) of \(first.units) hidden units \(switches[0] == 1 ? "switches" : "switch") on the way from the \
          baseline to this review, so methods may read different slopes: where they agree it is measured, not forced.
          """
          : "In each of the \(found.count) reviews a hidden unit switches on the way from the baseline."
      ]
    }
    let what: HTML =
      found.count == 1
      ? "0 of \(first.units) hidden units switch on the way from the baseline to this review"
      : """
      In \(still) of \(found.count) reviews none of the \(first.units) hidden units switches on the way from the baseline
      """
    return [
      """
      \(what), \(line) Methods that take words away look beside that way: their agreement is measured, not forced.
      """
    ]
  }

  private static func measured(
    _ identity: ForcedAgreement.Identity, _ found: [ForcedAgreement]
  ) -> HTML {
    let largest = found.compactMap { $0.difference(identity) }.max() ?? 0
    return
      "Largest difference, as a share of the largest number: \(NumberText.scientific(largest))."
  }

  /// The methods that an identity is about, each once.
  private static func titles(_ identity: ForcedAgreement.Identity, _ found: [ForcedAgreement])
    -> [String]
  {
    let names = Set(found.flatMap(\.findings).filter { $0.identity == identity }.map(\.method))
    let titles = AttributionMethods.all.filter { names.contains($0.name) }.map { $0.title }
    // Named last, it can be spoken of as the last.
    return titles.filter { $0 != InputXGradient.title }
      + titles.filter { $0 == InputXGradient.title }
  }
}
