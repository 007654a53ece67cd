import HTML

/// A claim over all reviews, to be measured on each of them.
///
/// Reviews are analysed one at a time and not kept, so the caller that weaves them also measures the claims of other documents,
/// and provides the findings through ``LiterateContext/findings(of:)``.
public struct ReviewClaim<Context: LiterateContext>: Sendable {
  let claim: Claim<Context>

  /// The claim as written: two claims with the same text are the same claim.
  public var text: String { claim.text }

  /// Measures the claim on one review.
  ///
  /// - Parameters:
  ///   - context: The results, with the review in focus.
  ///   - review: The review's id.
  ///   - address: The address of its page, relative to the pages of reports.
  /// - Returns: The finding.
  public func measure(in context: Context, review: String, address: String? = nil)
    -> ReviewFinding
  {
    let (measured, holds, slack) = claim.measure(in: context)
    return ReviewFinding(
      review: review, address: address, measured: measured, holds: holds, slack: slack)
  }
}

/// The result of a claim for one review.
public struct ReviewFinding: Hashable, Sendable {
  /// The review's id.
  public let review: String
  /// The address of its page.
  public let address: String?
  let measured: [ClaimResult.Measurement]
  let holds: Bool
  /// The margin before the claim turns false; negative if it is false.
  let slack: Double
}

extension ClaimResult.Tally {
  /// Counts findings and selects the most informative one.
  ///
  /// - Parameters:
  ///   - findings: One finding per review.
  ///   - isAny: Whether the claim needs to hold for only one review.
  /// - Returns: The tally, the measurements of the selected review, and whether the claim holds; it does not hold if there are
  ///   no reviews.
  static func of(_ findings: [ReviewFinding], isAny: Bool) -> (
    tally: ClaimResult.Tally, measured: [ClaimResult.Measurement], holds: Bool
  ) {
    let holding = findings.count { $0.holds }
    let extreme =
      isAny ? findings.max { $0.slack < $1.slack } : findings.min { $0.slack < $1.slack }
    let tally = ClaimResult.Tally(
      holding: holding, total: findings.count, extreme: extreme?.review, address: extreme?.address,
      rank: isAny ? "best" : "worst")
    let holds = isAny ? holding > 0 : holding == findings.count && holding > 0
    return (tally, extreme?.measured ?? [], holds)
  }
}
