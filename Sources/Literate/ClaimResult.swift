import Blocks
import HTML
public import SourceText

/// A claim of a document with its measurements.
public struct ClaimResult: Hashable, Sendable {
  /// A value that the claim names.
  public struct Measurement: Hashable, Sendable {
    /// The path.
    public let path: String
    /// The measured value; nil if there is no such result.
    public let value: Value?
    /// The value as the page shows it.
    public let text: String
    /// Why there is no such result, to follow "because"; nil if there is one, or if the reason is not known.
    public let absence: String?

    /// Creates a measurement.
    public init(path: String, value: Value?, text: String, absence: String? = nil) {
      self.path = path
      self.value = value
      self.text = text
      self.absence = absence
    }

    fileprivate var evidence: String {
      "\(path) is \(text)" + (absence.map { " (\($0))" } ?? "")
    }
  }

  /// One side of a comparison with its value.
  public struct Side: Hashable, Sendable {
    /// The value as the page shows it.
    public let text: String
    /// The number in full precision; nil for anything else.
    public let exact: String?
    /// The numbers of reviews behind the value, such as "87 of 100 reviews".
    public let note: String?

    /// Creates a side.
    public init(text: String, exact: String? = nil, note: String? = nil) {
      self.text = text
      self.exact = exact
      self.note = note
    }
  }

  /// A comparison of a claim with the values of its sides, such as "0.87 ≥ 0.85".
  public struct Relation: Hashable, Sendable {
    /// The sides.
    public let left, right: Side
    /// The relation in which they are, such as "<" if the claim says "≥" and does not hold.
    public let sign: String
    /// Whether the comparison holds; nil if a side is missing.
    public let holds: Bool?
    /// The difference up to which numbers count as equal.
    public let tolerance: Double

    /// Creates a relation.
    public init(left: Side, sign: String, right: Side, holds: Bool?, tolerance: Double = 0) {
      self.left = left
      self.sign = sign
      self.right = right
      self.holds = holds
      self.tolerance = tolerance
    }

    /// The relation in words, such as "0.8700 (87 of 100 reviews) ≥ 0.85".
    public var text: String {
      let sides = [left, right].map { side in
        side.note.map { "\(side.text) (\($0))" } ?? side.text
      }
      return "\(sides[0]) \(sign) \(sides[1])\(within)"
    }

    fileprivate var within: String { tolerance > 0 ? " within \(tolerance)" : "" }
  }

  /// The number of reviews for which a claim over all reviews holds.
  public struct Tally: Hashable, Sendable {
    /// The number of reviews for which it holds.
    public let holding: Int
    /// The total number of reviews.
    public let total: Int
    /// The review with the smallest margin, or for `any` the largest; nil if there are no reviews.
    public let extreme: String?
    /// The link to that review's page, relative to the page of the claim; nil if it has no page.
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
  /// The claim as a sentence; empty if the author gave none.
  public let says: String
  /// The values that the claim names, from left to right; for a claim over all reviews, those of one review.
  public let measured: [Measurement]
  /// Whether it holds.
  ///
  /// A comparison with a missing value or NaN never holds.
  public let holds: Bool
  /// The location of the claim.
  public let location: SourceLocation?
  /// The tally of a claim over all reviews; nil for any other claim.
  public let tally: Tally?
  /// The comparisons with their values; empty for one comparison of two values.
  public let relations: [Relation]
  /// The reason why the claim is undecided, as a part of a sentence; nil if it is decided, or if the measured values tell.
  public let undecided: String?

  /// The measurements in words: "2 of 3 reviews, worst in harbour: sun.probability is 0.25".
  public var evidence: String {
    let parts =
      relations.isEmpty ? measured.map(\.evidence) : shownRelations.map(\.text)
    let found = parts.joined(separator: relations.isEmpty ? ", " : "; ")
    let values = undecided.map { found.isEmpty ? $0 : "\($0): \(found)" } ?? found
    guard let tally else { return values }
    let reviews = "\(tally.holding) of \(counted(tally.total, "review"))"
    return tally.extreme.map { "\(reviews), \(tally.rank) in \($0): \(values)" } ?? reviews
  }

  /// Creates a result.
  public init(
    label: String? = nil, review: String? = nil, claim: String, says: String,
    measured: [Measurement], holds: Bool,
    location: SourceLocation?, tally: Tally? = nil, relations: [Relation] = [],
    undecided: String? = nil
  ) {
    self.tally = tally
    self.relations = relations
    self.undecided = undecided
    self.label = label
    self.review = review
    self.claim = claim
    self.says = says
    self.measured = measured
    self.holds = holds
    self.location = location
  }
}

extension ClaimResult {
  /// The result with its measurements, as a sentence for the page.
  ///
  /// - Parameter title: The title of the claim, such as "Claim 1".
  /// - Returns: For example "**Claim 1 holds.** `x == 0`, measured 0".
  func statement(title: String?) -> Phrase {
    let failure = undecided.map { "is undecided: \($0)" } ?? failure
    let success = undecided.map { "holds: \($0)" } ?? "holds"
    let verdict = "\(title ?? "Claim") \(holds ? success : failure)."
    let values = measured.map { measurement -> Phrase in
      guard let value = measurement.value, value.number != nil else {
        return Phrase(measurement.text)
      }
      return Phrase(.data(value: value.exact, text: measurement.text))
    }.joined(separator: " and ")
    let shown = relations.isEmpty ? values : shownRelations.map(phrase).joined(separator: "; ")
    let measured: Phrase = shown.isEmpty ? "" : ", measured \(shown)"
    return "\(title: Phrase(verdict)) \(code: claim)\(reviews)\(measured)"
  }

  /// The comparisons; of an undecided claim, whose reason is given, those that are decided.
  private var shownRelations: [Relation] {
    undecided == nil ? relations : relations.filter { $0.holds != nil }
  }

  private func phrase(_ relation: Relation) -> Phrase {
    let (left, right) = (phrase(relation.left), phrase(relation.right))
    return "\(left) \(relation.sign) \(right)\(relation.within)"
  }

  private func phrase(_ side: Side) -> Phrase {
    let value = side.exact.map { Phrase(.data(value: $0, text: side.text)) } ?? Phrase(side.text)
    return side.note.map { "\(value) (\($0))" } ?? value
  }

  private var reviews: Phrase {
    guard let tally else { return "" }
    let count: Phrase = ": \(tally.holding) of \(counted(tally.total, "review"))"
    guard let review = tally.extreme else { return count }
    let name = tally.address.map { Phrase.link(Phrase(review), to: $0) } ?? Phrase(review)
    return "\(count), \(tally.rank) in \(name)"
  }

  private var failure: String {
    var paths: Set<String> = []
    let missing = measured.filter { $0.value == nil && paths.insert($0.path).inserted }
    if missing.isEmpty { return "does not hold" }
    func sentence(_ values: [Measurement]) -> String {
      let names = values.map { "'\($0.path)'" }.joined(separator: " and ")
      return "no value \(names)" + (values.first?.absence.map { ", because \($0)" } ?? "")
    }
    // Values that are missing for one reason share it.
    let sentences =
      Set(missing.map(\.absence)).count == 1
      ? sentence(missing) : missing.map { sentence([$0]) }.joined(separator: ", and ")
    return "does not hold: there is \(sentences)"
  }
}
