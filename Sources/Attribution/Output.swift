import Classifier
public import LinearAlgebra

/// The number `F` that is explained: the probability or the logit of a class, as a function of all logits `z`.
///
/// A model of two classes may have one logit, that of the second, whose sigmoid is the probability; the first
/// has the logit `−z` and the probability `σ(−z)`. A model of K classes has K logits and a softmax.
///
/// A class may also be held against another one: why A rather than B? Then `F` is the difference of the logits `z_A − z_B`,
/// or `σ(z_A − z_B) = p_A / (p_A + p_B)`, the probability of A where the choice is between A and B alone. What the other
/// classes get does not matter to it, and the question the other way round has the same answer with the opposite sign.
///
/// - Source of the contrast: Jacovi et al., *Contrastive Explanations for Model Interpretability*, 2021,
///   <https://arxiv.org/abs/2103.01378>.
public struct Output: Hashable, Sendable {
  /// Whether it is a probability or a logit.
  public let target: Target
  /// The class: where there is one logit, 1 is the class that it speaks for and 0 the other.
  public let classIndex: Int
  /// The class that it is held against; nil for all others.
  ///
  /// With one logit there is only one other.
  public let rival: Int?
  /// The number of logits, K.
  public let logits: Int

  /// Creates an output.
  ///
  /// - Parameters:
  ///   - target: Whether it is a probability or a logit.
  ///   - classIndex: The class; by default "positive".
  ///   - rival: The class that it is held against; nil for all others.
  ///   - logits: The number of logits of the model.
  public init(
    _ target: Target, of classIndex: Int = 1, against rival: Int? = nil, logits: Int = 1
  ) {
    precondition(0..<max(2, logits) ~= classIndex, "class \(classIndex) of \(max(2, logits))")
    precondition(rival != classIndex, "class \(classIndex) against itself")
    precondition(0..<max(2, logits) ~= rival ?? 0, "class \(rival ?? 0) of \(max(2, logits))")
    self.target = target
    self.classIndex = classIndex
    self.rival = logits == 1 ? nil : rival
    self.logits = logits
  }

  /// The same class, against the same one, with another target.
  public func with(_ target: Target) -> Output {
    Output(target, of: classIndex, against: rival, logits: logits)
  }

  /// What the only logit is multiplied by to be that of the class.
  private var sign: Double { classIndex == 1 ? 1 : -1 }

  /// Whether it depends on all logits by their softmax; otherwise it is ``margin(at:)`` or its sigmoid.
  public var isSoftmax: Bool { target == .probability && logits > 1 && rival == nil }

  /// The number that is explained where the target is a logit: that of the class, or by how much it is larger than the
  /// rival's.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: In logits.
  public func margin(at logits: Matrix) -> Double {
    if self.logits == 1 { return sign * logits[0, 0] }
    return logits[0, classIndex] - (rival.map { logits[0, $0] } ?? 0)
  }

  /// The gradient of ``margin(at:)``, which is the same everywhere, 1 × K.
  var direction: Matrix {
    var direction = Matrix(rows: 1, columns: logits, unit: logits == 1 ? 0 : classIndex)
    if logits == 1 { direction[0, 0] = sign }
    if let rival { direction[0, rival] = -1 }
    return direction
  }

  /// The output where the model has one logit.
  public func value(atLogit logit: Double) -> Double {
    target == .logit ? sign * logit : sigmoid(sign * logit)
  }

  /// The output.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: A probability or a logit.
  public func value(at logits: Matrix) -> Double {
    if isSoftmax { return logits.softmaxOfRows[0, classIndex] }
    let margin = margin(at: logits)
    return target == .logit ? margin : sigmoid(margin)
  }

  /// The gradient `∂F/∂z`.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: 1 × K.
  public func gradient(at logits: Matrix) -> Matrix {
    if isSoftmax { return Activation.softmaxGradient(direction, at: logits) }
    return target == .logit ? direction : sigmoidDerivative(margin(at: logits)) * direction
  }

  /// The mean of `∂F/∂z` on the straight line between two points, so that its product with the difference of the
  /// points is the change of `F`.
  ///
  /// For one logit, and for one class against another, it is the divided difference of the sigmoid, exact. For a softmax
  /// the integral has no closed form for more than two classes; it is smooth, so Gauss–Legendre on parts of two
  /// logits is exact to rounding.
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
    // The integrand bends over a few units of logit, and 16 nodes follow it over as many exactly.
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
  /// The mean of `dF/dz` between two values of the only logit: the divided difference.
  func meanSlope(from start: Double, to end: Double) -> Double {
    target == .logit ? sign : sign * sigmoidSlope(start, end)
  }
}

extension Activation {
  /// The gradient with respect to logits of a function of their softmax.
  fileprivate static func softmaxGradient(_ gradient: Matrix, at logits: Matrix) -> Matrix {
    softmax.backward(gradient, sums: logits, output: logits.softmaxOfRows)
  }
}
