import Reporting
public import SourceText

/// A limit on changes: `report diff` returns exit status 1 if a gate fails.
public enum DriftGate: Hashable, Sendable, CustomStringConvertible {
  /// Fails if more verdicts than this flipped.
  case flip(Int)
  /// Fails if the probability of a review changed by more than this.
  case probability(Double)
  /// Fails if a method's rank correlation (Spearman's ρ) on a review is below this.
  case rank(Double)
  /// Fails if more words than this moved in one review according to one method.
  case moved(Int)
  /// Fails if a review or a method is in one run only.
  case missing
  /// Fails if the attributions of a method cannot be compared because its options differ.
  case incomparable

  /// The syntax of the gates.
  static let forms = [
    "flip", "flip:N", "probability:D", "rank:R", "moved:N", "missing", "incomparable",
  ]
  private static let names = ["flip", "probability", "rank", "moved", "missing", "incomparable"]

  /// The gate as written on the command line.
  public var description: String {
    switch self {
    case .flip(let limit): limit == 0 ? "flip" : "flip:\(limit)"
    case .probability(let limit): "probability:\(limit)"
    case .rank(let limit): "rank:\(limit)"
    case .moved(let limit): "moved:\(limit)"
    case .missing: "missing"
    case .incomparable: "incomparable"
    }
  }

  /// Parses a list such as `flip,rank:0.8,moved:5`.
  ///
  /// - Parameters:
  ///   - text: The list.
  ///   - argument: The name of the command-line argument, used as the location of diagnostics.
  /// - Returns: The gates in the order given.
  /// - Throws: Diagnostics for unknown gates, invalid limits, and gates given twice.
  public static func list(
    parsing text: String, argument: String = "--fail-on"
  ) throws(Diagnostics) -> [DriftGate] {
    let place = SourceLocation(file: argument)
    var problems = Diagnostics()
    var gates: [(name: String, gate: DriftGate)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(sides[0])
      let limit = sides.count > 1 ? String(sides[1]) : nil
      if !names.contains(name) {
        problems.report(
          Diagnostic(
            "there is no gate '\(name)'", at: place,
            hint: NearestName.of(name, among: names).map { "did you mean '\($0)'?" }
              ?? "use one of \(forms.joined(separator: ", "))"))
      } else if gates.contains(where: { $0.name == name }) {
        problems.report(Diagnostic("the gate '\(name)' is given twice", at: place))
      } else if let gate = DriftGate(name, limit) {
        gates.append((name, gate))
      } else {
        problems.report(
          Diagnostic("'\(part)' is not a gate", at: place, hint: "use \(usage(of: name))"))
      }
    }
    try problems.throwIfErrors()
    return gates.map(\.gate)
  }

  private init?(_ name: String, _ limit: String?) {
    let count = limit.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    let number = limit.flatMap { Double($0) }
    switch (name, limit) {
    case ("flip", nil): self = .flip(0)
    case ("missing", nil): self = .missing
    case ("incomparable", nil): self = .incomparable
    case ("flip", _):
      guard let count else { return nil }
      self = .flip(count)
    case ("moved", _):
      guard let count else { return nil }
      self = .moved(count)
    case ("probability", _):
      guard let number, (0...1).contains(number) else { return nil }
      self = .probability(number)
    case ("rank", _):
      guard let number, (-1...1).contains(number) else { return nil }
      self = .rank(number)
    default: return nil
    }
  }

  private static func usage(of name: String) -> String {
    switch name {
    case "flip": "flip, or flip:N with the number of verdicts that may flip"
    case "probability": "probability:D with a number from 0 to 1, for example probability:0.1"
    case "rank": "rank:R with a number from -1 to 1, for example rank:0.8"
    case "moved": "moved:N with the number of words per review that may move, for example moved:5"
    default: "\(name) without a limit"
    }
  }
}
