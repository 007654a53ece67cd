import SourceText

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
  /// What it counts and how it is written when the author does not say, in words.
  public var summary: String {
    switch self {
    case .probability: "from 0 to 1, with four decimals"
    case .logit: "log-odds, with two decimals"
    case .points: "a contribution to a probability, times 100, with sign and one decimal"
    case .count: "how many"
    case .plain: "a number of no known unit, with four significant digits"
    case .text: "words"
    case .boolean: "yes or no"
    }
  }

  /// A value of this unit as it is written.
  public var example: String {
    let value: Value =
      switch self {
      case .probability: .number(0.903125)
      case .logit: .number(-2.3125)
      case .points: .number(0.113)
      case .count: .integer(12345)
      case .plain: .number(0.000123456)
      case .text: .text("Positive")
      case .boolean: .boolean(true)
      }
    return NumberFormat(unit: self).text(for: value)
  }

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
  /// The scopes of the documents in which it is known: sums over all reviews are not, while reviews are woven.
  public let scopes: Set<Scope>
  /// Finds it; nil where there is no such result, as without a review in focus.
  public let value: @Sendable (Context) -> Value?
  /// For a path that stands for many, each of which ends with a name of its own: the names that there are, and the value
  /// of one of them.
  private let family: Family?
  /// The name that this path ends with, where it is one of many.
  private let member: String?
  /// All texts that the value may be; nil where it may be any.
  private var choices: (@Sendable (Context) -> [String])?

  private struct Family: Sendable {
    let names: @Sendable (Context) -> [String]
    let value: @Sendable (Context, Int) -> Value?
  }

  /// Creates a path.
  public init(
    _ path: String, summary: String, unit: Value.Unit, scopes: Set<Scope> = Set(Scope.allCases),
    value: @escaping @Sendable (Context) -> Value?
  ) {
    self.path = path
    self.summary = summary
    self.unit = unit
    self.scopes = scopes
    self.value = value
    (family, member) = (nil, nil)
  }

  /// Creates a path that stands for many.
  ///
  /// - Parameters:
  ///   - path: The path with a word that stands for the names, in capital letters, such as `prediction.probability.CLASS`.
  ///   - summary: What each of them is.
  ///   - unit: What it counts.
  ///   - scopes: The scopes of the documents in which they are known.
  ///   - members: The names, which need not be known before the results are. A space is written as `_`.
  ///   - value: Finds the value of a name by its index.
  public init(
    _ path: String, summary: String, unit: Value.Unit, scopes: Set<Scope> = Set(Scope.allCases),
    members: @escaping @Sendable (Context) -> [String],
    value: @escaping @Sendable (Context, Int) -> Value?
  ) {
    self.init(
      path, summary: summary, unit: unit, scopes: scopes,
      family: Family(names: members, value: value), member: nil)
  }

  private init(
    _ path: String, summary: String, unit: Value.Unit, scopes: Set<Scope>, family: Family,
    member: String?
  ) {
    self.path = path
    self.summary = summary
    self.unit = unit
    self.scopes = scopes
    self.family = family
    self.member = member
    value = { context in
      Self.index(of: member ?? "", among: family.names(context)).flatMap {
        family.value(context, $0)
      }
    }
  }

  /// The same path, whose value is one of a known set of texts, such as the names of classes.
  ///
  /// A claim that compares it with any other text is an error: it would hold, or not, whatever the results are.
  ///
  /// - Parameter choices: The texts, which need not be known before the results are.
  /// - Returns: The path.
  public func among(_ choices: @escaping @Sendable (Context) -> [String]) -> ValuePath {
    var path = self
    path.choices = choices
    return path
  }

  private static func index(of name: String, among names: [String]) -> Int? {
    names.firstIndex(of: name) ?? names.firstIndex { $0.replacing(" ", with: "_") == name }
  }

  /// One of the many that this path stands for.
  ///
  /// - Parameter path: A path.
  /// - Returns: Nil for a path of another kind.
  func member(_ path: String) -> ValuePath? {
    guard let family, let end = self.path.lastIndex(of: "."), member == nil,
      path.hasPrefix(self.path[...end]), path.utf8.count > self.path[...end].utf8.count
    else { return nil }
    return ValuePath(
      path, summary: summary, unit: unit, scopes: scopes, family: family,
      member: String(path.dropFirst(self.path[...end].count)))
  }

  /// What is wrong with a text that the value is compared with: that the value is never this text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - context: The results.
  ///   - location: Where the text stands.
  /// - Returns: A diagnostic with the nearest text; nil where the value may be this one.
  func problem(ofComparisonWith text: String, in context: Context, at location: SourceLocation)
    -> Diagnostic?
  {
    guard let texts = choices?(context), !texts.isEmpty, !texts.contains(text) else { return nil }
    return Diagnostic(
      "the value '\(path)' is never '\(text)'", at: location,
      hint: NearestName.hint(for: text, among: texts))
  }

  /// What is wrong with the path as far as it is known with the results only: that such values are not to be had, or the
  /// name that it ends with.
  ///
  /// - Parameters:
  ///   - context: The results.
  ///   - location: Where the path stands.
  /// - Returns: A diagnostic with the nearest name.
  func problem(in context: Context, at location: SourceLocation) -> Diagnostic?
  where Context: LiterateContext {
    if let refusal = context.refusal(ofValue: path) { return refusal.moved(to: location) }
    guard let family, let member else { return nil }
    let names = family.names(context)
    guard Self.index(of: member, among: names) == nil else { return nil }
    return Diagnostic(
      "there is no value '\(path)'", at: location,
      hint: NearestName.hint(for: member, among: names.map { $0.replacing(" ", with: "_") }))
  }
}
