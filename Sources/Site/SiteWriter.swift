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
  /// The folders that contain files or folders, each with the folders above it.
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
    try append(Array(text.utf8), to: path)
  }

  /// Appends bytes to a file, which is created empty.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - path: The path of the file relative to the output folder.
  /// - Throws: A diagnostic if the file was written as a whole or cannot be written.
  package mutating func append(_ bytes: [UInt8], to path: String) throws(Diagnostics) {
    if streams[path] == nil { streams[path] = Stream(handle: try create(path)) }
    streams[path]?.buffer.append(contentsOf: bytes)
    if streams[path]?.buffer.count ?? 0 >= 1 << 16 { try flush(path) }
  }

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
    streams = [:]
    try writeManifest()
    try OutputFolder.checkOwnership(of: staging.target, output: output)
    do {
      try staging.commit()
    } catch {
      throw Diagnostics(writing: output, failed: error)
    }
  }

  /// Whether a path leads to a file below the folder of a site.
  package static func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }

  /// Creates an empty file.
  private mutating func create(_ path: String) throws(Diagnostics) -> FileHandle {
    precondition(Self.isInside(path), "'\(path)' is not in the site")
    let folder = Path.folder(of: path)
    do {
      if !folder.isEmpty && !folders.contains(folder) {
        try FileManager.default.createDirectory(
          atPath: Path.join(staging.path, folder), withIntermediateDirectories: true)
        note(folder)
      }
      let url = URL(filePath: Path.join(staging.path, path), directoryHint: .notDirectory)
      do {
        // Writing non-empty `Data` waits for the disk; a file handle does not.
        try Data().write(to: url, options: .withoutOverwriting)
      } catch CocoaError.fileWriteFileExists where isFile(url) {
        throw Diagnostics(
          "the site has two files '\(path)'", hint: "give one of the two another id or name")
      } catch CocoaError.fileWriteFileExists {
        // Writing to a device at that path fails later, with its own reason.
      }
      return try FileHandle(forWritingTo: url)
    } catch let problems as Diagnostics {
      throw problems
    } catch {
      throw Diagnostics(writing: Path.join(output, path), failed: error)
    }
  }

  private mutating func note(_ folder: String) {
    var folder = folder
    while !folder.isEmpty, folders.insert(folder).inserted { folder = Path.folder(of: folder) }
  }

  private func isFile(_ url: URL) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  /// Writes the list of all files, from one folder of the staging folder after another.
  private mutating func writeManifest() throws(Diagnostics) {
    // The list has itself as an element, so it is created before the folders are read.
    let handle = try create(Self.manifestPath)
    var buffer = Data()
    do {
      try eachFile(in: "") { path in
        buffer.append(contentsOf: path.utf8)
        buffer.append(UInt8(ascii: "\n"))
        guard buffer.count >= 1 << 16 else { return }
        try handle.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
      }
      try handle.write(contentsOf: buffer)
      try handle.close()
    } catch {
      throw Diagnostics(writing: Path.join(output, Self.manifestPath), failed: error)
    }
  }

  /// Passes the paths of all files of a folder to a closure, in the order of their bytes.
  private func eachFile(in folder: String, _ body: (String) throws -> Void) throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.isEmpty ? staging.path : Path.join(staging.path, folder))
    // In the paths of its files, a slash follows the name of a folder: a-b is before a/b, and a.b too.
    let entries = names.map { name in
      folders.contains(folder.isEmpty ? name : "\(folder)/\(name)") ? name + "/" : name
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for entry in entries {
      let path = folder.isEmpty ? entry : "\(folder)/\(entry)"
      if entry.hasSuffix("/") {
        try eachFile(in: String(path.dropLast()), body)
      } else {
        try body(path)
      }
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
