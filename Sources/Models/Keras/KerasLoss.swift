import Classifier
import SourceText

/// The loss with which a Keras model was trained.
struct KerasLoss {
  /// The kind of output that a loss expects.
  enum Kind {
    /// Class probabilities, or their logits.
    case classes
    /// Any number.
    case number
    /// Unknown: a custom loss, or one that allows both.
    case other
  }

  private static let classes: Set = [
    "bce", "binary_crossentropy", "binary_focal_crossentropy", "categorical_crossentropy",
    "categorical_focal_crossentropy", "sparse_categorical_crossentropy",
  ]
  private static let numbers: Set = [
    "huber", "huber_loss", "log_cosh", "logcosh", "mae", "mape", "mean_absolute_error",
    "mean_absolute_percentage_error", "mean_squared_error", "mean_squared_logarithmic_error",
    "mse", "msle", "poisson",
  ]

  /// Its name in Keras's function spelling: `binary_crossentropy`.
  let name: String
  /// Whether it interprets the output as logits.
  let readsLogits: Bool

  /// The kind of output it expects.
  var kind: Kind {
    let name = name.lowercased()
    return Self.classes.contains(name) ? .classes : Self.numbers.contains(name) ? .number : .other
  }

  /// Parses a loss from `compile_config`: a name, an object of a class, a function, or one of these per output.
  init?(_ json: JSON?) {
    switch json {
    case .string(let name): self.init(name: name, readsLogits: false)
    case .array(let losses) where losses.count == 1: self.init(losses[0])
    case .object(let loss):
      guard let className = loss["class_name"]?.string else {
        guard loss.count == 1 else { return nil }
        self.init(loss.first?.value)
        return
      }
      let settings = loss["config"]
      self.init(
        name: settings?.string ?? KerasArchitecture.snakeCase(className),
        readsLogits: settings?["from_logits"] == .bool(true))
    default: return nil
    }
  }

  private init(name: String, readsLogits: Bool) {
    self.name = name
    self.readsLogits = readsLogits
  }

  /// Finds the loss in a model's configuration: its own, or else that of its last nested model.
  ///
  /// - Parameter configuration: An object with `class_name`, `config` and perhaps `compile_config`.
  init?(of configuration: JSON) {
    var model = configuration
    // The parser limits the nesting depth of JSON.
    while true {
      let loss = model["compile_config"]?["loss"]
      if let loss, loss != .null {
        self.init(loss)
        return
      }
      guard let last = model["config"]?["layers"]?.array?.last else { return nil }
      model = last
    }
  }
}
