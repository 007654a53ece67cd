public import LinearAlgebra
public import SourceText

/// What a layer is read from: its entry in `config.json` and its weights.
///
/// Problems are collected.
public struct LayerSource {
  /// The layer's name.
  public let name: String
  /// The shape of what the layer in front gives.
  public let input: Shape
  private let prefix: String
  private let configuration: [String: JSON]
  private let weights: Safetensors
  private let configPlace: SourceLocation
  private let weightsPlace: SourceLocation
  /// What was wrong so far.
  package private(set) var problems: [Diagnostic] = []
  /// The tensors that were asked for.
  private(set) var taken: Set<String> = []
  /// Whether the sizes of the tensors are known.
  private var isConfigured = true

  package init(
    name: String, prefix: String = "", input: Shape, configuration: [String: JSON],
    weights: Safetensors,
    configPlace: SourceLocation, weightsPlace: SourceLocation
  ) {
    self.name = name
    self.prefix = prefix
    self.input = input
    self.configuration = configuration
    self.weights = weights
    self.configPlace = configPlace
    self.weightsPlace = weightsPlace
  }

  /// Reads a whole number; the lowest allowed one where there is a problem.
  public mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int {
    if let value = configuration[key]?.integer, range.contains(value) { return value }
    report(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  /// Reads a whole number that Keras also writes as a list of one; the lowest allowed one where there is a problem.
  public mutating func size(_ key: String, in range: ClosedRange<Int>, default fallback: Int? = nil)
    -> Int
  {
    guard let json = configuration[key], json != .null else {
      if let fallback { return fallback }
      return integer(key, in: range)
    }
    let inner = json.array.flatMap { $0.count == 1 ? $0.first : nil } ?? json
    if let value = inner.integer, range.contains(value) { return value }
    report(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  /// Reads a number; the lowest allowed one where there is a problem.
  public mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double {
    if let value = configuration[key]?.number, range.contains(value) { return value }
    report(key, "a number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  /// Reads a list of pairs of whole numbers; none where there is a problem.
  mutating func pairs(_ key: String) -> [(Int, Int)] {
    let pairs = (configuration[key]?.array ?? []).map { json in
      (json.array ?? []).compactMap(\.integer)
    }
    return pairs.allSatisfy { $0.count == 2 } ? pairs.map { ($0[0], $0[1]) } : []
  }

  /// Reads yes or no, which is no where nothing is said and no other answer is usual.
  public mutating func flag(_ key: String, default fallback: Bool = false) -> Bool {
    switch configuration[key] {
    case nil, .null: return fallback
    case .bool(let value): return value
    default:
      report(key, "true or false")
      return fallback
    }
  }

  /// Reads one of several named values.
  public mutating func choice<Choice>(_ key: String, default fallback: Choice) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let json = configuration[key], json != .null else { return fallback }
    if let value = json.string.flatMap(Choice.init(rawValue:)) { return value }
    report(key, "one of " + Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "))
    return fallback
  }

  /// Says that a value of Keras' is not supported.
  public mutating func refuse(_ key: String, _ value: JSON) {
    guard configuration[key] == value else { return }
    refuse(key, value, hint: nil)
  }

  private mutating func refuse(_ key: String, _ value: JSON, hint: String?) {
    problems.append(
      Diagnostic(
        "the layer '\(name)' has \(key) \(value), which can't be used", at: configPlace, hint: hint)
    )
  }

  /// Says that only some values of Keras' are supported; nothing said is one of them.
  public mutating func require(_ key: String, _ allowed: JSON...) {
    guard let value = configuration[key], value != .null, !allowed.contains(value) else { return }
    refuse(
      key, value,
      hint: "it is read with \(key) " + allowed.map { "\($0)" }.joined(separator: " or "))
  }

  /// Reads the layer that a key holds, which is part of this one.
  ///
  /// - Parameters:
  ///   - key: Where the other layer's `class_name` and `config` are.
  ///   - types: What it may be.
  ///   - overrides: What its configuration says whatever is written there.
  /// - Returns: The layer; nil where there is a problem.
  mutating func part(
    _ key: String, of types: [any RecurrentLayer.Type], overrides: [String: JSON]
  ) -> (any RecurrentLayer)? {
    let entry = configuration[key]
    let own = (entry?["config"]?.object ?? [:]).merging(overrides) { $1 }
    let type = types.first { $0.className == entry?["class_name"]?.string }
    guard let type, let partName = own["name"]?.string else {
      let names = types.map { "'\($0.className)'" }.joined(separator: " or ")
      isConfigured = false
      problems.append(
        Diagnostic(
          "the layer '\(name)' needs as '\(key)' a layer with a name, \(names)", at: configPlace))
      return nil
    }
    var source = LayerSource(
      name: partName, prefix: "\(prefix)\(name)/", input: input, configuration: own,
      weights: weights, configPlace: configPlace, weightsPlace: weightsPlace)
    let layer = type.init(reading: &source)
    problems += source.problems
    taken.formUnion(source.taken)
    isConfigured = isConfigured && source.isConfigured
    return layer
  }

  /// Says that the layer can't be used for a reason of its own.
  mutating func refuse(because reason: String) {
    isConfigured = false
    problems.append(Diagnostic("the layer '\(name)' \(reason)", at: configPlace))
  }

  /// The name of a layer that a key holds.
  func partName(_ key: String) -> String { configuration[key]?["config"]?["name"]?.string ?? "" }

  /// Whether the configuration has a key.
  func has(_ key: String) -> Bool { configuration[key].map { $0 != .null } ?? false }

  /// Takes a tensor of three dimensions; a matrix without rows where there is a problem.
  public mutating func table(_ tensor: String, _ shape: [Int]) -> Matrix {
    take(tensor, shape: shape) ?? Matrix(rows: 0, columns: shape.last ?? 0)
  }

  /// Takes a tensor of two dimensions; a matrix without rows where there is a problem.
  public mutating func matrix(_ tensor: String, rows: Int, columns: Int) -> Matrix {
    take(tensor, shape: [rows, columns]) ?? Matrix(rows: 0, columns: columns)
  }

  /// Takes a tensor of one dimension; zeros where there is a problem.
  public mutating func row(_ tensor: String, columns: Int) -> Matrix {
    take(tensor, shape: [columns]) ?? Matrix(rows: 1, columns: columns)
  }

  private mutating func take(_ tensor: String, shape: [Int]) -> Matrix? {
    let key = "\(prefix)\(name)/\(tensor)"
    taken.insert(key)
    guard isConfigured else { return nil }
    guard let found = weights.tensors[key] else {
      problems.append(
        Diagnostic(
          "there is no tensor '\(key)'", at: weightsPlace,
          hint: NearestName.hint(for: key, among: weights.tensors.keys.sorted())))
      return nil
    }
    guard found.shape == shape else {
      problems.append(
        Diagnostic(
          "the tensor '\(key)' is \(Self.words(found.shape)), but the model needs "
            + Self.words(shape), at: weightsPlace))
      return nil
    }
    return found.values
  }

  private mutating func report(_ key: String, _ rule: String) {
    isConfigured = false
    let found = configuration[key].map { ", not \($0)" } ?? ", but there is none"
    problems.append(
      Diagnostic("the layer '\(name)' needs as '\(key)' \(rule)\(found)", at: configPlace))
  }

  private static func words(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: " × ")
  }
}
