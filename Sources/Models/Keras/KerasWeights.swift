import Archives
import Classifier
import LinearAlgebra
import SourceText

/// The weights of a Keras model under the names that a model folder gives them.
struct KerasWeights {
  /// How the file is laid out.
  enum Layout {
    /// `model.weights.h5` of a `.keras` archive: numbered tensors in folders by class.
    case archive
    /// A whole model in one `.h5` file: named tensors in groups by layer.
    case whole
  }

  /// Groups of the file that hold the state of training.
  static let ignored: Set<String> = ["optimizer", "optimizer_weights", "_optimizer"]

  let datasets: [String: HDF5File.Dataset]
  let layout: Layout
  let place: SourceLocation

  /// A tensor of a layer.
  private struct Part {
    /// Its name in a model folder, without the layer's.
    let name: String
    /// Its path in an archive, from the layer's folder.
    let path: String
    /// What begins the name of the part of the layer that it is in: `forward_` or `backward_`.
    var side = ""
  }

  /// All tensors of some layers.
  ///
  /// - Parameter layers: The layers; where Keras left a tensor out that a model folder has, the setting that says so is
  ///   changed.
  /// - Returns: The tensors.
  /// - Throws: A diagnostic for each that holds a number that is not finite or has more than three dimensions; one that
  ///   is missing is for the layer to say.
  func tensors(of layers: inout [KerasLayer]) throws(Diagnostics) -> [Tensor] {
    var tensors: [Tensor] = []
    var problems = Diagnostics()
    for index in layers.indices {
      let layer = layers[index]
      var found: [Tensor] = []
      for part in Self.parts(layer.className, layer.configuration) {
        guard let dataset = dataset(of: part, of: layer) else { continue }
        do throws(Diagnostic) {
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

  /// The tensors of a layer in Keras' order.
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
      // Keras 2 puts the number of an output behind a name.
      let parts = path.dropFirst(folder.count).split(separator: "/")
      let isNamed = parts.last?.split(separator: ":").first == last
      // In a group of its own a layer's tensors may have a name in front that it had elsewhere.
      let isOfLayer = layer.group == layer.ownName || parts.contains { $0 == layer.ownName }
      return isNamed && isOfLayer
        && (part.side.isEmpty || parts.contains { $0.hasPrefix(part.side) })
    }
    return candidates.count == 1 ? candidates.first?.value : nil
  }

  private func tensor(
    _ name: String, _ dataset: HDF5File.Dataset
  ) throws(Diagnostic) -> Tensor {
    let shape = dataset.shape
    guard 1...3 ~= shape.count else {
      throw Diagnostic("the tensor '\(name)' has \(shape.count) dimensions", at: place)
    }
    let columns = shape[shape.count - 1]
    if let wrong = dataset.numbers.firstIndex(where: { !Float($0).isFinite }) {
      var (rest, index) = (wrong, [Int]())
      for size in shape.reversed() {
        index.insert(rest % size, at: 0)
        rest /= size
      }
      throw Diagnostic(
        "the number \(name)\(index) is \(dataset.numbers[wrong])", at: place,
        hint: "the model was trained until its numbers overflowed")
    }
    let values = Matrix(
      rows: dataset.numbers.count / columns, columns: columns, dataset.numbers)
    return Tensor(name, shape: shape, values.roundedToFloat)
  }

  /// The tensors that change nothing, for those that Keras left out and a model folder has.
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
