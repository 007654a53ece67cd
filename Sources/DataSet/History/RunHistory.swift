internal import Foundation
public import SourceText

/// A file of the values of claims over many runs: one line of JSON per run, only ever appended.
///
/// A writer holds a lock (`flock`) while it appends, so two writers lose nothing. A line that a crash cut short remains as it is:
/// the next line starts after it, and readers report it.
public struct RunHistory: Sendable {
  /// The file.
  public let path: String

  /// Names a file, which is created on the first write.
  public init(_ path: String) {
    self.path = path
  }

  /// Appends a record, and waits until other writers are done.
  ///
  /// - Parameter record: The record.
  /// - Throws: A diagnostic if the file belongs to another program or cannot be written; nothing of the record remains then.
  public func append(_ record: RunRecord) throws(Diagnostics) {
    let file = URL(fileURLWithPath: path)
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    // Fails if the file exists, and never replaces it.
    try? Data().write(to: file, options: .withoutOverwriting)
    do {
      let handle = try FileHandle(forUpdating: file)
      defer { try? handle.close() }
      guard Self.lock(handle, LOCK_EX) else {
        throw Diagnostics(
          "the file cannot be locked", at: SourceLocation(file: path),
          hint: "choose a folder on a local disk", cause: .machine)
      }
      let start = Array(try handle.read(upToCount: RunRecord.mark.utf8.count) ?? Data())
      guard RunRecord.mark.utf8.starts(with: start) else { throw Diagnostics(foreign) }
      let end = try handle.seekToEnd()
      var line = record.line + "\n"
      if end > 0 {
        try handle.seek(toOffset: end - 1)
        // A record must not continue a line that was cut short.
        if try handle.read(upToCount: 1) != Data("\n".utf8) { line = "\n" + line }
      }
      do {
        try handle.write(contentsOf: Data(line.utf8))
        try handle.synchronize()
      } catch {
        try? handle.truncate(atOffset: end)
        throw error
      }
    } catch let problem as Diagnostics {
      throw problem
    } catch {
      throw unwritable
    }
  }

  /// Reads all records, in the order in which they were written.
  ///
  /// - Returns: The records, and a warning with file and line for each line that is not one; both empty if there is no file.
  /// - Throws: A diagnostic if the file cannot be read, or no line of it is a record.
  public func read() throws(Diagnostics) -> (records: [RunRecord], problems: [Diagnostic]) {
    try checkWritable()
    guard FileManager.default.fileExists(atPath: path) else { return ([], []) }
    var records: [RunRecord] = []
    var problems: [Diagnostic] = []
    let bytes = try lockedBytes()
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let place = SourceLocation(file: path, line: index + 1)
      guard index + 1 < lines.count else {
        // The last line has no end, so its numbers may lack digits even if it is valid.
        problems.append(damaged("this line was not written to its end", at: place))
        continue
      }
      do throws(Diagnostics) {
        let text = try SourceFile.decode(Array(line), path: path)
        let json = try JSON(parsing: SourceFile(path: path, text: text))
        if let record = RunRecord(json) {
          records.append(record)
        } else {
          problems.append(damaged("this line is not a record of a run", at: place))
        }
      } catch {
        let column = error.all.first?.location?.column
        problems.append(
          damaged(
            "this line is cut short or damaged here",
            at: SourceLocation(file: path, line: index + 1, column: column)))
      }
    }
    if records.isEmpty, !problems.isEmpty, !RunRecord.mark.utf8.starts(with: bytes.prefix(13)) {
      throw Diagnostics(foreign)
    }
    return (records, problems)
  }

  /// Throws if nothing can be appended, so that a run fails at its start and not at its end.
  private func checkWritable() throws(Diagnostics) {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let manager = FileManager.default
    func type(_ url: URL) -> FileAttributeType? {
      (try? manager.attributesOfItem(atPath: url.path))?[.type] as? FileAttributeType
    }
    if let type = type(file) {
      // A pipe or a device keeps nothing.
      guard type == .typeRegular else { throw Diagnostics(foreign) }
      guard manager.isWritableFile(atPath: file.path) else { throw unwritable }
    } else {
      var folder = file.deletingLastPathComponent()
      // Missing folders are created with the file.
      while type(folder) == nil, folder.path.count > 1 { folder.deleteLastPathComponent() }
      guard type(folder.resolvingSymlinksInPath()) == .typeDirectory,
        manager.isWritableFile(atPath: folder.path)
      else { throw unwritable }
    }
  }

  private var unwritable: Diagnostics {
    Diagnostics(
      "the file cannot be written", at: SourceLocation(file: path),
      hint: "check its permissions and the space on the disk", cause: .machine)
  }

  /// The file's bytes, between two writes.
  private func lockedBytes() throws(Diagnostics) -> [UInt8] {
    let handle = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle?.close() }
    // Without a lock, the last line may be reported as incomplete.
    if let handle { _ = Self.lock(handle, LOCK_SH) }
    return try SourceFile.bytes(of: path)
  }

  private static func lock(_ handle: FileHandle, _ kind: Int32) -> Bool {
    while flock(handle.fileDescriptor, kind) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  private var foreign: Diagnostic {
    Diagnostic(
      "this file is not a history of runs", at: SourceLocation(file: path, line: 1),
      hint: "name a file that this program wrote, or one that does not exist")
  }

  private func damaged(_ message: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      message, at: place, hint: "the line is skipped; other lines are not affected",
      severity: .warning)
  }
}
