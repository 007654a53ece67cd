internal import Foundation
internal import Processes
package import SourceText

/// Writes an output file given on the command line.
package enum OutputFile {
  /// Writes a file atomically.
  ///
  /// - Parameters:
  ///   - text: The content.
  ///   - path: The file; an existing file is replaced.
  ///   - inputs: The input files of the run, which are never replaced.
  /// - Throws: A diagnostic if the path is a folder or one of the inputs, or if writing fails.
  package static func write(
    _ text: String, to path: String, protecting inputs: [String] = []
  ) throws(Diagnostics) {
    try check(path, protecting: inputs)
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    // A device or a pipe is written directly; a file is replaced atomically.
    let kind = try? target.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
    if kind == false {
      do { return try Data(text.utf8).write(to: target) } catch {
        throw Diagnostics(writing: path, failed: error)
      }
    }
    try replace(path) { try $0.write(contentsOf: Data(text.utf8)) }
  }

  /// Checks the path of a file before long work.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - inputs: The input files of the run, which are never replaced.
  /// - Throws: A diagnostic if the path is a folder or one of the inputs.
  package static func check(
    _ path: String, protecting inputs: [String] = []
  ) throws(Diagnostics) {
    let place = SourceLocation(file: path.isEmpty ? "." : path)
    if path.isEmpty || Path.isFolder(path) {
      throw Diagnostics(
        "the output is a folder, not a file", at: place, hint: "use the path of a file")
    }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    if inputs.contains(where: { URL(fileURLWithPath: $0).resolvingSymlinksInPath() == target }) {
      throw Diagnostics(
        "the output is one of the input files", at: place, hint: "choose another file")
    }
  }

  /// Replaces a file atomically, or creates it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - write: Writes the content.
  /// - Throws: A diagnostic if writing fails; an existing file is then unchanged.
  static func replace(
    _ path: String, by write: (FileHandle) throws -> Void
  ) throws(Diagnostics) {
    do {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let staging = try Staging(for: target, isFolder: false)
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: staging.path))
      try write(handle)
      try handle.close()
      try staging.commit()
    } catch {
      throw Diagnostics(writing: path, failed: error)
    }
  }
}
