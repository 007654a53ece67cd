import Foundation
import Processes
package import SourceText

/// A file, or standard output, composed of sections whose order is determined only after all of them are written.
///
/// Sections are spooled to an unlinked temporary file to keep memory use constant. The output is written only by
/// ``commit(_:)``, which replaces a file atomically.
package struct SpooledFile: ~Copyable {
  /// A piece of the finished file.
  package enum Piece {
    /// Text.
    case text(String)
    /// A section written earlier.
    case section(String)
  }

  /// The path that denotes standard output.
  package static let standardOutput = "-"

  private let output: String
  private let spool: FileHandle
  private var sections: [String: Range<UInt64>] = [:]
  private var end: UInt64 = 0

  /// Creates a file.
  ///
  /// - Parameter output: The path of the file, or `-`.
  /// - Throws: A diagnostic if the temporary file cannot be created.
  package init(output: String) throws(Diagnostics) {
    self.output = output
    if output != Self.standardOutput {
      Staging.recover(URL(fileURLWithPath: output).resolvingSymlinksInPath().path)
    }
    spool = try Self.namelessFile()
  }

  private static func namelessFile() throws(Diagnostics) -> FileHandle {
    do {
      let url = FileManager.default.temporaryDirectory
        .appending(path: "report-\(UUID().uuidString)")
      try Data().write(to: url, options: .withoutOverwriting)
      let handle = try FileHandle(forUpdating: url)
      // The open file remains usable, and the system deletes it when the process ends.
      try FileManager.default.removeItem(at: url)
      return handle
    } catch {
      throw Diagnostics(writing: "a temporary file", failed: error)
    }
  }

  /// Returns the size of a section in bytes; 0 if it does not exist.
  package func size(of section: String) -> Int { sections[section]?.count ?? 0 }

  /// Writes a section.
  ///
  /// - Parameters:
  ///   - text: The content.
  ///   - section: The name of the section.
  /// - Throws: A diagnostic if writing fails, for example on a full disk.
  package mutating func write(_ text: String, as section: String) throws(Diagnostics) {
    precondition(sections[section] == nil, "there are two sections '\(section)'")
    do {
      try spool.seek(toOffset: end)
      try spool.write(contentsOf: Data(text.utf8))
    } catch {
      throw Diagnostics(writing: "a temporary file", failed: error)
    }
    let start = end
    end += UInt64(text.utf8.count)
    sections[section] = start..<end
  }

  /// Writes the file, or standard output.
  ///
  /// - Parameter pieces: The pieces in order.
  /// - Throws: A diagnostic if writing fails; an existing file is then unchanged.
  package consuming func commit(_ pieces: [Piece]) throws(Diagnostics) {
    if output == Self.standardOutput {
      do {
        try write(pieces, to: FileHandle.standardOutput)
      } catch {
        Interruption.endIfNobodyReads(error)
        throw Diagnostics(
          "cannot write to standard output", hint: "check the free disk space",
          cause: .machine)
      }
      return
    }
    try OutputFile.replace(output) { try write(pieces, to: $0) }
  }

  private func write(_ pieces: [Piece], to handle: FileHandle) throws {
    for piece in pieces {
      switch piece {
      case .text(let text): try handle.write(contentsOf: Data(text.utf8))
      case .section(let name):
        if let range = sections[name] { try handle.write(contentsOf: bytes(range)) }
      }
    }
  }

  private func bytes(_ range: Range<UInt64>) throws -> Data {
    try spool.seek(toOffset: range.lowerBound)
    return try spool.read(upToCount: range.count) ?? Data()
  }
}
