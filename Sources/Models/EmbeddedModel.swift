public import Classifier
import Foundation
import Resources
public import SourceText
import Synchronization

/// The embedded models, all trained on IMDB by `report train`: the tutorial's network, and networks of other architectures
/// for comparison.
public enum EmbeddedModel {
  /// The names of the networks of other architectures.
  public static let contrasts = Architecture.allCases.filter { $0 != .average }.map(\.rawValue)

  /// Returns the architecture of the embedded model with a hash; nil if no embedded model has it.
  ///
  /// - Complexity: All embedded models are loaded, until one has the hash.
  public static func architecture(sha256: String) -> Architecture? {
    Architecture.allCases.first { architecture in
      let folder = architecture == .average ? "Model" : "Models/\(architecture.rawValue)"
      return (try? embedded(folder))?.sha256 == sha256
    }
  }

  /// The models loaded so far: reading one takes longer than explaining a review with it.
  private static let known = Mutex<[String: Model]>([:])

  fileprivate static func embedded(_ folder: String) throws(Diagnostics) -> Model {
    if let model = known.withLock({ $0[folder] }) { return model }
    var files: [String: [UInt8]] = [:]
    // All models share the vocabulary, in memory too.
    let vocabulary = known.withLock { $0.values.first?.text.vocabulary }
    for name in Model.fileNames where vocabulary == nil || name != Model.vocabularyFileName {
      files[name] =
        EmbeddedResources.bytes("\(folder)/\(name)") ?? EmbeddedResources.bytes("Model/\(name)")
    }
    let model = try Model(files: files, path: "embedded", vocabulary: vocabulary)
    known.withLock { $0[folder] = model }
    return model
  }
}

extension Model {
  /// Loads a model.
  ///
  /// - Parameters:
  ///   - path: A model folder, a file in one of `ModelFormats.all`, or one of ``EmbeddedModel/contrasts`` if there is no such folder; nil
  ///     for the tutorial's network.
  ///   - options: The import options.
  /// - Returns: The model.
  /// - Throws: All problems of the folder or the file.
  public static func load(
    _ path: String? = nil, options: ImportOptions = ImportOptions()
  ) throws(Diagnostics) -> Model {
    if let path,
      !EmbeddedModel.contrasts.contains(path) || FileManager.default.fileExists(atPath: path)
    {
      return try Model(at: path, options: options)
    }
    guard options == ImportOptions() else {
      throw options.problem(
        with: "the embedded model", at: SourceLocation(file: path ?? "command line"))
    }
    return try EmbeddedModel.embedded(path.map { "Models/\($0)" } ?? "Model")
  }
}
