import HTML
public import SourceText

/// What a gate found.
public struct GateVerdict: Sendable {
  /// One thing that was judged: a review, perhaps by one method.
  public struct Case: Sendable {
    /// Such as "slow-burn by occlusion".
    public let name: String
    /// The line of the new run; of the old one where the review is there only.
    public let location: SourceLocation
    /// What was measured, in words.
    public let measured: String
    /// Whether it is over the limit.
    public let isOver: Bool
    /// By which the worst is found: the larger, the worse.
    let badness: Double
  }

  /// The gate.
  public let gate: DriftGate
  /// Everything that it judged.
  public let cases: [Case]

  /// How many cases may be over the limit.
  private var allowed: Int { if case .flip(let count) = gate { count } else { 0 } }
  /// The cases that are over the limit, the worst first.
  public var over: [Case] { byBadness.filter(\.isOver) }
  private var byBadness: [Case] {
    cases.enumerated().sorted { ($0.element.badness, $1.offset) > ($1.element.badness, $0.offset) }
      .map(\.element)
  }
  /// Whether the gate is crossed; one that found nothing to judge is, since it can't vouch for anything.
  public var isCrossed: Bool { cases.isEmpty || over.count > allowed }

  /// What was found, in one sentence.
  public var sentence: String {
    guard let worst = over.first ?? byBadness.first else { return "there was nothing to judge" }
    let count = over.isEmpty ? "none" : "\(over.count)"
    return "\(count) of \(cases.count), at worst \(worst.name): \(worst.measured)"
  }

  /// What the program says of a crossed gate.
  public func diagnostic(for report: DriftReport) -> Diagnostic {
    Diagnostic(
      "the gate '\(gate)' is crossed: \(sentence)",
      at: over.first?.location ?? SourceLocation(file: report.new.path))
  }
}

extension DriftReport {
  /// Judges a gate.
  ///
  /// - Parameter gate: What may not change.
  /// - Returns: What was found.
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
          measured: "it is in the \(which) run only", isOver: true, badness: 1)
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
        measured: "the rank correlation is \(DriftNumber.correlation(rho))",
        // The correlation of a list with itself may be a rounding short of 1.
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
          ? "the same options" : method.differences.joined(separator: ", "),
        isOver: !method.differences.isEmpty, badness: 1)
    }
  }

  fileprivate var missingCase: GateVerdict.Case {
    let missing =
      onlyOld.map { "\($0) is in the old run only" }
      + onlyNew.map { "\($0) is in the new run only" }
    return GateVerdict.Case(
      name: id, location: location,
      measured: missing.isEmpty ? "it is in both runs" : missing.joined(separator: ", "),
      isOver: !missing.isEmpty, badness: 0)
  }
}
