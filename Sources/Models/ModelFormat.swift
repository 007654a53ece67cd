public import Classifier
import Foundation
public import SourceText

/// A kind of file that models of another tool are read from.
///
/// A new one is a type of its own and a line in ``ModelFormats/all``.
public protocol ModelFormat: Sendable {
  /// What files of this kind are, with what their names end in, such as "Keras (.keras)".
  static var title: String { get }

  /// Whether a file is one of this kind, by its first bytes; its name says nothing.
  static func recognizes(_ bytes: [UInt8]) -> Bool

  /// Reads the model.
  ///
  /// The file is not to be trusted: every size that it claims is checked before anything is allocated.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  ///   - options: What the file may leave open.
  /// - Returns: A model whose weights a model folder holds exactly.
  /// - Throws: All that is wrong with the file, and all that can't be used.
  static func read(
    _ bytes: [UInt8], path: String, options: ImportOptions
  ) throws(Diagnostics) -> Model
}

/// The kinds of files that models are imported from.
public enum ModelFormats {
  /// Every format; a new one is added here.
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
  ///   - options: What a file may leave open; a folder leaves nothing open.
  /// - Throws: All that is wrong with it.
  public init(at path: String, options: ImportOptions = ImportOptions()) throws(Diagnostics) {
    let place = SourceLocation(file: path)
    // What can't be looked at is for the reader of folders to say.
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    let kind = attributes?[.type] as? FileAttributeType
    guard let kind, kind != .typeDirectory else {
      if let foreign = ForeignModel(folder: path) {
        throw Diagnostics([foreign.problem(at: path)])
      }
      guard options == ImportOptions() else {
        throw Diagnostics([options.problem(with: "a model folder", at: place)])
      }
      self = try Model(folder: path)
      return
    }
    let bytes: [UInt8]
    do throws(Diagnostic) { bytes = try SourceFile.bytes(of: path) } catch {
      throw Diagnostics([error])
    }
    guard let format = ModelFormats.all.first(where: { $0.recognizes(bytes) }) else {
      if let foreign = ForeignModel(file: bytes) {
        throw Diagnostics([foreign.problem(at: path)])
      }
      throw Diagnostics([
        Diagnostic(
          "this is no model that can be read", at: place,
          hint:
            "a model is a folder with config.json, vocabulary.txt and weights.safetensors, or a file of "
            + ModelFormats.all.map { $0.title }.joined(separator: ", "))
      ])
    }
    self = try format.read(bytes, path: path, options: options)
  }
}
