import Classifier
import EmbeddedFiles

/// The files that are part of the program.
///
/// This is the only source that reads the C target which holds them.
package enum EmbeddedResources {
  /// The bytes of an embedded file.
  ///
  /// - Parameter path: Such as "Templates/review.md".
  /// - Returns: Nil when there is no such file.
  package static func bytes(_ path: String) -> [UInt8]? {
    guard let file = unsafe findEmbeddedFile(path)?.pointee else { return nil }
    return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  /// The text of an embedded file; empty when there is no such file.
  package static func text(_ path: String) -> String {
    String(decoding: bytes(path) ?? [], as: UTF8.self)
  }
}
