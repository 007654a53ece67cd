public import Attribution
import Classifier
import LinearAlgebra

/// The agreement of methods that the architecture forces on a review, with measurements.
///
/// If one method equals another by algebra, their agreement confirms nothing about the model. Each identity is stated only
/// if its premises hold, and is then measured: numbers `a` against the numbers `b` of which they must be a multiple,
/// possibly with one additive constant for all words,
///
///     max over the words of |a − (c b + d)| / max |a|
///
/// with `c` and `d` by least squares; for numbers that must be equal, the range from the smallest to the largest.
public struct ForcedAgreement: Hashable, Sendable {
  /// An identity that the architecture forces.
  public enum Identity: String, CaseIterable, Sendable {
    /// A gradient of identical rows yields the same number for every word.
    case constant
    /// After average pooling, Grad-CAM on the embedding is the positive part of input × gradient.
    case positivePart = "positive-part"
    /// LRP with unmodified denominators is input × gradient on the logit, times a positive factor.
    case propagation
    /// If no hidden unit switches, methods that follow the line from the baseline scale `(e − b) · ∂z/∂e`.
    ///
    /// It does not apply to methods that remove words, which evaluate points off the line.
    case oneLinearPiece = "one-linear-piece"
  }

  /// An identity of one method, with its measurement.
  public struct Finding: Hashable, Sendable {
    /// The forced identity.
    public let identity: Identity
    /// The method that satisfies it.
    public let method: String
    /// The largest deviation, relative to the method's largest number.
    public let difference: Double

    package init(identity: Identity, method: String, difference: Double) {
      self.identity = identity
      self.method = method
      self.difference = difference
    }
  }

  /// The identities forced for the given methods.
  public let findings: [Finding]
  /// The number of hidden units that switch on or off between the baseline and the review; nil without a closed form.
  public let switches: Int?
  /// The number of hidden units whose activation can switch.
  public let units: Int
  /// Whether the output depends on the logits of all classes by their softmax, so that it is not a function of one logit.
  public let isSoftmax: Bool

  /// Returns the largest deviation of an identity's findings; nil if it has none.
  public func difference(_ identity: Identity) -> Double? {
    findings.filter { $0.identity == identity }.map(\.difference).max()
  }

  /// Returns the identities of some of the methods.
  public func of(_ names: [String]) -> ForcedAgreement {
    ForcedAgreement(
      findings: findings.filter { names.contains($0.method) }, switches: switches, units: units,
      isSoftmax: isSoftmax)
  }

  package init(findings: [Finding], switches: Int?, units: Int, isSoftmax: Bool) {
    self.findings = findings
    self.switches = switches
    self.units = units
    self.isSoftmax = isSoftmax
  }

  /// Measures the forced identities of some methods.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - results: The methods with their numbers.
  ///   - baseline: The start of the line on which switching units are counted.
  public init(
    _ review: ReviewInput,
    results: [(method: ConfiguredMethod, attribution: Attribution)], baseline: Baseline = .pad
  ) {
    let pooled = review.pooled
    isSoftmax = review.output.isSoftmax
    units =
      pooled?.layers.dropLast().filter { $0.activation == .relu }
      .reduce(0) { $0 + $1.kernel.columns } ?? 0
    let switches = pooled?.switchingUnits(from: baseline.row(for: review), to: review.mean)
    self.switches = switches
    let collapses = PoolingCollapse(review).collapses
    // Identical words have the same number by any method.
    let differ = Set(review.review.readTokens.map(\.index)).count > 1
    let counted = review.mask?.allSatisfy(\.self) ?? true
    findings = results.compactMap { method, attribution -> Finding? in
      let scores = attribution.scores
      func finding(_ identity: Identity, _ expected: [Double], isShifted: Bool = false) -> Finding {
        Finding(
          identity: identity, method: method.name,
          difference: Self.difference(scores, expected, isShifted: isShifted))
      }
      if attribution.isConstant {
        let largest = scores.map(abs).max() ?? 0
        // Zero for all words has other reasons, for example a positive part of only negative numbers.
        guard collapses, differ, largest > 0 else { return nil }
        let width = (scores.max() ?? 0) - (scores.min() ?? 0)
        return Finding(identity: .constant, method: method.name, difference: width / largest)
      }
      guard let pooled else { return nil }
      switch method.name {
      case "grad-cam" where counted:
        return finding(
          .positivePart, Self.products(review, review.gradient, Baseline.zero).map { max(0, $0) })
      case "lrp"
      where method.settings.contains { $0 == ("rule", "zero") } && !review.output.isSoftmax:
        return finding(.propagation, Self.products(review, review.logitGradient, Baseline.zero))
      case "integrated-gradients", "deeplift":
        guard let own = method.method.baseline,
          pooled.switchingUnits(from: own.row(for: review), to: review.mean) == 0,
          !review.output.isSoftmax
        else { return nil }
        return finding(.oneLinearPiece, Self.products(review, review.logitGradient, own))
      case InputXGradient.card.name where switches == 0 && !review.output.isSoftmax:
        return finding(
          .oneLinearPiece, Self.products(review, review.logitGradient, baseline), isShifted: true)
      default: return nil
      }
    }
  }

  /// Returns `(eₜ − b) · gₜ` for each word that is read.
  private static func products(
    _ review: ReviewInput, _ gradient: Matrix, _ baseline: Baseline
  ) -> [Double] {
    let products = (review.embedded - baseline.matrix(for: review)).rowDots(gradient)
    let first = review.review.firstPosition
    return Array(products[first..<first + review.review.read.count])
  }

  /// Returns the largest deviation of numbers from a multiple of others, relative to the largest number.
  static func difference(_ numbers: [Double], _ others: [Double], isShifted: Bool) -> Double {
    let largest = numbers.map(abs).max() ?? 0
    guard largest > 0 else { return 0 }
    func centre(_ values: [Double]) -> [Double] {
      guard isShifted else { return values }
      let mean = values.reduce(0, +) / Double(values.count)
      return values.map { $0 - mean }
    }
    let (a, b) = (centre(numbers), centre(others))
    let square = b.reduce(0) { $0 + $1 * $1 }
    let factor = square > 0 ? zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / square : 0
    return (zip(a, b).map { abs($0 - factor * $1) }.max() ?? 0) / largest
  }
}

extension ReviewInput {
  /// `∂z/∂E` of the class's logit, L × D, by the general backward pass.
  var logitGradient: Matrix {
    network.sequential.gradient(at: embedded, mask: mask, of: output.with(.logit).gradient(at:))
      .gradient
  }
}

extension PooledNetwork {
  /// Returns the number of hidden units that are active in one part of the line between two means and inactive in another.
  ///
  /// - Parameters:
  ///   - start: A mean, 1 × D.
  ///   - end: Another mean, 1 × D.
  /// - Returns: From 0 to the number of rectified units.
  func switchingUnits(from start: Matrix, to end: Matrix) -> Int {
    let states = linearPieces(from: start, to: end).map { piece in
      let middle = piece.range.lowerBound + piece.width / 2
      return self.states(atMean: start + middle * (end - start))
    }
    return layers.indices.dropLast().filter { layers[$0].activation == .relu }
      .reduce(0) { total, depth in
        total
          + (0..<layers[depth].kernel.columns).count { unit in
            Set(states.map { $0[depth][0, unit] > 0 }).count > 1
          }
      }
  }
}
