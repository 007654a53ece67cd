import Attribution
import HTML
import SourceText

/// The conductance of each hidden unit and its activity.
struct HiddenUnits: Sendable {
  /// One unit of the first hidden layer.
  struct Unit: Sendable {
    let index: Int
    /// The unit's share of the output change; the shares of all units sum to the change.
    let conductance: Double
    /// Whether the unit is on at the start and at the end of the path; nil without a closed form or an activation.
    let isOn: (start: Bool, end: Bool)?
    /// The positions at which the unit switches, in order.
    let switches: [Double]
  }

  /// The units, the strongest first.
  let units: [Unit]
  /// The noun for one unit: "unit", or "dimension" without a hidden layer.
  let noun: String
  /// The unit of all numbers: points of probability, or logits.
  let target: OutputScale
  /// The output at the baseline and at the review.
  let (startValue, endValue): (Double, Double)
  /// The change of the output from the baseline to the review.
  var change: Double { endValue - startValue }

  /// The units of a review, computed once for each baseline.
  ///
  /// - Parameters:
  ///   - analysis: The review.
  ///   - baseline: The baseline; by default that of the review's page.
  init(_ analysis: ReviewAnalysis, from baseline: Baseline? = nil) {
    let baseline = baseline ?? GradientRowStatistics(analysis).baseline
    self = analysis.findings.finding(baseline.rawValue) {
      HiddenUnits(of: analysis, from: baseline)
    }
  }

  private init(of analysis: ReviewAnalysis, from baseline: Baseline) {
    let shares = LayerConductance(baseline: baseline).attribute(analysis.explained).units ?? []
    let line = BaselinePath(analysis, from: baseline)
    let pooled = analysis.explained.pooled
    let pieces = line.pieces ?? []
    let start = pieces.first.flatMap { pooled?.activity(in: $0).first }
    let end = pieces.last.flatMap { pooled?.activity(in: $0).first }
    let switches = line.switches
    units = shares.enumerated().map { index, share in
      Unit(
        index: index, conductance: share,
        isOn: start.flatMap { start in end.map { (start.units[index], $0.units[index]) } },
        switches: switches.filter { point in
          point.units.contains { $0.layer == start?.layer && $0.unit == index }
        }.map(\.position))
    }.sorted { (abs($1.conductance), $0.index) < (abs($0.conductance), $1.index) }
    noun = pooled != nil && start == nil ? "dimension" : "unit"
    target = analysis.target
    (startValue, endValue) = (line.startValue, line.endValue)
  }

  /// The sum over all units.
  var sum: Double { units.reduce(0) { $0 + $1.conductance } }
}

extension HiddenUnits.Unit {
  /// The activity in words.
  var state: String {
    guard let isOn else { return "" }
    let places = switches.map { NumberText.fixed($0, digits: 2) }.joined(separator: ", ")
    switch isOn {
    case (true, true): return switches.isEmpty ? "on" : "on, switches at \(places)"
    case (false, false): return switches.isEmpty ? "off" : "off, switches at \(places)"
    case (false, true): return "on from \(places)"
    case (true, false): return "off from \(places)"
    }
  }
}
