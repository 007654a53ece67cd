/// The conductance of each hidden unit and its activity on the path from a baseline to a review.
///
/// - Source: Dhamdhere, Sundararajan and Yan, *How Important Is a Neuron?*, 2018, <https://arxiv.org/abs/1805.12233>.
package struct HiddenUnits: Sendable {
  /// One unit of the first hidden layer.
  package struct Unit: Sendable {
    /// The index in its layer.
    package let index: Int
    /// The unit's share of the output change; the shares of all units sum to the change.
    package let conductance: Double
    /// Whether the unit is on at the start and at the end of the path; nil without a closed form or an activation.
    package let isOn: (start: Bool, end: Bool)?
    /// The positions at which the unit switches, in order.
    package let switches: [Double]
  }

  /// The units, the strongest first.
  package let units: [Unit]
  /// Whether the units are the dimensions of the average, because no hidden layer follows it.
  package let areDimensions: Bool
  /// The unit of all numbers: points of probability, or logits.
  package let target: OutputScale
  /// The output at the baseline.
  package let startValue: Double
  /// The output at the review.
  package let endValue: Double

  /// Computes the conductance of all units along a path.
  ///
  /// - Complexity: That of ``LayerConductance``.
  package init(on path: BaselinePath) {
    let shares = LayerConductance(baseline: path.baseline).attribute(path.review).units ?? []
    let pooled = path.review.pooled
    let start = path.pieces?.first.flatMap { pooled?.activity(in: $0).first }
    let end = path.pieces?.last.flatMap { pooled?.activity(in: $0).first }
    units = shares.enumerated().map { index, share in
      Unit(
        index: index, conductance: share,
        isOn: start.flatMap { start in end.map { (start.units[index], $0.units[index]) } },
        switches: path.switches.filter { point in
          point.units.contains { $0.layer == start?.layer && $0.unit == index }
        }.map(\.position))
    }.sorted { (abs($1.conductance), $0.index) < (abs($0.conductance), $1.index) }
    target = path.review.target
    areDimensions = pooled != nil && start == nil
    (startValue, endValue) = (path.startValue, path.endValue)
  }

  /// The change of the output from the baseline to the review.
  package var change: Double { endValue - startValue }

  /// The sum over all units.
  package var sum: Double { units.reduce(0) { $0 + $1.conductance } }
}
