public import Classifier
import Foundation
public import SourceText

/// The models that are part of the program, all trained on IMDB by `report train`: the tutorial's network, and networks of
/// other architectures to hold it against.
public enum EmbeddedModel {
  /// The names of the other ones.
  public static let contrasts = Architecture.allCases.filter { $0 != .average }.map(\.rawValue)

  /// Loads a model.
  ///
  /// - Parameter folder: A model folder, or the name of one of ``contrasts`` where there is no such folder; nil for the
  ///   tutorial's network.
  /// - Returns: The model.
  /// - Throws: All that is wrong with the folder.
  public static func load(unless folder: String? = nil) throws(Diagnostics) -> Model {
    guard let folder else { return try embedded("Model") }
    if contrasts.contains(folder), !FileManager.default.fileExists(atPath: folder) {
      return try embedded("Models/\(folder)")
    }
    return try Model(folder: folder)
  }

  private static func embedded(_ folder: String) throws(Diagnostics) -> Model {
    var files: [String: [UInt8]] = [:]
    for name in Model.fileNames {
      // All of them read the same words.
      files[name] =
        EmbeddedResources.bytes("\(folder)/\(name)") ?? EmbeddedResources.bytes("Model/\(name)")
    }
    return try Model(files: files, path: "embedded")
  }
}
