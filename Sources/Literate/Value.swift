import SourceText

/// A result that a document can name.
public enum Value: Hashable, Sendable {
  /// A measured number.
  case number(Double)
  /// A counted number.
  case integer(Int)
  /// A word or a sentence.
  case text(String)
  /// A Boolean.
  case boolean(Bool)

  /// The unit of a value, which determines its default format.
  public enum Unit: Sendable, CaseIterable {
    /// From 0 to 1, with four decimals.
    case probability
    /// Log-odds, with two decimals.
    case logit
    /// A contribution to a probability, shown times 100, with sign and one decimal.
    case points
    /// A count.
    case count
    /// A number without a known unit, with four significant digits.
    case plain
    /// A text.
    case text
    /// A Boolean.
    case boolean
    /// A cell of the input: a text, or the number or Boolean that it holds where an expression needs one.
    case cell
  }

  /// The value in full precision; parsing it returns the same value.
  public var exact: String {
    switch self {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .text(let text): text
    case .boolean(let truth): "\(truth)"
    }
  }

  /// The number, if the value is numeric.
  public var number: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    case .text, .boolean: nil
    }
  }
}

extension Value.Unit {
  /// The unit and its default format, in words.
  public var summary: String {
    switch self {
    case .probability: "from 0 to 1, with four decimals"
    case .logit: "log-odds, with two decimals"
    case .points: "a contribution to a probability, in percentage points, with sign and one decimal"
    case .count: "a count"
    case .plain: "a number without a known unit, with four significant digits"
    case .text: "words"
    case .boolean: "true or false"
    case .cell: "as in the input; in an expression also the number, true or false that it holds"
    }
  }

  /// An example of a formatted value of this unit.
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
      case .cell: .text("2007")
      }
    return NumberFormat(unit: self).text(for: value)
  }

  /// Whether values of this unit are numbers.
  public var isNumeric: Bool { self != .text && self != .boolean && self != .cell }
}

/// A name for a result, such as `prediction.probability`.
public struct ValuePath<Context: LiterateContext>: Sendable {
  /// The name: words separated by dots.
  public let path: String
  /// A one-sentence description.
  public let summary: String
  /// The unit.
  public let unit: Value.Unit
  /// The scopes of the documents in which it is available; totals over all reviews are not available while reviews are woven.
  public let scopes: Set<Scope>
  /// The needs that the context must meet.
  public let needs: Context.Need
  /// Returns the value; nil if there is no such result, for example without a review in focus.
  public let value: @Sendable (Context) -> Value?
  /// For a path that represents a family of values, each with its own last component: the available names and the value for one
  /// of them.
  private let family: Family?
  /// The last component of this path, if it belongs to a family.
  private let member: String?
  /// Why there is no value, also for the member of a family with an index.
  var reason: (@Sendable (Context, Int?) -> Absence?)?
  /// All possible texts of the value; nil if any text is possible.
  private var choices: (@Sendable (Context) -> [String])?

  private struct Family: Sendable {
    let ignoresCase: Bool
    /// A hint for a run without names.
    let absence: String?
    let names: @Sendable (Context) -> [String]
    let value: @Sendable (Context, Int) -> Value?

    /// Returns the index of a name, in which spaces may be written as `_`.
    func index(of name: String, in context: Context) -> Int? {
      let names = names(context)
      func written(_ other: String) -> String { other.replacing(" ", with: "_") }
      return names.firstIndex(of: name) ?? names.firstIndex { written($0) == name }
        ?? (ignoresCase
          ? names.firstIndex { written($0).lowercased() == written(name).lowercased() } : nil)
    }
  }

  /// Creates a path.
  public init(
    _ path: String, summary: String, unit: Value.Unit, scopes: Set<Scope> = Set(Scope.allCases),
    needs: Context.Need = Context.noNeed,
    value: @escaping @Sendable (Context) -> Value?
  ) {
    self.path = path
    self.summary = summary
    self.unit = unit
    self.scopes = scopes
    self.needs = needs
    self.value = value
    (family, member) = (nil, nil)
  }

  /// Creates a path that represents a family of values.
  ///
  /// - Parameters:
  ///   - path: The path with a placeholder in capital letters, such as `prediction.probability.CLASS`.
  ///   - summary: A description that applies to each value.
  ///   - unit: The unit.
  ///   - scopes: The scopes of the documents in which they are available.
  ///   - needs: What they need from the context.
  ///   - ignoresCase: Whether a name is found in any case.
  ///   - absence: A hint for a run without names.
  ///   - members: The names, which may depend on the results. A space is written as `_`.
  ///   - value: Returns the value for the name at an index.
  public init(
    _ path: String, summary: String, unit: Value.Unit, scopes: Set<Scope> = Set(Scope.allCases),
    needs: Context.Need = Context.noNeed, ignoresCase: Bool = false,
    absence: String? = nil, members: @escaping @Sendable (Context) -> [String],
    value: @escaping @Sendable (Context, Int) -> Value?
  ) {
    self.init(
      path, summary: summary, unit: unit, scopes: scopes, needs: needs,
      family: Family(ignoresCase: ignoresCase, absence: absence, names: members, value: value),
      member: nil)
  }

  private init(
    _ path: String, summary: String, unit: Value.Unit, scopes: Set<Scope>, needs: Context.Need,
    family: Family, member: String?
  ) {
    self.path = path
    self.summary = summary
    self.unit = unit
    self.scopes = scopes
    self.needs = needs
    self.family = family
    self.member = member
    value = { context in
      family.index(of: member ?? "", in: context).flatMap { family.value(context, $0) }
    }
  }

  /// Returns this path with its value restricted to a known set of texts, such as the names of
  /// classes.
  ///
  /// A claim that compares it with any other text is an error, because its outcome would not depend on the results.
  ///
  /// - Parameter choices: The texts, which may depend on the results.
  /// - Returns: The restricted path.
  public func among(_ choices: @escaping @Sendable (Context) -> [String]) -> ValuePath {
    var path = self
    path.choices = choices
    return path
  }

  /// Returns the member of this family with a path.
  ///
  /// - Parameter path: A path.
  /// - Returns: The member; nil for a path outside this family.
  func member(_ path: String) -> ValuePath? {
    guard let family, let end = self.path.lastIndex(of: "."), member == nil,
      path.hasPrefix(self.path[...end]), path.utf8.count > self.path[...end].utf8.count
    else { return nil }
    var found = ValuePath(
      path, summary: summary, unit: unit, scopes: scopes, needs: needs, family: family,
      member: String(path.dropFirst(self.path[...end].count)))
    found.reason = reason
    return found
  }

  /// Returns why there is no value; asked for if there is none.
  func absence(in context: Context) -> Absence {
    if let absence = context.absence(of: self) { return absence }
    let index = member.flatMap { family?.index(of: $0, in: context) }
    return reason?(context, index) ?? Absence()
  }

  /// Diagnoses a comparison with a text that the value can never be.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - context: The results.
  ///   - location: The location of the text.
  /// - Returns: A diagnostic with the nearest text; nil if the value can be this text.
  func problem(ofComparisonWith text: String, in context: Context, at location: SourceLocation)
    -> Diagnostic?
  {
    guard let texts = choices?(context), !texts.isEmpty, !texts.contains(text) else { return nil }
    return Diagnostic(
      "the value '\(path)' is never '\(text)'", at: location,
      hint: NearestName.hint(for: text, among: texts))
  }

  /// Diagnoses problems with the path that only the results reveal: an unavailable value, or an unknown last component.
  ///
  /// - Parameters:
  ///   - context: The results.
  ///   - location: The location of the path.
  /// - Returns: A diagnostic with the nearest name; nil if there is no problem.
  func problem(in context: Context, at location: SourceLocation) -> Diagnostic? {
    if let problem = context.unavailability(of: self) { return problem.moved(to: location) }
    guard let family, let member else { return nil }
    guard family.index(of: member, in: context) == nil else { return nil }
    let names = family.names(context)
    return Diagnostic(
      "there is no value '\(path)'", at: location,
      hint: names.isEmpty
        ? family.absence
        : NearestName.hint(for: member, among: names.map { $0.replacing(" ", with: "_") }))
  }
}
