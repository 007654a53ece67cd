public import Classifier
public import SourceText

/// The model that is part of the program: the tutorial's network, trained on IMDB by `report train`.
public enum EmbeddedModel {
  /// Loads a model.
  ///
  /// - Parameter folder: A model folder; nil for the embedded model.
  /// - Returns: The model.
  /// - Throws: All that is wrong with the folder.
  public static func load(unless folder: String? = nil) throws(Diagnostics) -> Model {
    if let folder { return try Model(folder: folder) }
    var files: [String: [UInt8]] = [:]
    for name in Model.fileNames { files[name] = EmbeddedResources.bytes("Model/\(name)") }
    return try Model(files: files, path: "embedded")
  }
}
