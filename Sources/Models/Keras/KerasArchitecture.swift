import Classifier
import SourceText

/// The layers of a Keras model in sequence: those of a `Sequential`, or of a `Functional` model that is a chain; nested models
/// are flattened.
struct KerasArchitecture {
  private static let maximumDepth = 16

  /// The model's name.
  let name: String
  /// The layers in order, without input layers.
  private(set) var layers: [KerasLayer] = []
  /// The model's sequence length, if specified.
  private(set) var positions: Int?
  private var names: Set<String> = []
  private let place: SourceLocation

  /// Reads a model's configuration.
  ///
  /// - Parameters:
  ///   - json: An object with `class_name` and `config`.
  ///   - place: The file.
  /// - Throws: A diagnostic if the layers do not form a chain.
  init(_ json: JSON, place: SourceLocation) throws(Diagnostics) {
    self.place = place
    name = json["config"]?["name"]?.string ?? "sequential"
    try add(json, folder: "layers", group: nil, depth: 0)
  }

  private mutating func add(
    _ model: JSON, folder: String, group: String?, depth: Int
  ) throws(Diagnostics) {
    guard depth < Self.maximumDepth else {
      throw problem("models are nested too deeply")
    }
    let entries = model["config"]?["layers"]?.array ?? model["config"]?.array ?? []
    var counts: [String: Int] = [:]
    var folders: [String: String] = [:]
    for entry in entries {
      // Keras names weight groups by class, not by layer name, and numbers those of the same class.
      let kind = Self.snakeCase(entry["class_name"]?.string ?? "")
      let count = counts[kind, default: 0]
      counts[kind] = count + 1
      folders[Self.name(of: entry)] = count == 0 ? kind : "\(kind)_\(count)"
    }
    for entry in try chain(model, entries) {
      let own = Self.name(of: entry)
      let path = "\(folder)/\(folders[own] ?? own)"
      switch entry["class_name"]?.string ?? "" {
      case "InputLayer": readInput(entry)
      case "Sequential", "Functional", "Model":
        try add(entry, folder: "\(path)/layers", group: group ?? own, depth: depth + 1)
      case let className:
        readInput(entry)
        var layer = KerasLayer(
          className: className, name: unique(own), configuration: entry["config"]?.object ?? [:],
          folder: path, group: group ?? own, ownName: own)
        layer.normalize()
        if !layer.isIdle { layers.append(layer) }
      }
    }
  }

  /// Returns the layers of one model in the order of the data flow.
  private func chain(_ model: JSON, _ entries: [JSON]) throws(Diagnostics) -> [JSON] {
    switch model["class_name"]?.string {
    case "Sequential": return entries
    case "Functional", "Model": break
    default:
      throw problem(
        "the model is of the class '\(model["class_name"]?.string ?? "")', whose code is not in the file"
      )
    }
    let byName = Dictionary(
      entries.map { (Self.name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    let outputs = Self.references(in: model["config"]?["output_layers"])
    guard outputs.count == 1, var current = byName[outputs[0]] else {
      throw problem("the model has \(outputs.count) outputs; it must have one")
    }
    var chain = [current]
    while current["class_name"]?.string != "InputLayer" {
      let name = Self.name(of: current)
      let calls = current["inbound_nodes"]?.array ?? []
      guard calls.count == 1 else {
        throw problem(
          "the layer '\(name)' is used \(calls.count) times, so the model is not a chain")
      }
      let inputs = Self.inputs(of: calls[0])
      guard inputs.count == 1, let next = byName[inputs[0]], chain.count <= entries.count else {
        throw problem("the layer '\(name)' has \(inputs.count) inputs, so the model is not a chain")
      }
      // Keras 3 writes this for the mask of an Embedding; any other mask is custom.
      for mask in Self.references(in: calls[0]["kwargs"]?["mask"])
      where byName[mask]?["class_name"]?.string != "NotEqual" {
        throw problem(
          "the layer '\(name)' takes a mask from '\(mask)', so the model is not a chain")
      }
      chain.append(next)
      current = next
    }
    return chain.reversed()
  }

  /// Returns the layers whose outputs a call uses: its arguments in Keras 3, or lists in Keras 2.
  private static func inputs(of call: JSON) -> [String] {
    guard let named = call["kwargs"]?.object else { return references(in: call) }
    let others = named.filter { $0.key != "mask" }
    return references(in: call["args"]) + references(in: .object(others))
  }

  /// Returns the layers that a part of a configuration refers to.
  private static func references(in json: JSON?) -> [String] {
    switch json {
    case .array(let items):
      // [name, call, output] is Keras 2's format, and also that of output_layers.
      if let name = items.first?.string, items.count >= 3, items[1].integer != nil { return [name] }
      return items.flatMap { references(in: $0) }
    case .object(let members):
      if let history = members["keras_history"] { return references(in: history) }
      return members.sorted { $0.key < $1.key }.flatMap { references(in: $0.value) }
    default: return []
    }
  }

  /// Records the sequence length specified by an input layer, or by the first layer of an old
  /// model.
  private mutating func readInput(_ entry: JSON) {
    guard layers.allSatisfy({ $0.className == "TextVectorization" }) else { return }
    let settings = entry["config"]
    let shape = (settings?["batch_shape"] ?? settings?["batch_input_shape"])?.array ?? []
    let isText = settings?["dtype"]?.string == "string"
    if !isText, shape.count == 2, let length = shape[1].integer { positions = length }
    if let length = settings?["input_length"]?.integer { positions = length }
  }

  /// Returns a name that no layer has yet.
  private mutating func unique(_ name: String) -> String {
    var result = name
    var number = 1
    while !names.insert(result).inserted {
      result = "\(name)_\(number)"
      number += 1
    }
    return result
  }

  private func problem(_ message: String) -> Diagnostics {
    Diagnostics(message, at: place, hint: KerasModel.otherRoad)
  }

  private static func name(of entry: JSON) -> String {
    entry["name"]?.string ?? entry["config"]?["name"]?.string ?? ""
  }

  /// Converts a class name to the spelling of Keras's folders: `LayerNormalization` becomes
  /// `layer_normalization`.
  static func snakeCase(_ name: String) -> String {
    let letters = Array(name)
    var result = ""
    for (index, letter) in letters.enumerated() {
      let beginsWord =
        index > 0 && letter.isUppercase
        && (letters[index - 1].isLowercase
          || index + 1 < letters.count && letters[index + 1].isLowercase)
      result += (beginsWord ? "_" : "") + letter.lowercased()
    }
    return result
  }
}
