/// Named options as a user wrote them, each with its location.
///
/// The code that understands an option takes it; an option left over is an error. Nothing throws: problems are collected, so
/// that all mistakes in a document are reported together. Each `take` also declares the option, and the lists printed by
/// `report methods` and `report chunks` come from these declarations.
public struct Options: Sendable {
  /// A `key=value` pair.
  public struct Item: Hashable, Sendable {
    /// The name before the equals sign.
    public let key: String
    /// The text after the equals sign.
    public private(set) var value: String
    /// The location of the key.
    public let keyLocation: SourceLocation
    /// The location of the value.
    public let valueLocation: SourceLocation
    /// The parts of the value that are on lines of their own, after the first.
    private var continuations: [Continuation] = []
    /// The number of characters of the value, counted when a line is added.
    private var length: Int?

    /// A part of a value on a line of its own.
    private struct Continuation: Hashable, Sendable {
      /// The number of characters of the value before it.
      let offset: Int
      let location: SourceLocation
    }

    /// Creates an item.
    public init(
      key: String, value: String, keyLocation: SourceLocation, valueLocation: SourceLocation
    ) {
      self.key = key
      self.value = value
      self.keyLocation = keyLocation
      self.valueLocation = valueLocation
    }

    /// Returns the item with a further line of its value, separated by a space.
    ///
    /// - Parameters:
    ///   - text: The line.
    ///   - location: Its location.
    /// - Returns: The item.
    public func continued(_ text: String, at location: SourceLocation) -> Item {
      var item = self
      let offset = value.isEmpty ? 0 : (length ?? value.count) + 1
      item.value += value.isEmpty ? text : " " + text
      item.length = offset + text.count
      item.continuations.append(Continuation(offset: offset, location: location))
      return item
    }

    /// Returns the location of a character of the value, from 0.
    public func location(ofCharacter offset: Int) -> SourceLocation {
      let part = continuations.last { $0.offset <= offset }
      let (start, distance) = (part?.location ?? valueLocation, offset - (part?.offset ?? 0))
      return SourceLocation(
        file: start.file, line: start.line, column: start.column.map { $0 + distance })
    }
  }

  /// The documentation of an accepted option.
  public struct Declaration: Hashable, Sendable {
    /// The option's name.
    public let key: String
    /// The default value.
    public let fallback: String
    /// The allowed values, in words.
    public let values: String
    /// The value in effect.
    public fileprivate(set) var value: String
    /// Whether the value gives the owner another name, as `type=vargrad` does for `smoothgrad`.
    public fileprivate(set) var isVariant = false
  }

  /// The owner of the options, such as "chunk 'tokens'".
  public let owner: String
  /// The location of the owner.
  public let location: SourceLocation?
  /// The problems found so far.
  public private(set) var problems: [Diagnostic] = []
  /// The options declared so far.
  public private(set) var declarations: [Declaration] = []
  private var items: [Item]
  private var fallbacks: [Item] = []

  /// Creates options.
  ///
  /// - Parameters:
  ///   - items: The user's options; a duplicate key is a problem.
  ///   - owner: The owner, for messages.
  ///   - location: The location of the owner.
  public init(_ items: [Item] = [], owner: String, at location: SourceLocation? = nil) {
    self.owner = owner
    self.location = location
    self.items = []
    for item in items {
      if let first = self.items.first(where: { $0.key == item.key }) {
        problems.append(
          Diagnostic(
            "\(owner) has the option '\(item.key)' twice", at: item.keyLocation,
            hint: "first given at \(first.keyLocation)"))
      } else {
        self.items.append(item)
      }
    }
  }

  /// Parses options in command-line syntax: `samples=500,seed=3`.
  ///
  /// - Parameters:
  ///   - text: The options, separated by commas.
  ///   - owner: The owner of the options.
  ///   - argument: The name of the command-line argument, used as the location.
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
          Diagnostic("'\(part)' is not an option", at: place, hint: "use name=value"))
      }
    }
    self.init(items, owner: owner, at: place)
    problems += malformed
  }

  /// Whether an option was given and has not been taken.
  public func has(_ key: String) -> Bool { items.contains { $0.key == key } }

  /// Returns the text of an option that was given and has not been taken.
  public func value(of key: String) -> String? { items.first { $0.key == key }?.value }

  /// Adds defaults for options the user did not set; defaults that nothing takes are not a problem.
  public mutating func fallBack(on defaults: [Item]) {
    fallbacks += defaults
  }

  /// Takes an option with free text.
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

  /// Takes a Boolean.
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
    reject(item, "takes \(names.joined(with: "or"))", hint: near)
    return fallback
  }

  /// Takes a case of an enumeration, named by its raw value.
  public mutating func take<Choice>(_ key: String, default fallback: Choice) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable & Equatable {
    take(key, default: fallback, among: Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// Takes an option that selects one of several owners with names of their own, as `type` of `smoothgrad` does.
  public mutating func takeVariant<Value>(
    _ key: String, default fallback: Value, among choices: [(name: String, value: Value)]
  ) -> Value where Value: Equatable {
    let value = take(key, default: fallback, among: choices)
    declarations[declarations.count - 1].isVariant = true
    return value
  }

  /// Takes such an option for an enumeration, unless the owner's name has already selected a case.
  ///
  /// - Parameters:
  ///   - key: The name of the option.
  ///   - selected: The case that the owner's name selects.
  ///   - open: The case whose name leaves the choice open.
  /// - Returns: The chosen case.
  public mutating func takeVariant<Choice>(
    _ key: String, default selected: Choice, ifNamed open: Choice
  ) -> Choice where Choice: RawRepresentable<String> & CaseIterable & Equatable {
    selected == open
      ? takeVariant(key, default: open, among: Choice.allCases.map { ($0.rawValue, $0) })
      : selected
  }

  /// Records a problem that only the caller can detect.
  public mutating func report(_ diagnostic: Diagnostic) {
    problems.append(diagnostic)
  }

  /// Reports every option left over as unknown.
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
}
