import HTML
import Reporting
public import SourceText

/// The result of a gate.
public struct GateVerdict: Sendable {
  /// One checked item: a review, or a method on a review.
  public struct Case: Sendable {
    /// The name, for example "slow-burn by occlusion".
    public let name: String
    /// The line in the new run, or in the old run if the review is only there.
    public let location: SourceLocation
    /// The measured change as text.
    public let measured: String
    /// Whether the case is over the limit.
    public let isOver: Bool
    /// The sort key of cases: larger is worse.
    let badness: Double
  }

  /// The gate.
  public let gate: DriftGate
  /// All checked cases.
  public let cases: [Case]

  /// The number of cases that may be over the limit.
  private var allowed: Int { if case .flip(let count) = gate { count } else { 0 } }
  /// The cases over the limit, worst first.
  public var over: [Case] { byBadness.filter(\.isOver) }
  private var byBadness: [Case] {
    cases.enumerated().sorted { ($0.element.badness, $1.offset) > ($1.element.badness, $0.offset) }
      .map(\.element)
  }
  /// Whether the gate failed; a gate without cases fails, since it verifies nothing.
  public var isCrossed: Bool { cases.isEmpty || over.count > allowed }

  /// The result in one sentence.
  public var sentence: String {
    guard let worst = over.first ?? byBadness.first else { return "nothing to compare" }
    let count = over.isEmpty ? "none" : "\(over.count)"
    return "\(count) of \(cases.count); worst case \(worst.name): \(worst.measured)"
  }

  /// Returns the diagnostic of a failed gate.
  public func diagnostic(for report: DriftReport) -> Diagnostic {
    Diagnostic(
      "the gate '\(gate)' failed: \(sentence)",
      at: over.first?.location ?? SourceLocation(file: report.new.path))
  }
}

extension DriftReport {
  /// Evaluates a gate.
  ///
  /// - Parameter gate: The gate.
  /// - Returns: The gate's result.
  public func judge(_ gate: DriftGate) -> GateVerdict {
    let cases =
      switch gate {
      case .flip: reviews.map(\.flipCase)
      case .probability(let limit): reviews.map { $0.probabilityCase(limit) }
      case .rank(let limit): reviews.flatMap { $0.rankCases(limit) }
      case .moved(let limit): reviews.flatMap { $0.movedCases(limit) }
      case .incomparable: reviews.flatMap(\.comparabilityCases)
      case .missing: missingCases
      }
    return GateVerdict(gate: gate, cases: cases)
  }

  private var missingCases: [GateVerdict.Case] {
    func alone(_ run: Run, _ which: String) -> [GateVerdict.Case] {
      zip(run.alone, run.aloneLocations).map { id, location in
        GateVerdict.Case(
          name: id, location: location,
          measured: "in the \(which) run only", isOver: true, badness: 1)
      }
    }
    return alone(old, "old") + alone(new, "new") + reviews.map(\.missingCase)
  }
}

extension ReviewDrift {
  fileprivate var flipCase: GateVerdict.Case {
    let measured = "\(verdict.old.label) → \(verdict.new.label)"
    return GateVerdict.Case(
      name: id, location: location, measured: measured, isOver: hasFlipped,
      badness: abs(probabilityChange))
  }

  fileprivate func probabilityCase(_ limit: Double) -> GateVerdict.Case {
    let (old, new) = (verdict.old.probability, verdict.new.probability)
    return GateVerdict.Case(
      name: id, location: location,
      measured: "\(DriftNumber.plain(old)) → \(DriftNumber.plain(new))",
      isOver: abs(probabilityChange) > limit, badness: abs(probabilityChange))
  }

  fileprivate func rankCases(_ limit: Double) -> [GateVerdict.Case] {
    methods.compactMap { method in
      guard let rho = method.comparison?.spearman else { return nil }
      return GateVerdict.Case(
        name: "\(id) by \(method.name)", location: location,
        measured: "rank correlation \(DriftNumber.correlation(rho))",
        // Rounding may make the correlation of a list with itself slightly less than 1.
        isOver: rho < limit - 1e-9,
        badness: -rho)
    }
  }

  fileprivate func movedCases(_ limit: Int) -> [GateVerdict.Case] {
    methods.compactMap { method in
      guard let moved = method.comparison?.moved else { return nil }
      return GateVerdict.Case(
        name: "\(id) by \(method.name)", location: location,
        measured: "\(counted(moved, "word")) moved", isOver: moved > limit,
        badness: Double(moved))
    }
  }

  fileprivate var comparabilityCases: [GateVerdict.Case] {
    methods.map { method in
      GateVerdict.Case(
        name: "\(id) by \(method.name)", location: location,
        measured: method.differences.isEmpty
          ? "same options" : method.differences.joined(separator: ", "),
        isOver: !method.differences.isEmpty, badness: 1)
    }
  }

  fileprivate var missingCase: GateVerdict.Case {
    let missing =
      onlyOld.map { "\($0) is in the old run only" }
      + onlyNew.map { "\($0) is in the new run only" }
    return GateVerdict.Case(
      name: id, location: location,
      measured: missing.isEmpty ? "in both runs" : missing.joined(separator: ", "),
      isOver: !missing.isEmpty, badness: 0)
  }
}
