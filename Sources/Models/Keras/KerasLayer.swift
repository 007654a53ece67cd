import Classifier
import SourceText

/// A layer of a Keras model, with the location of its weights.
struct KerasLayer {
  /// Keras's name of its class.
  var className: String
  /// Its unique name.
  var name: String
  /// Its settings.
  var configuration: [String: JSON]
  /// The path of its weights in `model.weights.h5` and of its files in `assets`, such as `layers/sequential/layers/dense`.
  let folder: String
  /// The layer of the outermost model that contains it, by which a `.h5` file groups weights.
  let group: String
  /// Its name in its own model.
  let ownName: String

  /// The layer's entry in a model folder's `config.json`.
  var entry: JSON {
    .object([
      "class_name": .string(className),
      "config": .object(configuration.merging(["name": .string(name)]) { $1 }),
    ])
  }

  /// Whether the layer is active only in training.
  var isIdle: Bool {
    [
      "ActivityRegularization", "AlphaDropout", "GaussianDropout", "GaussianNoise",
      "SpatialDropout1D",
    ].contains(className)
  }

  /// Converts equivalent settings to the form used in a model folder.
  mutating func normalize() {
    for key in ["activation", "recurrent_activation"] {
      // A function given as an object, as in activation=keras.activations.relu.
      if let function = configuration[key], function["class_name"]?.string == "function" {
        configuration[key] = function["config"]
      }
      if configuration[key] == .string("swish") { configuration[key] = .string("silu") }
    }
    if let curve = Self.curves[className], unusable == nil {
      (className, configuration["activation"]) = ("Activation", .string(curve.activation))
    }
    if className == "Bidirectional" { nameBoth() }
  }

  /// Layers that are equivalent to an activation if they have these settings.
  private static let curves: [String: (activation: String, needed: [String: [JSON]])] = [
    "ELU": ("elu", ["alpha": [.number(1)]]),
    "LeakyReLU": ("leaky_relu", ["alpha": slope, "negative_slope": slope]),
    "ReLU": (
      "relu", ["max_value": [.null], "negative_slope": [.number(0)], "threshold": [.number(0)]]
    ),
    "Softmax": ("softmax", ["axis": [.number(-1)]]),
  ]
  /// The slope of `leaky_relu`, also rounded to 32 bits.
  private static let slope: [JSON] = [.number(0.2), .number(Double(Float(0.2)))]

  /// The setting because of which an activation layer is not supported, with its value and the required value; nil if there is
  /// none.
  var unusable: (key: String, value: JSON, needed: JSON)? {
    let needed = Self.curves[className]?.needed ?? [:]
    for (key, allowed) in needed.sorted(by: { $0.key < $1.key }) {
      if let value = configuration[key], !allowed.contains(value) {
        return (key, value, allowed[0])
      }
    }
    return nil
  }

  /// Normalizes bidirectional layers: Keras 2 writes one layer and Keras 3 two, and older versions
  /// use other names.
  private mutating func nameBoth() {
    guard let layer = configuration["layer"]?.object,
      let settings = layer["config"]?.object, let name = settings["name"]?.string
    else { return }
    let stem = name.hasPrefix("forward_") ? String(name.dropFirst(8)) : name
    func named(_ prefix: String, _ layer: [String: JSON], _ changes: [String: JSON]) -> JSON {
      let own = (layer["config"]?.object ?? [:]).merging(changes) { $1 }
      return .object(
        layer.merging([
          "config": .object(own.merging(["name": .string(prefix + stem)]) { $1 })
        ]) { $1 })
    }
    let back = configuration["backward_layer"]?.object
    configuration["layer"] = named("forward_", layer, [:])
    configuration["backward_layer"] = named(
      "backward_", back ?? layer, back == nil ? ["go_backwards": .bool(true)] : [:])
  }
}
