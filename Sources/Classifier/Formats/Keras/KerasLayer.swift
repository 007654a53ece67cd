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
    switch className {
    case "ReLU"
    where hasOnly(["max_value": [.null], "negative_slope": [.number(0)], "threshold": [.number(0)]]):
      (className, configuration["activation"]) = ("Activation", .string("relu"))
    case "ELU" where hasOnly(["alpha": [.number(1)]]):
      (className, configuration["activation"]) = ("Activation", .string("elu"))
    case "LeakyReLU" where hasOnly(["alpha": [.number(0.2)], "negative_slope": [.number(0.2)]]):
      (className, configuration["activation"]) = ("Activation", .string("leaky_relu"))
    case "Softmax" where hasOnly(["axis": [.number(-1)]]):
      (className, configuration["activation"]) = ("Activation", .string("softmax"))
    case "Bidirectional": nameBoth()
    default: break
    }
  }

  /// Whether settings are what they are by default, as far as they are given.
  private func hasOnly(_ allowed: [String: [JSON]]) -> Bool {
    allowed.allSatisfy { key, values in configuration[key].map { values.contains($0) } ?? true }
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
