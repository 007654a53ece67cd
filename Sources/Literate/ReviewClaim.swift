import HTML

/// A claim over all reviews, to be measured on each of them.
///
/// Reviews are analysed one at a time and not kept, so the caller that weaves them also measures the claims of other documents,
/// and provides the findings through ``LiterateContext/eachFinding(of:_:)``.
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
  package let measured: [ClaimResult.Measurement]
  package let holds: Bool
  /// The margin before the claim turns false; negative if it is false.
  package let slack: Double

  package init(
    review: String, address: String?, measured: [ClaimResult.Measurement], holds: Bool,
    slack: Double
  ) {
    self.review = review
    self.address = address
    self.measured = measured
    self.holds = holds
    self.slack = slack
  }
}

/// Counts findings, of which it keeps only the most informative one.
struct FindingCount {
  /// Whether the claim needs to hold for only one review.
  let isAny: Bool
  private var holding = 0
  private var total = 0
  /// The finding with the smallest margin, or for `any` the largest; of equal ones the first.
  private var extreme: ReviewFinding?

  init(isAny: Bool) { self.isAny = isAny }

  mutating func add(_ finding: ReviewFinding) {
    total += 1
    if finding.holds { holding += 1 }
    let isFurther =
      extreme.map { isAny ? $0.slack < finding.slack : finding.slack < $0.slack } ?? true
    if isFurther { extreme = finding }
  }

  /// Whether the claim holds; it does not if there are no reviews.
  var holds: Bool { isAny ? holding > 0 : holding == total && holding > 0 }

  /// The measurements of the selected review.
  var measured: [ClaimResult.Measurement] { extreme?.measured ?? [] }

  var tally: ClaimResult.Tally {
    ClaimResult.Tally(
      holding: holding, total: total, extreme: extreme?.review, address: extreme?.address,
      rank: isAny ? "best" : "worst")
  }
}
