import Classifier
public import LinearAlgebra

/// The number `F` that is explained: the probability or the logit of a class, as a function of all logits `z`.
///
/// A model of two classes has one logit, that of "positive", whose sigmoid is the probability; the class
/// "negative" has the logit `−z` and the probability `σ(−z)`. A model of K classes has K logits and a softmax.
public struct Output: Hashable, Sendable {
  /// Whether it is a probability or a logit.
  public let target: Target
  /// The class: 0 is "negative" and 1 "positive" where there are two with one logit.
  public let classIndex: Int
  /// The number of logits, K.
  public let logits: Int

  /// Creates an output.
  ///
  /// - Parameters:
  ///   - target: Whether it is a probability or a logit.
  ///   - classIndex: The class; by default "positive".
  ///   - logits: The number of logits of the model.
  public init(_ target: Target, of classIndex: Int = 1, logits: Int = 1) {
    precondition(0..<max(2, logits) ~= classIndex, "class \(classIndex) of \(max(2, logits))")
    self.target = target
    self.classIndex = classIndex
    self.logits = logits
  }

  /// What the only logit is multiplied by to be that of the class.
  private var sign: Double { classIndex == 1 ? 1 : -1 }

  /// The output where the model has one logit.
  public func value(atLogit logit: Double) -> Double {
    target == .logit ? sign * logit : sigmoid(sign * logit)
  }

  /// The output.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: A probability or a logit.
  public func value(at logits: Matrix) -> Double {
    if self.logits == 1 { return value(atLogit: logits[0, 0]) }
    return target == .logit ? logits[0, classIndex] : logits.softmaxOfRows[0, classIndex]
  }

  /// 1 at the logit that belongs to the class, 0 elsewhere, 1 × K.
  var unit: Matrix { Matrix(rows: 1, columns: logits, unit: logits == 1 ? 0 : classIndex) }

  /// The gradient `∂F/∂z`.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: 1 × K.
  public func gradient(at logits: Matrix) -> Matrix {
    switch target {
    case .logit: return self.logits == 1 ? sign * unit : unit
    case .probability:
      return self.logits == 1
        ? (sign * sigmoidDerivative(logits[0, 0])) * unit
        : Activation.softmaxGradient(unit, at: logits)
    }
  }

  /// The mean of `∂F/∂z` on the straight line between two points, so that its product with the difference of the
  /// points is the change of `F`.
  ///
  /// For one logit it is the divided difference of the sigmoid, exact. For a softmax the integral has no closed
  /// form for more than two classes; it is smooth, so Gauss–Legendre on parts of four
  /// logits is exact to rounding.
  ///
  /// - Parameters:
  ///   - start: Logits, 1 × K.
  ///   - end: Logits, 1 × K.
  /// - Returns: 1 × K.
  public func meanGradient(from start: Matrix, to end: Matrix) -> Matrix {
    if logits == 1 {
      return Matrix(rows: 1, columns: 1, [meanSlope(from: start[0, 0], to: end[0, 0])])
    }
    guard target == .probability else { return gradient(at: start) }
    // The integrand bends over a few units of logit, and 16 nodes follow it over as many exactly.
    let distance = (end - start).elements.map(abs).max() ?? 0
    let parts = max(1, Int(min(distance / 4, 4096).rounded(.up)))
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
    softmax.backward(gradient, output: logits.softmaxOfRows)
  }
}
