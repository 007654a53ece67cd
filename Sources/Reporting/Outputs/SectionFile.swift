import Foundation
import Processes
import SourceText

/// A file, or standard output, that is made of sections whose order is known only when all of them are written.
///
/// Sections wait in a nameless file of the machine, so that memory stays flat; nothing is written to the output before
/// ``commit(_:)``, and then the file takes its place as a whole.
struct SectionFile: ~Copyable {
  /// A piece of the finished file.
  enum Piece {
    /// Text.
    case text(String)
    /// A section that was written before.
    case section(String)
  }

  /// The output that stands for standard output.
  static let standardOutput = "-"

  private let output: String
  private let spool: FileHandle
  private var sections: [String: Range<UInt64>] = [:]
  private var end: UInt64 = 0

  /// Prepares a file.
  ///
  /// - Parameter output: Its path, or `-`.
  /// - Throws: A diagnostic when the machine has no room for it.
  init(output: String) throws(Diagnostic) {
    self.output = output
    if output != Self.standardOutput {
      Staging.recover(URL(fileURLWithPath: output).resolvingSymlinksInPath().path)
    }
    spool = try Self.namelessFile()
  }

  private static func namelessFile() throws(Diagnostic) -> FileHandle {
    do {
      let url = FileManager.default.temporaryDirectory
        .appending(path: "report-\(UUID().uuidString)")
      try Data().write(to: url, options: .withoutOverwriting)
      let handle = try FileHandle(forUpdating: url)
      // The open file stays, and goes by itself with the process, however that ends.
      try FileManager.default.removeItem(at: url)
      return handle
    } catch {
      throw Diagnostic(writing: "a temporary file", failed: error)
    }
  }

  /// The size of a section in bytes; 0 when there is none.
  func size(of section: String) -> Int { sections[section]?.count ?? 0 }

  /// Writes a section.
  ///
  /// - Parameters:
  ///   - text: What it says.
  ///   - section: Its name.
  /// - Throws: A diagnostic when the disk is full.
  mutating func write(_ text: String, as section: String) throws(Diagnostic) {
    precondition(sections[section] == nil, "there are two sections '\(section)'")
    do {
      try spool.seek(toOffset: end)
      try spool.write(contentsOf: Data(text.utf8))
    } catch {
      throw Diagnostic(writing: "a temporary file", failed: error)
    }
    let start = end
    end += UInt64(text.utf8.count)
    sections[section] = start..<end
  }

  /// What a section says; empty when there is none.
  func text(of section: String) -> String {
    guard let range = sections[section] else { return "" }
    return (try? String(decoding: bytes(range), as: UTF8.self)) ?? ""
  }

  /// Puts the file in its place, or writes it to standard output.
  ///
  /// - Parameter pieces: What it is made of, in order.
  /// - Throws: A diagnostic when the machine fails; the old file is then still there.
  consuming func commit(_ pieces: [Piece]) throws(Diagnostic) {
    if output == Self.standardOutput {
      do {
        try write(pieces, to: FileHandle.standardOutput)
      } catch {
        Interruption.endIfNobodyReads(error)
        throw Diagnostic(
          "cannot write to standard output", hint: "check the free disk space",
          cause: .machine)
      }
      return
    }
    let target = URL(fileURLWithPath: output).resolvingSymlinksInPath().path
    do {
      let staging = try Staging(for: target, isFolder: false)
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: staging.path))
      try write(pieces, to: handle)
      try handle.close()
      try staging.commit()
    } catch {
      throw Diagnostic(writing: output, failed: error)
    }
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
