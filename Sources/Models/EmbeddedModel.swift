public import Classifier
import Foundation
public import SourceText
import Synchronization

/// The models that are part of the program, all trained on IMDB by `report train`: the tutorial's network, and networks of
/// other architectures to hold it against.
public enum EmbeddedModel {
  /// The names of the other ones.
  public static let contrasts = Architecture.allCases.filter { $0 != .average }.map(\.rawValue)

  /// Loads a model.
  ///
  /// - Parameters:
  ///   - path: A model folder, a file of one of `ModelFormats.all`, or the name of one of ``contrasts`` where there is
  ///     no such folder; nil for the tutorial's network.
  ///   - options: What a file may leave open.
  /// - Returns: The model.
  /// - Throws: All that is wrong with the folder or the file.
  public static func load(
    unless path: String? = nil, options: ImportOptions = ImportOptions()
  ) throws(Diagnostics) -> Model {
    if let path, !contrasts.contains(path) || FileManager.default.fileExists(atPath: path) {
      return try Model(at: path, options: options)
    }
    guard options == ImportOptions() else {
      throw Diagnostics([
        options.problem(
          with: "the embedded model", at: SourceLocation(file: path ?? "command line"))
      ])
    }
    return try embedded(path.map { "Models/\($0)" } ?? "Model")
  }

  /// Those that were asked for: reading one takes longer than explaining a review with it.
  private static let known = Mutex<[String: Model]>([:])

  private static func embedded(_ folder: String) throws(Diagnostics) -> Model {
    if let model = known.withLock({ $0[folder] }) { return model }
    var files: [String: [UInt8]] = [:]
    for name in Model.fileNames {
      // All of them read the same words.
      files[name] =
        EmbeddedResources.bytes("\(folder)/\(name)") ?? EmbeddedResources.bytes("Model/\(name)")
    }
    let model = try Model(files: files, path: "embedded")
    known.withLock { $0[folder] = model }
    return model
  }
}
