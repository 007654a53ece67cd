import EmbeddedFiles

/// The files embedded in the program.
///
/// Only this file accesses the C target that holds them.
package enum EmbeddedResources {
  /// Returns the bytes of an embedded file.
  ///
  /// - Parameter path: The path, such as "Templates/review.md".
  /// - Returns: The bytes; nil if there is no such file.
  package static func bytes(_ path: String) -> [UInt8]? {
    guard let file = unsafe findEmbeddedFile(path)?.pointee else { return nil }
    return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  /// The commit that the program was built from; nil if unknown.
  package static var commit: String? {
    let commit = unsafe String(cString: programCommit())
    return commit.isEmpty ? nil : commit
  }

  /// Returns the text of an embedded file; empty if there is no such file.
  package static func text(_ path: String) -> String {
    String(decoding: bytes(path) ?? [], as: UTF8.self)
  }
}
