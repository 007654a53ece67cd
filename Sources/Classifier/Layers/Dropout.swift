public import LinearAlgebra
public import SourceText

/// Randomly zeroes numbers in training; the identity in inference.
///
/// The remaining numbers are scaled by `1 / (1 − rate)`, which preserves the expected value.
///
/// - Shapes: any; the output's is the input's.
/// - Source: Srivastava et al., *Dropout*, 2014; Keras's layer of the same name.
public struct Dropout: Layer {
  public static let className = "Dropout"

  public let name: String
  /// The probability of zeroing a number.
  public let rate: Double
  /// In training, the factor of each number: 0 or `1 / (1 − rate)`.
  private var kept: Matrix?

  /// Creates the layer.
  public init(name: String = "dropout", rate: Double) {
    self.name = name
    self.rate = rate
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    rate = source.number("rate", in: 0...0.999)
  }

  public var configuration: [String: JSON] { ["rate": .number(rate)] }

  public func outputShape(of input: Shape) -> Shape? { input }

  public func training(rows: Int, columns: Int, random: inout SplitMix64) -> Self {
    var kept = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns where random.uniform() >= rate {
        kept[row, column] = 1 / (1 - rate)
      }
    }
    var layer = self
    layer.kept = kept
    return layer
  }

  public var positionRole: PositionRole { .same }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix { thinned(input) }

  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    thinned(gradient)
  }

  private func thinned(_ values: Matrix) -> Matrix {
    guard let kept else { return values }
    var result = values
    for lane in result.lanes.indices { result.lanes[lane] *= kept.lanes[lane] }
    return result
  }
}
