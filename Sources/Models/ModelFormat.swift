public import Classifier
import Foundation
public import SourceText

/// A file format from which models of another tool are imported.
///
/// Adding a format takes one new type and one line in ``ModelFormats/all``.
public protocol ModelFormat: Sendable {
  /// The name of the format with its file extensions, such as "Keras (.keras)".
  static var title: String { get }

  /// Whether a file has this format, judged by its first bytes, not by its name.
  static func recognizes(_ bytes: [UInt8]) -> Bool

  /// Reads the model.
  ///
  /// The file is untrusted: every declared size is checked before memory is allocated.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  ///   - options: Settings that the file does not specify.
  /// - Returns: A model whose weights a model folder represents exactly.
  /// - Throws: All problems of the file and all unsupported features.
  static func read(
    _ bytes: [UInt8], path: String, options: ImportOptions
  ) throws(Diagnostics) -> Model
}

/// The formats from which models are imported.
public enum ModelFormats {
  /// All formats; add new ones here.
  public static let all: [any ModelFormat.Type] = [
    FastTextFormat.self,
    KerasArchive.self,
    KerasHDF5.self,
  ]
}

extension Model {
  /// Reads a model folder, or a file of one of ``ModelFormats/all``.
  ///
  /// - Parameters:
  ///   - path: The folder or the file.
  ///   - options: Settings that a file does not specify; a folder specifies all of them.
  /// - Throws: All problems.
  public init(at path: String, options: ImportOptions = ImportOptions()) throws(Diagnostics) {
    let place = SourceLocation(file: path)
    // A path that cannot be inspected is reported by the folder reader.
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    let kind = attributes?[.type] as? FileAttributeType
    guard let kind, kind != .typeDirectory else {
      if let foreign = ForeignModel(folder: path) {
        throw Diagnostics(foreign.problem(at: path))
      }
      guard options == ImportOptions() else {
        throw options.problem(with: "a model folder", at: place)
      }
      self = try Model(folder: path)
      return
    }
    let bytes = try SourceFile.bytes(of: path)
    guard let format = ModelFormats.all.first(where: { $0.recognizes(bytes) }) else {
      if let foreign = ForeignModel(file: bytes) {
        throw Diagnostics(foreign.problem(at: path))
      }
      throw Diagnostics(
        "unsupported model format", at: place,
        hint:
          "use a folder with config.json, vocabulary.txt and weights.safetensors, or a file of "
          + ModelFormats.all.map { $0.title }.joined(separator: ", "))
    }
    self = try format.read(bytes, path: path, options: options)
  }
}
