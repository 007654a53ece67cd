import LinearAlgebra
import SourceText

/// Reads layers in sequence, passing the output shape of each to the next.
struct LayerReader {
  private let weights: Safetensors
  private let place: SourceLocation
  private let weightsPlace: SourceLocation
  private var embedding: Embedding?
  private var layers: [any Layer] = []
  private var names: Set<String> = []
  private var taken: Set<String> = []
  private let positions: Int?
  private var shape = Shape(rows: nil, columns: 0)
  private var problems = Diagnostics()

  init(positions: Int?, weights: Safetensors, place: SourceLocation, weightsPlace: SourceLocation) {
    self.positions = positions
    self.weights = weights
    self.place = place
    self.weightsPlace = weightsPlace
  }

  /// Reads the next layer's entry in `config.json` and its weights.
  ///
  /// - Parameter entry: An object with `class_name` and `config`.
  /// - Throws: All problems so far, if they prevent checking the remaining layers.
  mutating func read(_ entry: JSON) throws(Diagnostics) {
    let className = entry["class_name"]?.string ?? ""
    guard let name = entry["config"]?["name"]?.string, names.insert(name).inserted else {
      throw stop("layer \(names.count + 1), '\(className)', needs a unique name")
    }
    var source = LayerSource(
      name: name, input: shape, configuration: entry["config"]?.object ?? [:], weights: weights,
      configPlace: place, weightsPlace: weightsPlace)
    var output: Shape?
    if embedding == nil {
      guard className == Embedding.className else {
        throw stop("the first layer is not an Embedding")
      }
      let first = Embedding(reading: &source)
      embedding = first
      output = Shape(rows: nil, columns: first.table.columns, positions: positions)
    } else {
      guard let type = Layers.all.first(where: { $0.className == className }) else {
        throw stop(
          "there is no layer '\(className)'",
          hint: NearestName.hint(for: className, among: Layers.all.map { $0.className }))
      }
      let layer = type.init(reading: &source)
      layers.append(layer)
      output = layer.outputShape(of: shape)
    }
    taken.formUnion(source.taken)
    problems.report(contentsOf: source.problems)
    guard let output else {
      throw source.problems.isEmpty
        ? stop("the layer '\(name)' does not accept an input of \(shape)") : problems
    }
    shape = output
  }

  /// Finishes the list of layers.
  ///
  /// - Returns: The embedding and the subsequent layers.
  /// - Throws: All problems, including tensors that no layer uses.
  mutating func finish() throws(Diagnostics) -> (embedding: Embedding, layers: [any Layer]) {
    guard let embedding else { throw stop("there are no layers") }
    try problems.throwIfErrors()
    for name in weights.tensors.keys.sorted() where !taken.contains(name) {
      problems.report(Diagnostic("no layer uses the tensor '\(name)'", at: weightsPlace))
    }
    try problems.throwIfErrors()
    return (embedding, layers)
  }

  private mutating func stop(_ message: String, hint: String? = nil) -> Diagnostics {
    problems.report(Diagnostic(message, at: place, hint: hint))
    return problems
  }
}

extension Embedding {
  /// Reads the layer from `config.json` and its weights.
  fileprivate init(reading source: inout LayerSource) {
    let rows = source.integer("input_dim", in: 1...10_000_000)
    let columns = source.integer("output_dim", in: 1...100_000)
    self.init(
      name: source.name, table: source.matrix("embeddings", rows: rows, columns: columns),
      masksZero: source.flag("mask_zero"))
  }
}
