import Classifier
import Foundation
import SourceText

/// A fastText model of `Fixtures/fasttext`, and what may be done to its bytes.
enum FastTextFile {
  /// Reads a file.
  static func bytes(_ name: String) throws -> [UInt8] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/fasttext/\(name)").path
    return try SourceFile.bytes(of: path)
  }

  /// The file with a number of 32 bits in another place.
  static func patched(_ bytes: [UInt8], at offset: Int, _ value: Int32) -> [UInt8] {
    var bytes = bytes
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    return bytes
  }
}
