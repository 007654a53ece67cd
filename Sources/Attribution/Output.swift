import Classifier
public import LinearAlgebra

/// The explained output `F`: the probability or the logit of a class, as a function of all logits `z`.
///
/// A model of two classes may have one logit, that of the second, whose sigmoid is the probability; the first
/// has the logit `−z` and the probability `σ(−z)`. A model of K classes has K logits and a softmax.
///
/// A class may also be contrasted with another one: why A rather than B? Then `F` is the difference of the logits
/// `z_A − z_B`, or `σ(z_A − z_B) = p_A / (p_A + p_B)`, the probability of A if the choice is between A and B only. It does
/// not depend on the other classes, and swapping A and B negates the attributions.
///
/// - Source of the contrast: Jacovi et al., *Contrastive Explanations for Model Interpretability*, 2021,
///   <https://arxiv.org/abs/2103.01378>.
public struct Output: Hashable, Sendable {
  /// A probability or a logit.
  public let target: OutputScale
  /// The class: with one logit, 1 is the class whose logit it is and 0 the other.
  public let classIndex: Int
  /// The contrast class; nil for all others.
  ///
  /// With one logit there is only one other.
  public let contrast: Int?
  /// The number of logits, K.
  public let logits: Int

  /// Creates an output.
  ///
  /// - Parameters:
  ///   - target: A probability or a logit.
  ///   - classIndex: The class; by default "positive".
  ///   - contrast: The contrast class; nil for all others.
  ///   - logits: The number of logits of the model.
  public init(
    _ target: OutputScale, of classIndex: Int = 1, against contrast: Int? = nil, logits: Int = 1
  ) {
    precondition(0..<max(2, logits) ~= classIndex, "class \(classIndex) of \(max(2, logits))")
    precondition(contrast != classIndex, "class \(classIndex) against itself")
    precondition(0..<max(2, logits) ~= contrast ?? 0, "class \(contrast ?? 0) of \(max(2, logits))")
    self.target = target
    self.classIndex = classIndex
    self.contrast = logits == 1 ? nil : contrast
    self.logits = logits
  }

  /// Returns the output for the same class and contrast class with another target.
  public func with(_ target: OutputScale) -> Output {
    Output(target, of: classIndex, against: contrast, logits: logits)
  }

  /// The factor that turns the only logit into that of the class.
  var sign: Double { classIndex == 1 ? 1 : -1 }

  /// Whether it depends on all logits through their softmax; otherwise it is ``margin(at:)`` or its sigmoid.
  public var isSoftmax: Bool { target == .probability && logits > 1 && contrast == nil }

  /// Returns the explained logit: that of the class, or its difference from that of the contrast class.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: In logits.
  public func margin(at logits: Matrix) -> Double {
    if self.logits == 1 { return sign * logits[0, 0] }
    return logits[0, classIndex] - (contrast.map { logits[0, $0] } ?? 0)
  }

  /// The gradient of ``margin(at:)``, which is constant, 1 × K.
  var direction: Matrix {
    var direction = Matrix(rows: 1, columns: logits, unit: logits == 1 ? 0 : classIndex)
    if logits == 1 { direction[0, 0] = sign }
    if let contrast { direction[0, contrast] = -1 }
    return direction
  }

  /// Returns the output of a model with one logit.
  public func value(atLogit logit: Double) -> Double {
    target == .logit ? sign * logit : sigmoid(sign * logit)
  }

  /// Returns the output.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: A probability or a logit.
  public func value(at logits: Matrix) -> Double {
    if isSoftmax { return logits.softmaxOfRows[0, classIndex] }
    let margin = margin(at: logits)
    return target == .logit ? margin : sigmoid(margin)
  }

  /// Returns the gradient `∂F/∂z`.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: 1 × K.
  public func gradient(at logits: Matrix) -> Matrix {
    if isSoftmax { return Activation.softmaxGradient(direction, output: logits.softmaxOfRows) }
    return target == .logit ? direction : sigmoidDerivative(margin(at: logits)) * direction
  }

  /// Returns the mean of `∂F/∂z` on the straight line between two points, whose product with the difference of the
  /// points is the change of `F`.
  ///
  /// For one logit, and for one class against another, it is the divided difference of the sigmoid, exact. For a softmax
  /// the integral has no closed form for more than two classes; it is smooth, so Gauss–Legendre on parts of two
  /// logits is exact up to rounding.
  ///
  /// - Parameters:
  ///   - start: Logits, 1 × K.
  ///   - end: Logits, 1 × K.
  /// - Returns: 1 × K.
  public func meanGradient(from start: Matrix, to end: Matrix) -> Matrix {
    guard isSoftmax else {
      guard target == .probability else { return direction }
      return sigmoidSlope(margin(at: start), margin(at: end)) * direction
    }
    // The integrand bends over a few units of logit, and 16 nodes integrate it exactly over that range.
    let distance = (end - start).elements.map(abs).max() ?? 0
    let parts = max(1, Int(min(distance / 2, 4096).rounded(.up)))
    var total = Matrix(rows: 1, columns: logits)
    for part in 0..<parts {
      for node in QuadratureRule.sixteenNodes {
        let position = (Double(part) + node.position) / Double(parts)
        total += (node.weight / Double(parts)) * gradient(at: start + position * (end - start))
      }
    }
    return total
  }
}

extension Output {
  /// Returns the mean of `dF/dz` between two values of the only logit: the divided difference.
  func meanSlope(from start: Double, to end: Double) -> Double {
    target == .logit ? sign : sign * sigmoidSlope(start, end)
  }
}
