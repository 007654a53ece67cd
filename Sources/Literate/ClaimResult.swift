import HTML
public import SourceText

/// A claim of a document and what was measured.
public struct ClaimResult: Hashable, Sendable {
  /// A value that the claim names.
  public struct Measurement: Hashable, Sendable {
    /// Its path.
    public let path: String
    /// What was measured; nil where there is no such result.
    public let value: Value?
    /// The same as the page shows it.
    public let text: String

    /// Creates a measurement.
    public init(path: String, value: Value?, text: String) {
      self.path = path
      self.value = value
      self.text = text
    }
  }

  /// For how many reviews a claim over all reviews holds.
  public struct Tally: Hashable, Sendable {
    /// The number of reviews for which it holds.
    public let holding: Int
    /// The number of all reviews.
    public let total: Int
    /// The review for which it holds by the least, or for `any` by the most; nil where there are no reviews.
    public let extreme: String?
    /// Where that review's page is, from the page of the claim; nil where it has none.
    public let address: String?
    /// "worst", or "best" for `any`.
    public let rank: String

    /// Creates a tally.
    public init(holding: Int, total: Int, extreme: String?, address: String?, rank: String) {
      self.holding = holding
      self.total = total
      self.extreme = extreme
      self.address = address
      self.rank = rank
    }
  }

  /// The label of the chunk, such as "chk-flat".
  public var label: String?
  /// The id of the review that the claim is about; nil for one about the run or about all reviews.
  public let review: String?
  /// The claim as written, such as "collapse.max-row-difference == 0".
  public let claim: String
  /// The claim as a sentence; empty when the author gave none.
  public let says: String
  /// The values that it names, from left to right; for a claim over all reviews those of one of them.
  public let measured: [Measurement]
  /// Whether it holds.
  ///
  /// Nothing holds of what is missing or is not a number.
  public let holds: Bool
  /// Where the claim stands.
  public let location: SourceLocation?
  /// The reviews behind a claim over all of them; nil for any other claim.
  public let tally: Tally?

  /// What was measured, in words: "2 of 3 reviews, worst in harbour: sun.probability is 0.25".
  public var evidence: String {
    let values = measured.map { "\($0.path) is \($0.text)" }.joined(separator: ", ")
    guard let tally else { return values }
    let reviews = "\(tally.holding) of \(counted(tally.total, "review"))"
    return tally.extreme.map { "\(reviews), \(tally.rank) in \($0): \(values)" } ?? reviews
  }

  /// Creates a result.
  public init(
    label: String? = nil, review: String? = nil, claim: String, says: String,
    measured: [Measurement], holds: Bool,
    location: SourceLocation?, tally: Tally? = nil
  ) {
    self.tally = tally
    self.label = label
    self.review = review
    self.claim = claim
    self.says = says
    self.measured = measured
    self.holds = holds
    self.location = location
  }
}
