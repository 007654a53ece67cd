public import LinearAlgebra
public import SourceText

extension Dense: Layer {
  public static let className = "Dense"

  public init(reading source: inout LayerSource) {
    name = source.name
    let units = source.integer("units", in: 1...1_000_000)
    activation = source.choice("activation", default: .linear)
    source.refuse("use_bias", .bool(false))
    kernel = source.matrix("kernel", rows: source.input.columns, columns: units)
    bias = source.row("bias", columns: units)
  }

  public var configuration: [String: JSON] {
    ["units": .number(Double(units)), "activation": .string(activation.rawValue)]
  }

  public var parameters: [Tensor] {
    [Tensor("kernel", kernel), Tensor("bias", row: bias)]
  }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(name: name, kernel: values[0], bias: values[1], activation: activation)
  }

  public func outputShape(of input: Shape) -> Shape? {
    input.columns == kernel.rows ? input.with(columns: units) : nil
  }

  public var steps: [any Layer] {
    guard activation != .linear else { return [self] }
    var sums = self
    sums.activation = .linear
    return [sums, ActivationLayer(name: name, activation: activation)]
  }

  public var positionRole: PositionRole { activation.positionRole }
}
