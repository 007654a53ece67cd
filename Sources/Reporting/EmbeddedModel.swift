public import Classifier
public import SourceText

/// The model that is part of the program: the tutorial's network, trained on IMDB by `report train`.
public enum EmbeddedModel {
  /// Loads the model.
  ///
  /// - Returns: The model.
  /// - Throws: Diagnostics, if the program was built with a broken model.
  public static func load() throws(Diagnostics) -> Model {
    var files: [String: [UInt8]] = [:]
    for name in ["config.json", "vocabulary.txt", "weights.safetensors", "card.md"] {
      files[name] = EmbeddedResources.bytes("Model/\(name)")
    }
    return try Model(files: files, path: "embedded")
  }
}
