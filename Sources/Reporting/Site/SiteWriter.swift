internal import Foundation
internal import Processes
public import SourceText

/// Writes a site as a whole or not at all.
///
/// Files go into a folder beside the output, which takes the output's place when all of them are written.
/// Whatever goes wrong before, the old site stays. A list of what was written is part of the site, and an output
/// folder is replaced only if all of its files are on its own list: nothing is deleted that was not written here.
public struct SiteWriter: ~Copyable {
  /// Where the list of all files is: their paths in order, one a line.
  public static let manifestPath = "data/files.txt"

  /// The folder as the user named it.
  public let output: String
  /// Where the new site grows.
  private let staging: Staging
  private var files: Set<String> = []
  private var folders: Set<String> = []
  private var streams: [String: Stream] = [:]

  /// A file that grows piece by piece.
  private struct Stream {
    let handle: FileHandle
    var buffer = Data()
  }

  /// Prepares a new site.
  ///
  /// - Parameter output: The folder; it and those above it are made if there is none.
  /// - Throws: A diagnostic when the output is a file or holds files that were not written here, or when the
  ///   machine does not let a folder be made.
  public init(output: String) throws(Diagnostic) {
    let target = try OutputFolder.resolve(output)
    Staging.recover(target)
    try OutputFolder.checkOwnership(of: target, output: output)
    do {
      staging = try Staging(for: target, isFolder: true)
    } catch {
      throw Diagnostic(writing: output, failed: error)
    }
    self.output = output
  }

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - text: What it says.
  ///   - path: Where it belongs, from the output folder.
  /// - Throws: A diagnostic when there is such a file already or the machine fails.
  public mutating func write(_ text: String, to path: String) throws(Diagnostic) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - bytes: What is in it.
  ///   - path: Where it belongs, from the output folder.
  /// - Throws: A diagnostic when there is such a file already or the machine fails.
  public mutating func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
    let handle = try create(path)
    do {
      try handle.write(contentsOf: Data(bytes))
      try handle.close()
    } catch {
      throw Diagnostic(writing: Path.join(output, path), failed: error)
    }
  }

  /// Adds a piece to the end of a file, which begins empty.
  ///
  /// - Parameters:
  ///   - text: The piece.
  ///   - path: Where the file belongs, from the output folder.
  /// - Throws: A diagnostic when the file was written as a whole or the machine fails.
  public mutating func append(_ text: String, to path: String) throws(Diagnostic) {
    if streams[path] == nil { streams[path] = Stream(handle: try create(path)) }
    streams[path]?.buffer.append(contentsOf: text.utf8)
    if streams[path]?.buffer.count ?? 0 >= 1 << 16 { try flush(path) }
  }

  /// The paths of all files so far.
  var paths: Set<String> { files }

  /// What a file of the new site says that was written as a whole; empty when there is none.
  func text(of path: String) -> String {
    let bytes = FileManager.default.contents(atPath: Path.join(staging.path, path))
    return String(decoding: bytes ?? Data(), as: UTF8.self)
  }

  /// Puts the new site in the place of the old one.
  ///
  /// - Throws: A diagnostic when files appeared in the output folder that were not written here, or when the
  ///   machine fails. The old site is then still there.
  public consuming func commit() throws(Diagnostic) {
    for path in streams.keys.sorted() {
      try flush(path)
      do {
        try streams[path]?.handle.close()
      } catch {
        throw Diagnostic(writing: Path.join(output, path), failed: error)
      }
    }
    let list = files.union([Self.manifestPath]).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    try write(list.map { $0 + "\n" }.joined(), to: Self.manifestPath)
    try OutputFolder.checkOwnership(of: staging.target, output: output)
    do {
      try staging.commit()
    } catch {
      throw Diagnostic(writing: output, failed: error)
    }
  }

  /// Makes an empty file.
  private mutating func create(_ path: String) throws(Diagnostic) -> FileHandle {
    precondition(
      !path.hasPrefix("/") && !path.split(separator: "/").contains(".."),
      "'\(path)' is not in the site")
    guard files.insert(path).inserted else {
      throw Diagnostic(
        "the site has two files '\(path)'", hint: "give one of the two another id or name")
    }
    let folder = Path.folder(of: path)
    do {
      if !folder.isEmpty && folders.insert(folder).inserted {
        try FileManager.default.createDirectory(
          atPath: Path.join(staging.path, folder), withIntermediateDirectories: true)
      }
      let url = URL(filePath: Path.join(staging.path, path), directoryHint: .notDirectory)
      // Data waits for the disk after every file that is not empty; a handle does not.
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    } catch {
      throw Diagnostic(writing: Path.join(output, path), failed: error)
    }
  }

  private mutating func flush(_ path: String) throws(Diagnostic) {
    guard let stream = streams[path] else { return }
    streams[path]?.buffer.removeAll(keepingCapacity: true)
    do {
      try stream.handle.write(contentsOf: stream.buffer)
    } catch {
      throw Diagnostic(writing: Path.join(output, path), failed: error)
    }
  }
}

extension Diagnostic {
  /// Says that the machine did not let something be written, and why.
  init(writing path: String, failed error: any Error) {
    self.init(
      "'\(path)' can't be written: \(Self.reason(of: error))",
      hint: "what was there before is untouched", cause: .machine)
  }

  private static func reason(of error: any Error) -> String {
    switch error {
    case CocoaError.fileWriteOutOfSpace: return "the disk is full"
    case CocoaError.fileWriteNoPermission: return "permission denied"
    case CocoaError.fileWriteVolumeReadOnly: return "the disk is read-only"
    case CocoaError.fileWriteFileExists, POSIXError.ENOTDIR: return "a file is in the way"
    case POSIXError.EBUSY: return "the folder is in use"
    default:
      if let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error {
        return reason(of: cause)
      }
      return error.localizedDescription
    }
  }
}
