internal import Foundation
package import SourceText

/// The folder in which a site is published.
package enum OutputFolder {
  /// Returns the absolute path of a folder with symbolic links resolved, so that the links are preserved.
  ///
  /// - Parameter output: The path given by the user; the folder need not exist.
  /// - Returns: The absolute path.
  /// - Throws: A diagnostic if the path cannot be an output folder.
  package static func resolve(_ output: String) throws(Diagnostics) -> String {
    let place = SourceLocation(file: output.isEmpty ? "." : output)
    let url = URL(fileURLWithPath: output).resolvingSymlinksInPath()
    let path = url.path
    let here = URL(fileURLWithPath: ".").resolvingSymlinksInPath().path
    if path == "/" || "\(here)/".hasPrefix("\(path)/") {
      throw Diagnostics(
        "the output can't be the current folder or a folder above it", at: place,
        hint: "use a subfolder, such as --output public")
    }
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    switch kind {
    case nil, .typeDirectory?: return path
    case .typeSymbolicLink?:
      throw Diagnostics("the output is a broken symbolic link", at: place)
    default:
      throw Diagnostics(
        "the output is a file, not a folder", at: place, hint: "choose another --output or move it")
    }
  }

  /// Throws if a folder contains files that are not on its own list of files.
  ///
  /// - Parameters:
  ///   - path: The folder, which need not exist.
  ///   - output: The name of the folder in the message.
  /// - Throws: A diagnostic that names some of the files.
  package static func checkOwnership(of path: String, output: String) throws(Diagnostics) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    var foreign = ForeignFiles(path)
    do {
      try foreign.find(in: "")
    } catch {
      throw Diagnostics(
        "cannot read '\(output)'", hint: "check its permissions", cause: .machine)
    }
    guard foreign.count > 0 else { return }
    let more =
      foreign.count > foreign.first.count ? " and \(foreign.count - foreign.first.count) more" : ""
    throw Diagnostics(
      "'\(output)' contains files that report did not write: "
        + foreign.first.joined(separator: ", ") + more,
      hint: "choose another --output or move them")
  }
}

/// The files of a folder that are not on its own list, one folder at a time.
private struct ForeignFiles {
  /// Their number, and the first two in the order of their bytes.
  private(set) var count = 0
  private(set) var first: [String] = []
  private let root: String
  private let known: SortedLines

  /// Reads the list; without one, all files are foreign.
  init(_ root: String) {
    self.root = root
    let path = Path.join(root, SiteWriter.manifestPath)
    known = SortedLines((try? SourceFile.bytes(of: path)) ?? [])
  }

  /// Adds the files of a folder.
  mutating func find(in folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.isEmpty ? root : Path.join(root, folder))
    for name in names {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if known.contains(path) { continue }
      // A link to a folder is a file that may lead anywhere.
      if Self.isPlainFolder(Path.join(root, path)) {
        try find(in: path)
      } else {
        count += 1
        first = (first + [path]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.dropLast(
          first.count == 2 ? 1 : 0)
      }
    }
  }

  private static func isPlainFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}

/// The lines of a file, in the order of their bytes.
private struct SortedLines {
  private var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // The program sorts the list, but anybody may change it.
    guard !isSorted else { return }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).sorted { Self.precedes($0, $1) }
    self.bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private var isSorted: Bool {
    var (start, last) = (0, bytes[0..<0])
    while start < bytes.count {
      let line = line(from: start)
      if Self.precedes(line, last) { return false }
      (start, last) = (line.endIndex + 1, line)
    }
    return true
  }

  /// Returns the line that begins at an offset, without its end.
  private func line(from start: Int) -> ArraySlice<UInt8> {
    bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
  }

  /// Compares two lines; version control may end them with a carriage return.
  private static func precedes(
    _ left: ArraySlice<UInt8>, _ right: some Collection<UInt8>
  ) -> Bool {
    let isPair = left.last == UInt8(ascii: "\r")
    return left.dropLast(isPair ? 1 : 0).lexicographicallyPrecedes(right)
  }

  /// Whether one of the lines is a text.
  ///
  /// - Complexity: O(log *n* + length of a line); no memory beside the bytes is needed.
  func contains(_ text: String) -> Bool {
    var (low, high) = (0, bytes.count)
    while low < high {
      let middle = (low + high) / 2
      let start = bytes[low..<middle].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? low
      let line = line(from: start)
      if Self.precedes(line, text.utf8) {
        low = min(line.endIndex + 1, high)
      } else {
        high = start
      }
    }
    guard low < bytes.count else { return false }
    let line = line(from: low)
    return line.elementsEqual(text.utf8)
      || line.last == UInt8(ascii: "\r") && line.dropLast().elementsEqual(text.utf8)
  }
}
