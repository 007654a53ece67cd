import Classifier
import LinearAlgebra
public import SourceText

/// Integrated gradients through each unit of the first hidden layer.
///
///     aₜ(j) = (eₜ − b) · ∫₀¹ ∂F/∂hⱼ ∂hⱼ/∂eₜ (b + α(e − b)) dα
///
/// The layer ends with the first hidden activation; without one, the units are the dimensions of the average, and
/// without an average those of the embedding. The sum over all units (`unit=all`) is integrated gradients. A layer that
/// returns one row per position has the same units at each position. The conductance of a unit outside the layer is zero.
///
/// ``Attribution/Attribution/units`` has the share of each unit, summed over positions; these shares also sum to
/// `F(e) − F(b)`.
///
/// - Unit: the target's.
/// - Cost of a quadrature: one backward pass per step, and another one below the layer per unit.
public struct LayerConductance: AttributionMethod {
  public static let card = MethodCard(
    name: "layer-conductance",
    title: "Layer conductance",
    summary: "Integrated gradients through each unit of the first hidden layer.",
    formula:
      #"a_t = \sum_j (\mathbf{e}_t - \mathbf{b}) \cdot \int_0^1 \frac{\partial F}{\partial h_j} \frac{\partial h_j}{\partial \mathbf{e}_t}\,d\alpha"#,
    cost: "exact: as integrated gradients; otherwise one backward pass per step and unit",
    source: Source(
      "Dhamdhere, Sundararajan and Yan, How Important Is a Neuron?, 2018, equations 2 and 3",
      url: "https://arxiv.org/abs/1805.12233"),
    axioms: [.completeness, .symmetry, .dummy, .linearity, .targetSign],
    isSigned: true,
    underAveragePooling:
      "Survives, and is exact: one vector per hidden unit, each token's own distance from the baseline."
  )

  public var baseline: Baseline? { start }
  private let start: Baseline
  /// True for all units only: the effect of a single unit may oppose that of all.
  public func hasSignOfEffect(for output: Output) -> Bool { unit == nil }
  /// The index of the shown unit; nil for the sum over all units.
  private let unit: Int?
  /// The location of the option `unit`.
  private let unitPlace: SourceLocation?
  private let path: IntegratedPath

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The start of the path.
  ///   - unit: The index of the unit; nil for the sum over all units.
  ///   - rule: The quadrature; `exact` is the closed form where the model has one.
  ///   - steps: The number of steps of a quadrature.
  ///   - tolerance: The convergence delta up to which the steps are doubled; 0 keeps them.
  public init(
    baseline: Baseline = .pad, unit: Int? = nil, rule: QuadratureRule = .exact, steps: Int = 50,
    tolerance: Double = 1e-4
  ) {
    start = baseline
    self.unit = unit
    unitPlace = nil
    path = IntegratedPath(rule: rule, steps: steps, tolerance: tolerance)
  }

  public init(options: inout Options, default standard: Self) {
    start = options.take("baseline", default: standard.start)
    let values = "all or the index of a unit"
    let item = options.takeText(
      "unit", default: standard.unit.map { "\($0)" } ?? "all", values: values)
    unit = item.map { Int($0.value) } ?? standard.unit
    unitPlace = item?.valueLocation
    if let item, item.value != "all", unit.map({ $0 < 0 }) ?? true {
      options.report(
        Diagnostic(
          "the option 'unit' of \(options.owner) takes \(values), from 0, not '\(item.value)'",
          at: item.valueLocation))
    }
    path = IntegratedPath(options: &options, default: standard.path)
  }

  public func check(_ explainer: Explainer) throws(Diagnostics) {
    let units = units(of: explainer)
    guard let unit, unit >= units else { return }
    throw Diagnostics(
      "unit \(unit) is out of range for a layer of \(units) units", at: unitPlace,
      hint: "use an index from 0 to \(units - 1)")
  }

  /// The number of units of the layer.
  private func units(of explainer: Explainer) -> Int {
    let steps = explainer.steps
    let review = explainer.explain("")
    let pass = Backpropagation(through: steps, at: review.embedded, mask: review.mask)
    let depth = depth(of: steps)
    return depth < steps.count ? pass.steps[depth].input.columns : pass.logits.columns
  }

  /// Returns the number of layers below the units: up to the first activation or, without one, the pooling layer.
  private func depth(of steps: [any Layer]) -> Int {
    let last =
      steps.firstIndex { ($0 as? ActivationLayer).map { $0.activation != .linear } ?? false }
      ?? steps.firstIndex { $0 is GlobalAveragePooling1D }
    return last.map { $0 + 1 } ?? 0
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let start = PathStart(start, of: review)
    let conductance =
      review.pooled.flatMap { path.rule == .exact ? exact($0, from: start, to: review) : nil }
      ?? general(from: start, to: review)
    return Attribution(
      positions: conductance.positions, of: review,
      baselineValue: unit == nil ? start.value(for: review) : nil, isInUnitOfOutput: true,
      units: conductance.units)
  }

  private func exact(
    _ pooled: PooledNetwork, from start: PathStart, to review: ReviewInput
  ) -> (positions: [Double], units: [Double]) {
    let mean = review.mean
    let depth = pooled.layers.dropLast().firstIndex { $0.activation == .relu }
    let slopes = pooled.integratedGradient(
      from: start.mean, to: mean, of: review.output, behind: depth)
    let change =
      depth.map {
        pooled.preactivation(of: $0, atMean: mean)
          - pooled.preactivation(of: $0, atMean: start.mean)
      } ?? mean - start.mean
    var chosen = slopes
    if let unit {
      chosen = Matrix(rows: 1, columns: slopes.columns)
      if unit < slopes.columns { chosen[0, unit] = slopes[0, unit] }
    }
    // Below the layer everything is linear, so no activation state is needed.
    let gradient = depth.map { pooled.backward(chosen, through: [], layers: 0..<$0 + 1) } ?? chosen
    return (
      review.contributions(of: gradient, from: start),
      slopes.multipliedByEntries(of: change).row(0)
    )
  }

  private func general(
    from start: PathStart, to review: ReviewInput
  ) -> (positions: [Double], units: [Double]) {
    let steps = review.explainer.steps
    let depth = depth(of: steps)
    // One row per unit, one column per position.
    let table = path.integral(from: start, to: review) { points, distance in
      points.map { point in
        let pass = Backpropagation(through: steps, at: point, mask: review.mask)
        let slopes = pass.backward(
          review.output.gradient(at: pass.logits), through: depth..<steps.count)
        return Matrix(
          (0..<slopes.columns).map { unit in
            var only = Matrix(rows: slopes.rows, columns: slopes.columns)
            for row in 0..<slopes.rows { only[row, unit] = slopes[row, unit] }
            return distance.rowDots(pass.backward(only, through: 0..<depth))
          })
      }
    }
    let units = (0..<table.rows).map { table.row($0).reduce(0, +) }
    let positions: [Double]
    if let unit {
      positions =
        unit < table.rows ? table.row(unit) : Array(repeating: 0, count: table.columns)
    } else {
      positions = (0..<table.columns).map { column in
        (0..<table.rows).reduce(0) { $0 + table[$1, column] }
      }
    }
    return (positions, units)
  }
}
