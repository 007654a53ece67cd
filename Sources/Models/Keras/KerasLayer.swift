import Classifier
import SourceText

/// A layer of a Keras model, with where its weights are.
struct KerasLayer {
  /// Keras' name of its class.
  var className: String
  /// Its name, which no other layer has.
  var name: String
  /// Its settings.
  var configuration: [String: JSON]
  /// Where its weights lie in `model.weights.h5` and its files in `assets`, such as `layers/sequential/layers/dense`.
  let folder: String
  /// The layer of the outermost model that it is or lies in, by which a `.h5` file groups weights.
  let group: String
  /// Its name in its own model.
  let ownName: String

  /// What `config.json` of a model folder has for the layer.
  var entry: JSON {
    .object([
      "class_name": .string(className),
      "config": .object(configuration.merging(["name": .string(name)]) { $1 }),
    ])
  }

  /// Whether it does nothing but in training.
  var isIdle: Bool {
    [
      "ActivityRegularization", "AlphaDropout", "GaussianDropout", "GaussianNoise",
      "SpatialDropout1D",
    ].contains(className)
  }

  /// Puts settings that mean the same in the way in which a model folder has them.
  mutating func normalize() {
    for key in ["activation", "recurrent_activation"] {
      // A function that was given as such, as in activation=keras.activations.relu.
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

  /// The layers that are an activation where their settings are these.
  private static let curves: [String: (activation: String, needed: [String: [JSON]])] = [
    "ELU": ("elu", ["alpha": [.number(1)]]),
    "LeakyReLU": ("leaky_relu", ["alpha": slope, "negative_slope": slope]),
    "ReLU": (
      "relu", ["max_value": [.null], "negative_slope": [.number(0)], "threshold": [.number(0)]]
    ),
    "Softmax": ("softmax", ["axis": [.number(-1)]]),
  ]
  /// The slope of `leaky_relu`, also in 32 bits.
  private static let slope: [JSON] = [.number(0.2), .number(Double(Float(0.2)))]

  /// The setting for which a layer that is an activation can't be read, with its value and what it would need; nil where
  /// there is none.
  var unusable: (key: String, value: JSON, needed: JSON)? {
    let needed = Self.curves[className]?.needed ?? [:]
    for (key, allowed) in needed.sorted(by: { $0.key < $1.key }) {
      if let value = configuration[key], !allowed.contains(value) {
        return (key, value, allowed[0])
      }
    }
    return nil
  }

  /// Keras 2 writes one layer where Keras 3 writes two, and older versions name them otherwise.
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
