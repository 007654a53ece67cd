internal import Foundation
internal import Processes
package import SourceText

/// Writes a site atomically.
///
/// Files are written to a folder beside the output, which replaces the output when all files are complete. If anything
/// fails before that, the old site stays. The site includes a list of its files, and an output folder is replaced only if
/// all its files are on its own list, so nothing is deleted that was not written here.
package struct SiteWriter: ~Copyable {
  /// The path of the list of all files, which holds their sorted paths, one per line.
  package static let manifestPath = "data/files.txt"

  /// The output folder as given by the user.
  package let output: String
  /// The staging folder of the new site.
  private let staging: Staging
  private var files: Set<String> = []
  private var folders: Set<String> = []
  private var streams: [String: Stream] = [:]

  /// A file that is written piece by piece.
  private struct Stream {
    let handle: FileHandle
    var buffer = Data()
  }

  /// Starts a new site.
  ///
  /// - Parameter output: The folder; it and its parents are created if necessary.
  /// - Throws: A diagnostic if the output is a file, contains files that were not written here, or cannot be created.
  package init(output: String) throws(Diagnostics) {
    let target = try OutputFolder.resolve(output)
    Staging.recover(target)
    try OutputFolder.checkOwnership(of: target, output: output)
    do {
      staging = try Staging(for: target, isFolder: true)
    } catch {
      throw Diagnostics(writing: output, failed: error)
    }
    self.output = output
  }

  /// Writes a text file.
  ///
  /// - Parameters:
  ///   - text: The contents.
  ///   - path: The path relative to the output folder.
  /// - Throws: A diagnostic if the file already exists or cannot be written.
  package mutating func write(_ text: String, to path: String) throws(Diagnostics) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - bytes: The contents.
  ///   - path: The path relative to the output folder.
  /// - Throws: A diagnostic if the file already exists or cannot be written.
  package mutating func write(_ bytes: [UInt8], to path: String) throws(Diagnostics) {
    let handle = try create(path)
    do {
      try handle.write(contentsOf: Data(bytes))
      try handle.close()
    } catch {
      throw Diagnostics(writing: Path.join(output, path), failed: error)
    }
  }

  /// Appends a piece to a file, which is created empty.
  ///
  /// - Parameters:
  ///   - text: The piece.
  ///   - path: The path of the file relative to the output folder.
  /// - Throws: A diagnostic if the file was written as a whole or cannot be written.
  package mutating func append(_ text: String, to path: String) throws(Diagnostics) {
    if streams[path] == nil { streams[path] = Stream(handle: try create(path)) }
    streams[path]?.buffer.append(contentsOf: text.utf8)
    if streams[path]?.buffer.count ?? 0 >= 1 << 16 { try flush(path) }
  }

  /// The paths of the files written so far.
  var paths: Set<String> { files }

  /// Replaces the old site with the new one.
  ///
  /// - Throws: A diagnostic if files that were not written here have appeared in the output folder, or if a file cannot be
  ///   written. The old site is then left in place.
  package consuming func commit() throws(Diagnostics) {
    for path in streams.keys.sorted() {
      try flush(path)
      do {
        try streams[path]?.handle.close()
      } catch {
        throw Diagnostics(writing: Path.join(output, path), failed: error)
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
      throw Diagnostics(writing: output, failed: error)
    }
  }

  /// Creates an empty file.
  private mutating func create(_ path: String) throws(Diagnostics) -> FileHandle {
    precondition(
      !path.hasPrefix("/") && !path.split(separator: "/").contains(".."),
      "'\(path)' is not in the site")
    guard files.insert(path).inserted else {
      throw Diagnostics(
        "the site has two files '\(path)'", hint: "give one of the two another id or name")
    }
    let folder = Path.folder(of: path)
    do {
      if !folder.isEmpty && folders.insert(folder).inserted {
        try FileManager.default.createDirectory(
          atPath: Path.join(staging.path, folder), withIntermediateDirectories: true)
      }
      let url = URL(filePath: Path.join(staging.path, path), directoryHint: .notDirectory)
      // Writing non-empty `Data` waits for the disk; a file handle does not.
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    } catch {
      throw Diagnostics(writing: Path.join(output, path), failed: error)
    }
  }

  private mutating func flush(_ path: String) throws(Diagnostics) {
    guard let stream = streams[path] else { return }
    streams[path]?.buffer.removeAll(keepingCapacity: true)
    do {
      try stream.handle.write(contentsOf: stream.buffer)
    } catch {
      throw Diagnostics(writing: Path.join(output, path), failed: error)
    }
  }
}

extension Diagnostics {
  /// Creates an error for a file that could not be written, with the reason.
  package init(writing path: String, failed error: any Error) {
    self.init(
      "cannot write '\(path)': \(Self.reason(of: error))",
      hint: "existing files are unchanged", cause: .machine)
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
