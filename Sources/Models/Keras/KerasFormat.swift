import Classifier
import SourceText

/// A file format of Keras; every layout is parsed to a ``KerasModel``.
protocol KerasFormat: ModelFormat {
  /// Parses a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  /// - Returns: Its parts.
  /// - Throws: A diagnostic if the file is not a complete model.
  static func parts(_ bytes: [UInt8], path: String) throws(Diagnostics) -> KerasModel
}

extension KerasFormat {
  public static func read(
    _ bytes: [UInt8], path: String, options: ImportOptions
  ) throws(Diagnostics) -> Model {
    try parts(bytes, path: path).model(options)
  }
}
