import HTML

/// A claim over all reviews, to be measured on each of them.
///
/// Reviews are analysed one at a time and not kept, so the caller that weaves them also measures the claims of other documents,
/// folds the findings into a ``FindingTally``, and provides it through ``LiterateContext/tally(of:)``.
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
    let found = claim.measure(in: context)
    return ReviewFinding(
      review: review, address: address, measured: found.measured, relations: found.relations,
      holds: found.holds, slack: found.slack)
  }

  /// The tally of no reviews.
  public var emptyTally: FindingTally { FindingTally(isAny: claim.quantifier == .any) }
}

/// The result of a claim for one review.
public struct ReviewFinding: Hashable, Sendable {
  /// The review's id.
  public let review: String
  /// The address of its page.
  public let address: String?
  package let measured: [ClaimResult.Measurement]
  package let relations: [ClaimResult.Relation]
  package let holds: Bool
  /// The margin before the claim turns false; negative if it is false.
  package let slack: Double

  package init(
    review: String, address: String?, measured: [ClaimResult.Measurement],
    relations: [ClaimResult.Relation], holds: Bool, slack: Double
  ) {
    self.review = review
    self.address = address
    self.measured = measured
    self.relations = relations
    self.holds = holds
    self.slack = slack
  }
}

/// Counts the findings of a claim over all reviews, of which it keeps only the most informative one.
public struct FindingTally: Sendable {
  /// Whether the claim needs to hold for only one review.
  let isAny: Bool
  private var holding = 0
  private var total = 0
  /// The finding with the smallest margin, or for `any` the largest; of equal ones the first.
  private var extreme: ReviewFinding?

  init(isAny: Bool) { self.isAny = isAny }

  /// Adds the finding of the next review.
  public mutating func add(_ finding: ReviewFinding) {
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
  var relations: [ClaimResult.Relation] { extreme?.relations ?? [] }

  var tally: ClaimResult.Tally {
    ClaimResult.Tally(
      holding: holding, total: total, extreme: extreme?.review, address: extreme?.address,
      rank: isAny ? "best" : "worst")
  }
}
