public import LinearAlgebra
import SourceText

/// What a layer is read from: its entry in `config.json` and its weights.
///
/// Problems are collected.
public struct LayerSource {
  /// The layer's name.
  public let name: String
  /// The shape of what the layer in front gives.
  public let input: Shape
  private let configuration: [String: JSON]
  private let weights: Safetensors
  private let configPlace: SourceLocation
  private let weightsPlace: SourceLocation
  /// What was wrong so far.
  private(set) var problems: [Diagnostic] = []
  /// The tensors that were asked for.
  private(set) var taken: Set<String> = []
  /// Whether the sizes of the tensors are known.
  private var isConfigured = true

  init(
    name: String, input: Shape, configuration: [String: JSON], weights: Safetensors,
    configPlace: SourceLocation, weightsPlace: SourceLocation
  ) {
    self.name = name
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

  /// Reads a number; the lowest allowed one where there is a problem.
  public mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double {
    if let value = configuration[key]?.number, range.contains(value) { return value }
    report(key, "a number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  /// Reads yes or no, which is no where nothing is said.
  public mutating func flag(_ key: String) -> Bool {
    switch configuration[key] {
    case nil, .null, .bool(false): return false
    case .bool(true): return true
    default:
      report(key, "true or false")
      return false
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
    problems.append(
      Diagnostic("the layer '\(name)' has \(key) \(value), which can't be used", at: configPlace))
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
    let key = "\(name)/\(tensor)"
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
