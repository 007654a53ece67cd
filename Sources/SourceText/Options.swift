/// Named options as a user wrote them, each with its place.
///
/// Whoever understands an option takes it; what nobody took is an error. Nothing throws: problems are
/// collected, so that all of a document's mistakes are reported together. Each `take` also declares the option,
/// and the lists that `report methods` and `report chunks` print come from these declarations.
public struct Options: Sendable {
  /// One `key=value`.
  public struct Item: Hashable, Sendable {
    /// The name in front of the equals sign.
    public let key: String
    /// What stands behind it.
    public let value: String
    /// Where the key stands.
    public let keyLocation: SourceLocation
    /// Where the value stands.
    public let valueLocation: SourceLocation

    /// Creates an item.
    public init(
      key: String, value: String, keyLocation: SourceLocation, valueLocation: SourceLocation
    ) {
      self.key = key
      self.value = value
      self.keyLocation = keyLocation
      self.valueLocation = valueLocation
    }
  }

  /// What is known about an option that somebody takes.
  public struct Declaration: Hashable, Sendable {
    /// The option's name.
    public let key: String
    /// The value that it has when it is not given.
    public let fallback: String
    /// The values that it may have, in words.
    public let values: String
    /// The value that it has here.
    public fileprivate(set) var value: String
  }

  /// Who the options belong to, such as "chunk 'tokens'".
  public let owner: String
  /// Where the owner stands.
  public let location: SourceLocation?
  /// What was wrong so far.
  public private(set) var problems: [Diagnostic] = []
  /// The options that were asked for so far.
  public private(set) var declarations: [Declaration] = []
  private var items: [Item]
  private var fallbacks: [Item] = []

  /// Creates options.
  ///
  /// - Parameters:
  ///   - items: What the user wrote; a key that comes twice is a problem.
  ///   - owner: Who they belong to, for messages.
  ///   - location: Where the owner stands.
  public init(_ items: [Item] = [], owner: String, at location: SourceLocation? = nil) {
    self.owner = owner
    self.location = location
    self.items = []
    for item in items {
      if let first = self.items.first(where: { $0.key == item.key }) {
        problems.append(
          Diagnostic(
            "\(owner) has the option '\(item.key)' twice", at: item.keyLocation,
            hint: "it was first given at \(first.keyLocation)"))
      } else {
        self.items.append(item)
      }
    }
  }

  /// Reads options as the command line has them: `samples=500,seed=3`.
  ///
  /// - Parameters:
  ///   - text: The options, divided by commas.
  ///   - owner: Who they belong to.
  ///   - argument: The name of the command line's argument, which stands for the place.
  public init(parsing text: some StringProtocol, owner: String, argument: String) {
    let place = SourceLocation(file: argument)
    var items: [Item] = []
    var malformed: [Diagnostic] = []
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if sides.count == 2 && !sides[0].isEmpty {
        items.append(
          Item(
            key: String(sides[0]), value: String(sides[1]), keyLocation: place,
            valueLocation: place))
      } else {
        malformed.append(
          Diagnostic("'\(part)' is not an option", at: place, hint: "write name=value"))
      }
    }
    self.init(items, owner: owner, at: place)
    problems += malformed
  }

  /// Whether an option is given and not yet taken.
  public func has(_ key: String) -> Bool { items.contains { $0.key == key } }

  /// The text of an option that is given and not yet taken.
  public func value(of key: String) -> String? { items.first { $0.key == key }?.value }

  /// Adds options that hold where the user gave none; it is no problem when nobody takes them.
  public mutating func fallBack(on defaults: [Item]) {
    fallbacks += defaults
  }

  /// Takes an option whose text has no fixed form.
  public mutating func takeText(
    _ key: String, default fallback: String = "", values: String = "text"
  ) -> Item? {
    declare(key, fallback: fallback, values: values)
    return remove(key)
  }

  /// Takes a whole number.
  public mutating func take(_ key: String, default fallback: Int, in range: ClosedRange<Int>)
    -> Int
  {
    declare(key, fallback: "\(fallback)", values: Self.words(for: range))
    guard let item = remove(key) else { return fallback }
    if let value = Int(item.value), range.contains(value) { return value }
    reject(item, "takes a whole number \(Self.words(for: range))")
    return fallback
  }

  /// Takes a number.
  public mutating func take(_ key: String, default fallback: Double, in range: ClosedRange<Double>)
    -> Double
  {
    let words = "from \(range.lowerBound) to \(range.upperBound)"
    declare(key, fallback: "\(fallback)", values: words)
    guard let item = remove(key) else { return fallback }
    if let value = Double(item.value), range.contains(value) { return value }
    reject(item, "takes a number \(words)")
    return fallback
  }

  /// Takes yes or no.
  public mutating func take(_ key: String, default fallback: Bool) -> Bool {
    take(key, default: fallback, among: [("true", true), ("false", false)])
  }

  /// Takes one of several named values.
  public mutating func take<Value>(
    _ key: String, default fallback: Value, among choices: [(name: String, value: Value)]
  ) -> Value where Value: Equatable {
    let names = choices.map(\.name)
    let name = choices.first { $0.value == fallback }?.name ?? ""
    declare(key, fallback: name, values: names.joined(separator: ", "))
    guard let item = remove(key) else { return fallback }
    if let choice = choices.first(where: { $0.name == item.value }) { return choice.value }
    let near = NearestName.of(item.value, among: names).map { "did you mean '\($0)'?" }
    reject(item, "takes \(Self.list(names))", hint: near)
    return fallback
  }

  /// Takes one of the cases of an enumeration, which are named as they are written.
  public mutating func take<Choice>(_ key: String, default fallback: Choice) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable & Equatable {
    take(key, default: fallback, among: Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// Records a problem that only the taker could see.
  public mutating func report(_ diagnostic: Diagnostic) {
    problems.append(diagnostic)
  }

  /// Says of each option that nobody took that there is no such option.
  public mutating func finish() {
    let known = declarations.map(\.key)
    for item in items {
      problems.append(
        Diagnostic(
          "\(owner) has no option '\(item.key)'", at: item.keyLocation,
          hint: NearestName.hint(for: item.key, among: known)))
    }
    items = []
  }

  private mutating func declare(_ key: String, fallback: String, values: String) {
    declarations.append(
      Declaration(key: key, fallback: fallback, values: values, value: fallback))
  }

  private mutating func remove(_ key: String) -> Item? {
    let given = items.firstIndex { $0.key == key }.map { items.remove(at: $0) }
    guard let item = given ?? fallbacks.first(where: { $0.key == key }) else { return nil }
    declarations[declarations.count - 1].value = item.value
    return item
  }

  private mutating func reject(_ item: Item, _ rule: String, hint: String? = nil) {
    problems.append(
      Diagnostic(
        "the option '\(item.key)' of \(owner) \(rule), not '\(item.value)'",
        at: item.valueLocation, hint: hint))
  }

  private static func words(for range: ClosedRange<Int>) -> String {
    range.upperBound == .max
      ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func list(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
  }
}
