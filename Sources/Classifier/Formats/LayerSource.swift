public import LinearAlgebra
public import SourceText

/// The source of a layer: its entry in `config.json` and its weights.
///
/// Problems are collected.
public struct LayerSource {
  /// The layer's name.
  public let name: String
  /// The output shape of the preceding layer.
  public let input: Shape
  private let prefix: String
  private let configuration: [String: JSON]
  private let weights: Safetensors
  private let configPlace: SourceLocation
  private let weightsPlace: SourceLocation
  /// The problems so far.
  package private(set) var problems: [Diagnostic] = []
  /// The tensors that were requested.
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

  /// Reads a whole number; returns the lowest allowed value if there is a problem.
  public mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int {
    if let value = configuration[key]?.integer, range.contains(value) { return value }
    report(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  /// Reads a whole number that Keras also writes as a list of one; returns the lowest allowed value if there is a problem.
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

  /// Reads a number; returns the lowest allowed value if there is a problem.
  public mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double {
    if let value = configuration[key]?.number, range.contains(value) { return value }
    report(key, "a number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  /// Reads a list of pairs of whole numbers; returns an empty list if there is a problem.
  mutating func pairs(_ key: String) -> [(Int, Int)] {
    let pairs = (configuration[key]?.array ?? []).map { json in
      (json.array ?? []).compactMap(\.integer)
    }
    return pairs.allSatisfy { $0.count == 2 } ? pairs.map { ($0[0], $0[1]) } : []
  }

  /// Reads a Boolean; it defaults to false, unless another default is given.
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

  /// Rejects an unsupported value of Keras.
  public mutating func refuse(_ key: String, _ value: JSON) {
    guard configuration[key] == value else { return }
    refuse(key, value, hint: nil)
  }

  private mutating func refuse(_ key: String, _ value: JSON, hint: String?) {
    problems.append(
      Diagnostic(
        "the layer '\(name)' has \(key) \(value), which is not supported", at: configPlace,
        hint: hint)
    )
  }

  /// Rejects all but some values of Keras; the value may also be missing.
  public mutating func require(_ key: String, _ allowed: JSON...) {
    guard let value = configuration[key], value != .null, !allowed.contains(value) else { return }
    refuse(
      key, value,
      hint: "use \(key) " + allowed.map { "\($0)" }.joined(separator: " or "))
  }

  /// Reads a sublayer under a key.
  ///
  /// - Parameters:
  ///   - key: The key with the sublayer's `class_name` and `config`.
  ///   - types: The allowed types.
  ///   - overrides: Settings that override the sublayer's configuration.
  /// - Returns: The sublayer; nil if there is a problem.
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
          "the layer '\(name)' requires '\(key)' to be a layer with a name, \(names)",
          at: configPlace))
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

  /// Rejects the layer for a specific reason.
  mutating func refuse(because reason: String) {
    isConfigured = false
    problems.append(Diagnostic("the layer '\(name)' \(reason)", at: configPlace))
  }

  /// Returns the name of the sublayer under a key.
  func partName(_ key: String) -> String { configuration[key]?["config"]?["name"]?.string ?? "" }

  /// Whether the configuration contains a key.
  func has(_ key: String) -> Bool { configuration[key].map { $0 != .null } ?? false }

  /// Returns a tensor of three dimensions; a matrix without rows if there is a problem.
  public mutating func table(_ tensor: String, _ shape: [Int]) -> Matrix {
    take(tensor, shape: shape) ?? Matrix(rows: 0, columns: shape.last ?? 0)
  }

  /// Returns a tensor of two dimensions; a matrix without rows if there is a problem.
  public mutating func matrix(_ tensor: String, rows: Int, columns: Int) -> Matrix {
    take(tensor, shape: [rows, columns]) ?? Matrix(rows: 0, columns: columns)
  }

  /// Returns a tensor of one dimension; zeros if there is a problem.
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
    let found = configuration[key].map { ", not \($0)" } ?? ", but it is missing"
    problems.append(
      Diagnostic("the layer '\(name)' requires '\(key)' to be \(rule)\(found)", at: configPlace))
  }

  private static func words(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: " × ")
  }
}
