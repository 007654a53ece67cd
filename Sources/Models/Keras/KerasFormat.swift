import Classifier
import SourceText

/// A kind of file that Keras writes: what it holds is a ``KerasModel``, whatever its layout.
protocol KerasFormat: ModelFormat {
  /// Takes a file apart.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  /// - Returns: Its parts.
  /// - Throws: A diagnostic when the file is no whole model.
  static func parts(_ bytes: [UInt8], path: String) throws(Diagnostic) -> KerasModel
}

extension KerasFormat {
  public static func read(
    _ bytes: [UInt8], path: String, options: ImportOptions
  ) throws(Diagnostics) -> Model {
    try single { () throws(Diagnostic) in try parts(bytes, path: path) }.model(options)
  }
}
