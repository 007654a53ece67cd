import HTML

/// A claim over all reviews, to be measured on each of them.
///
/// Reviews are analysed one after the other and not kept; so whoever weaves them measures the claims of other documents
/// at the same time, and gives the findings back by ``LiterateContext/findings(of:)``.
public struct ReviewClaim<Context: LiterateContext>: Sendable {
  let claim: Claim<Context>

  /// The claim as written: two claims with one text are one claim.
  public var text: String { claim.text }

  /// Measures it on one review.
  ///
  /// - Parameters:
  ///   - context: The results, with the review in focus.
  ///   - review: The review's id.
  ///   - address: Where its page is, from the pages of reports.
  /// - Returns: What was found.
  public func measure(in context: Context, review: String, address: String? = nil)
    -> ReviewFinding
  {
    let (measured, holds, slack) = claim.measure(in: context)
    return ReviewFinding(
      review: review, address: address, measured: measured, holds: holds, slack: slack)
  }
}

/// What was measured of a claim on one of the reviews.
public struct ReviewFinding: Hashable, Sendable {
  /// The review's id.
  public let review: String
  /// Where its page is.
  public let address: String?
  let measured: [ClaimResult.Measurement]
  let holds: Bool
  /// How far the claim is from turning false; negative where it is false.
  let slack: Double
}

extension ClaimResult.Tally {
  /// Counts findings, and finds the one that says most about the claim.
  ///
  /// - Parameters:
  ///   - findings: One for each review.
  ///   - isAny: Whether the claim is that there is such a review.
  /// - Returns: The tally, what was measured there, and whether the claim holds: it does not where there is no review.
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
