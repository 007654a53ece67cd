import Foundation
import Processes
package import SourceText
import Spooling

/// A file, or standard output, composed of sections whose order is determined only after all of them are written.
///
/// Sections are spooled to an unlinked temporary file to keep memory use constant. The output is written only by
/// ``commit(_:)``, which replaces a file atomically.
package struct SpooledFile: ~Copyable {
  /// A piece of the finished file.
  package enum Piece {
    /// Text.
    case text(String)
    /// Sections written earlier, with a text between them.
    case sections(Range<Int>, separator: String = "")
    /// Text that is passed to a closure piece by piece, when it is needed.
    case written((_ write: (String) throws -> Void) throws -> Void)
  }

  /// The path that denotes standard output.
  package static let standardOutput = "-"

  private let output: String
  private var spool = Spool.Writer()
  /// The offset of the end of each section.
  private var ends: [Int] = []

  /// Creates a file.
  ///
  /// - Parameter output: The path of the file, or `-`.
  /// - Throws: A diagnostic if the temporary file cannot be created.
  package init(output: String) throws(Diagnostics) {
    self.output = output
    if output != Self.standardOutput {
      Staging.recover(URL(fileURLWithPath: output).resolvingSymlinksInPath().path)
    }
  }

  /// The number of sections.
  package var count: Int { ends.count }

  private func range(_ sections: Range<Int>) -> Range<Int> {
    (sections.lowerBound == 0 ? 0 : ends[sections.lowerBound - 1])..<ends[sections.upperBound - 1]
  }

  /// Returns the size of a section in bytes.
  package func size(of section: Int) -> Int { range(section..<section + 1).count }

  /// Writes a section.
  ///
  /// - Parameter text: The content.
  /// - Returns: The number of the section, from 0.
  /// - Throws: A diagnostic if writing fails, for example on a full disk.
  @discardableResult
  package mutating func write(_ text: String) throws(Diagnostics) -> Int {
    do {
      try spool.append(text.utf8)
    } catch {
      throw Diagnostics(spooling: error)
    }
    ends.append(spool.spool.count)
    return ends.count - 1
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
    var buffer: [UInt8] = []
    func flush(above limit: Int = 0) throws {
      guard buffer.count > limit else { return }
      try handle.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    for piece in pieces {
      switch piece {
      case .text(let text): buffer += text.utf8
      case .sections(let sections, let separator):
        for section in sections {
          if section > sections.lowerBound { buffer += separator.utf8 }
          buffer += spool.spool.bytes(in: range(section..<section + 1))
          try flush(above: 1 << 16)
        }
      case .written(let body):
        try body { text in
          buffer += text.utf8
          try flush(above: 1 << 16)
        }
      }
      try flush(above: 1 << 16)
    }
    if spool.spool.hasFailed { throw POSIXError(.EIO) }
    try flush()
  }
}
