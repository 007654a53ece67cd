import Archives
import Classifier
import SourceText

/// The `.h5` file of Keras 2 and 3 with a complete model: the layers as JSON in an attribute, the weights in groups.
///
/// - Source: `keras/src/legacy/saving/legacy_h5_format.py`.
struct KerasHDF5: KerasFormat {
  static let title = "Keras (.h5)"

  static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  static func parts(_ bytes: [UInt8], path: String) throws(Diagnostics) -> KerasModel {
    let place = SourceLocation(file: path)
    let file = try HDF5File(
      parsing: bytes, path: path, attributes: ["model_config", "keras_version", "training_config"],
      leavingOut: KerasWeights.ignored)
    guard let text = file.attributes["model_config"] else {
      throw Diagnostics(
        "the file contains weights, but not the layers of a model", at: place,
        hint: "save the complete model, not only its weights: model.save('model.keras')")
    }
    let configuration: JSON
    do {
      configuration = try JSON(parsing: SourceFile(path: path, text: text))
    } catch {
      throw error.map {
        Diagnostic("the attribute 'model_config' is not JSON: \($0.message)", at: place)
      }
    }
    // The loss in the training configuration is helpful, but optional.
    let training = file.attributes["training_config"].flatMap { text in
      try? JSON(parsing: SourceFile(path: path, text: text))
    }
    return KerasModel(
      configuration: configuration,
      loss: KerasLoss(training?["loss"]) ?? KerasLoss(of: configuration),
      version: file.attributes["keras_version"],
      weights: KerasWeights(datasets: file.datasets, layout: .whole, place: place),
      vocabularies: [:], place: place)
  }
}
