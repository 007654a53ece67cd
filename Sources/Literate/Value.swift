/// One result that a document can name.
public enum Value: Hashable, Sendable {
  /// A measured number.
  case number(Double)
  /// A counted number.
  case integer(Int)
  /// A word or a sentence.
  case text(String)
  /// Yes or no.
  case boolean(Bool)

  /// What a value counts, which decides how it is written when the author does not say.
  public enum Unit: Sendable, CaseIterable {
    /// From 0 to 1, with four decimals.
    case probability
    /// Log-odds, with two decimals.
    case logit
    /// A contribution to a probability, shown times 100, with sign and one decimal.
    case points
    /// How many.
    case count
    /// A number of no known unit, with four significant digits.
    case plain
    /// Words.
    case text
    /// Yes or no.
    case boolean
  }

  /// The value in full precision, which reads back as the same value.
  public var exact: String {
    switch self {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .text(let text): text
    case .boolean(let truth): "\(truth)"
    }
  }

  /// The number, when it is one.
  public var number: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    case .text, .boolean: nil
    }
  }
}

extension Value.Unit {
  /// Whether values of this unit are numbers.
  public var isNumeric: Bool { self != .text && self != .boolean }
}

/// A name for a result, such as `prediction.probability`.
public struct ValuePath<Context>: Sendable {
  /// The name: words and points.
  public let path: String
  /// What it is, in one sentence.
  public let summary: String
  /// What it counts.
  public let unit: Value.Unit
  /// Finds it; nil where there is no such result, as without a review in focus.
  public let value: @Sendable (Context) -> Value?

  /// Creates a path.
  public init(
    _ path: String, summary: String, unit: Value.Unit,
    value: @escaping @Sendable (Context) -> Value?
  ) {
    self.path = path
    self.summary = summary
    self.unit = unit
    self.value = value
  }
}
