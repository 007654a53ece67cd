import Archives
import Classifier
import LinearAlgebra
import SourceText

/// The weights of a Keras model, renamed as in a model folder.
struct KerasWeights {
  /// The layout of the file.
  enum Layout {
    /// `model.weights.h5` of a `.keras` archive: numbered tensors in folders by class.
    case archive
    /// A complete model in one `.h5` file: named tensors in groups by layer.
    case whole
  }

  /// The groups that contain the training state.
  static let ignored: Set<String> = ["optimizer", "optimizer_weights", "_optimizer"]

  let datasets: [String: HDF5File.Dataset]
  let layout: Layout
  let place: SourceLocation

  /// A tensor of a layer.
  private struct Part {
    /// Its name in a model folder, without the layer's.
    let name: String
    /// Its path in an archive, relative to the layer's folder.
    let path: String
    /// The name prefix of the sublayer that contains it: `forward_` or `backward_`.
    var side = ""
  }

  /// Returns all tensors of some layers.
  ///
  /// - Parameter layers: The layers; if Keras omitted a tensor that a model folder requires, the corresponding setting is
  ///   changed.
  /// - Returns: The tensors.
  /// - Throws: A diagnostic for each tensor that contains a non-finite number or has more than three dimensions; missing
  ///   tensors are reported by the layer.
  func tensors(of layers: inout [KerasLayer]) throws(Diagnostics) -> [Tensor] {
    var tensors: [Tensor] = []
    var problems = Diagnostics()
    for index in layers.indices {
      let layer = layers[index]
      var found: [Tensor] = []
      for part in Self.parts(layer.className, layer.configuration) {
        guard let dataset = dataset(of: part, of: layer) else { continue }
        do {
          found.append(try tensor("\(layer.name)/\(part.name)", dataset))
        } catch {
          problems.report(error)
        }
      }
      tensors += found + Self.neutral(&layers[index], beside: found)
    }
    try problems.throwIfErrors()
    return tensors
  }

  /// Returns the tensors of a layer in Keras's order.
  private static func parts(_ className: String, _ settings: [String: JSON]) -> [Part] {
    func has(_ key: String) -> Bool { settings[key] != .bool(false) }
    func numbered(_ names: [String], _ folder: String = "") -> [Part] {
      names.enumerated().map { Part(name: $1, path: "\(folder)vars/\($0)") }
    }
    let bias = has("use_bias") ? ["bias"] : []
    switch className {
    case "Embedding": return numbered(["embeddings"])
    case "Dense", "Conv1D": return numbered(["kernel"] + bias)
    case "LayerNormalization":
      return numbered((has("scale") ? ["gamma"] : []) + (has("center") ? ["beta"] : []))
    case "BatchNormalization":
      return numbered(
        (has("scale") ? ["gamma"] : []) + (has("center") ? ["beta"] : [])
          + ["moving_mean", "moving_variance"])
    case "LSTM", "GRU":
      let cell = className.lowercased() + "_cell"
      return numbered((["kernel", "recurrent_kernel"] + bias).map { "\(cell)/\($0)" }, "cell/")
    case "Bidirectional":
      return [("layer", "forward_"), ("backward_layer", "backward_")].flatMap { key, side in
        let inner = settings[key]
        let name = inner?["config"]?["name"]?.string ?? ""
        let folder = "\(side)layer"
        return parts(inner?["class_name"]?.string ?? "", inner?["config"]?.object ?? [:]).map {
          Part(name: "\(name)/\($0.name)", path: "\(folder)/\($0.path)", side: side)
        }
      }
    default: return []
    }
  }

  private func dataset(of part: Part, of layer: KerasLayer) -> HDF5File.Dataset? {
    guard layout == .whole else { return datasets["\(layer.folder)/\(part.path)"] }
    let folder = "model_weights/\(layer.group)/"
    let last = part.name.split(separator: "/").last
    let candidates = datasets.filter { path, _ in
      guard path.hasPrefix(folder) else { return false }
      // Keras 2 appends the index of an output to a name.
      let parts = path.dropFirst(folder.count).split(separator: "/")
      let isNamed = parts.last?.split(separator: ":").first == last
      // Within the layer's group, its tensors may be prefixed by a name the layer had elsewhere.
      let isOfLayer = layer.group == layer.ownName || parts.contains { $0 == layer.ownName }
      return isNamed && isOfLayer
        && (part.side.isEmpty || parts.contains { $0.hasPrefix(part.side) })
    }
    return candidates.count == 1 ? candidates.first?.value : nil
  }

  private func tensor(
    _ name: String, _ dataset: HDF5File.Dataset
  ) throws(Diagnostics) -> Tensor {
    let shape = dataset.shape
    guard 1...3 ~= shape.count else {
      throw Diagnostics("the tensor '\(name)' has \(shape.count) dimensions", at: place)
    }
    let columns = shape[shape.count - 1]
    if let wrong = dataset.numbers.firstIndex(where: { !Float($0).isFinite }) {
      var (rest, index) = (wrong, [Int]())
      for size in shape.reversed() {
        index.insert(rest % size, at: 0)
        rest /= size
      }
      throw Diagnostics(
        "the number \(name)\(index) is \(dataset.numbers[wrong])", at: place,
        hint: "the weights overflowed during training")
    }
    let values = Matrix(
      rows: dataset.numbers.count / columns, columns: columns, dataset.numbers)
    return Tensor(name, shape: shape, values.roundedToFloat)
  }

  /// Returns neutral tensors for those that Keras omitted and a model folder requires.
  private static func neutral(_ layer: inout KerasLayer, beside found: [Tensor]) -> [Tensor] {
    func row(_ name: String, like other: String, _ number: Double) -> [Tensor] {
      guard let other = found.first(where: { $0.name == "\(layer.name)/\(other)" }) else {
        return []
      }
      let columns = other.values.columns
      return [
        Tensor(
          "\(layer.name)/\(name)",
          row: Matrix(rows: 1, columns: columns, Array(repeating: number, count: columns)))
      ]
    }
    func isOff(_ key: String) -> Bool { layer.configuration[key] == .bool(false) }
    var result: [Tensor] = []
    if layer.className == "Dense", isOff("use_bias") {
      result = row("bias", like: "kernel", 0)
      layer.configuration["use_bias"] = .bool(true)
    }
    if layer.className.hasSuffix("Normalization") {
      let other = layer.className == "BatchNormalization" ? "moving_mean" : nil
      if isOff("center") { result += row("beta", like: other ?? "gamma", 0) }
      if isOff("scale") { result += row("gamma", like: other ?? "beta", 1) }
      if !result.isEmpty {
        layer.configuration["center"] = .bool(true)
        layer.configuration["scale"] = .bool(true)
      }
    }
    if layer.className == "LSTM", isOff("use_bias") {
      result = row("lstm_cell/bias", like: "lstm_cell/kernel", 0)
      layer.configuration["use_bias"] = .bool(true)
    }
    if layer.className == "GRU", isOff("use_bias") {
      let kernel = found.first { $0.name == "\(layer.name)/gru_cell/kernel" }
      result = [
        Tensor("\(layer.name)/gru_cell/bias", Matrix(rows: 2, columns: kernel?.values.columns ?? 0))
      ]
      layer.configuration["use_bias"] = .bool(true)
    }
    return result
  }
}
